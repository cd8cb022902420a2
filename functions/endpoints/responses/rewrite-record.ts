/** Writing the record of an invitation anew after a decision on one of its answers; whoever writes meanwhile is followed. */
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import type { ResponseRecord } from "../../domain/response.ts";
import { unanswered } from "../../domain/response-record.ts";

const maxTries = 20;

/** `next` makes of the record what is to follow, or undefined where nothing is. */
export async function rewriteRecord(
  { workspaceId, invitationId, givenAt, ...origin }: QuarantinedAnswer,
  next: (standing: ResponseRecord) => Promise<ResponseRecord | undefined>,
  { responses, clock }: Pick<Services, "responses" | "clock">,
): Promise<void> {
  const id = responseIdOf(invitationId);
  for (let tries = 0; tries < maxTries; tries++) {
    const standing = await responses.findRecord(workspaceId, id, { consistent: true });
    const following = await next(standing ?? unanswered({ workspaceId, invitationId, ...origin }, id, givenAt));
    if (!following) return;
    if (standing ? await responses.save(following) : (await responses.add(following)) === following) return;
    await clock.sleep(tries);
  }
  throw new AppError("unavailable", "The answer is being changed from several places at once. Try again.");
}
