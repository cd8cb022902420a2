/** Taking a release back once that is decided: what counted before the answer was released counts again. */
import type { Services } from "../../domain/ports/services.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import { withdrawRelease } from "../../domain/releasing.ts";
import type { ResponseRecord } from "../../domain/response.ts";
import { isDecidedStill } from "./quarantined-answer.ts";
import { rewriteRecord } from "./rewrite-record.ts";

/** The decision stands already: a call that was cut off here is made good by the next one. */
export async function takeBack(answer: QuarantinedAnswer, services: Services): Promise<void> {
  const { workspaceId, invitationId, surveyId, surveyVersion, releasedAt, decidedAt: at } = answer;
  if (releasedAt === undefined || at === undefined) return;
  const survey = await services.surveys.getVersion(workspaceId, surveyId, surveyVersion);
  const withoutIt = async (standing: ResponseRecord) => {
    // Read after the record: whatever has been released into that by then is known to be.
    const others = await services.quarantine.ofInvitation(workspaceId, invitationId, { consistent: true });
    const isStanding = await isDecidedStill(answer, services);
    return isStanding ? withdrawRelease(standing, answer, { at, others }, survey) : undefined;
  };
  await rewriteRecord(answer, withoutIt, services);
}
