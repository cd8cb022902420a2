import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { decide, getDecidable } from "./quarantined-answer.ts";
import { ResponseView, viewQuarantined } from "./response-view.ts";

export const dismissResponse = endpoint(
  {
    route: routes.dismissResponse,
    summary: "Dismisses an answer in quarantine: it stays on record and leaves the list of what waits. Harmless twice.",
    refuses: { 409: "It has been released, or was never in quarantine." },
    returns: { 200: ResponseView },
  },
  async ({ caller, params: { id } }, services) => {
    const standing = await getDecidable(id, caller, services);
    return { status: 200, body: viewQuarantined(await decide(standing, "dismiss", caller, services)) };
  },
);
