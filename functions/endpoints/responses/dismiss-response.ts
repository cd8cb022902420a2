import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { decide, getDecidable } from "./quarantined-answer.ts";
import { ResponseView, viewQuarantined } from "./response-view.ts";
import { takeBack } from "./take-back.ts";

export const dismissResponse = endpoint(
  {
    route: routes.dismissResponse,
    summary:
      "Dismisses an answer in quarantine: it stays on record and leaves the list of what waits. One that was released counts " +
      "no more, and what counted before it counts again. Harmless twice.",
    refuses: { 409: "It was never in quarantine, or was decided on otherwise meanwhile." },
    returns: { 200: ResponseView },
  },
  async ({ caller, params: { id } }, services) => {
    const standing = await getDecidable(id, caller, services);
    const dismissed = await decide(standing, "dismiss", caller, services);
    await takeBack(dismissed, services);
    return { status: 200, body: viewQuarantined(dismissed) };
  },
);
