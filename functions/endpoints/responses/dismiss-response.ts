import type { Services } from "../../domain/ports/services.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import { withdrawRelease } from "../../domain/releasing.ts";
import type { Decision } from "../../domain/response.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { decide, getDecidable } from "./quarantined-answer.ts";
import { ResponseView, viewQuarantined } from "./response-view.ts";
import { rewriteRecord } from "./rewrite-record.ts";

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
    if (dismissed.releasedAt !== undefined) await withdraw(dismissed, services);
    return { status: 200, body: viewQuarantined(dismissed) };
  },
);

/** The decision stands already: a call that was cut off here is made good by the next one. */
async function withdraw(answer: QuarantinedAnswer & Decision, services: Services): Promise<void> {
  const { workspaceId, invitationId, surveyId, surveyVersion, decidedAt: at } = answer;
  const [survey, others] = await Promise.all([
    services.surveys.getVersion(workspaceId, surveyId, surveyVersion),
    services.quarantine.ofInvitation(workspaceId, invitationId),
  ]);
  await rewriteRecord(answer, async (standing) => withdrawRelease(standing, answer, { at, others }, survey), services);
}
