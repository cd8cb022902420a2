/** Writing an answer down: the first puts the response, every further one is judged with those before it, and concurrent ones follow each other. */
import { takeAnswer } from "../../domain/answering.ts";
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import { type Answer, answerOf, isCounted, type ResponseRecord } from "../../domain/response.ts";
import { unanswered } from "../../domain/response-record.ts";
import type { Instant } from "../../domain/time.ts";
import type { Post } from "../../domain/verdict.ts";
import type { OpenedLink } from "./survey-link.ts";

/** Each try lets at least one of those who write at once through. */
const maxTries = 100;

/** An answer, or what a form makes of the answer that counts so far. */
export type GivenAnswer = Answer | ((counted: Answer | undefined) => Answer);

/** How an answer came. */
export interface Sending {
  readonly post: Post;
  /** By a page that adds to the score that was given on an earlier one. */
  readonly isContinued?: boolean;
}

/** The answer as it was taken, whether it counts or is quarantined: who sent it must not learn which. Undefined when it is too late. */
export async function saveAnswer(
  link: OpenedLink,
  given: GivenAnswer,
  sending: Sending,
  services: Services,
): Promise<Answer | undefined> {
  const { responses, clock, settings } = services;
  const { judgesHaste } = settings;
  const { invitation, survey } = link;
  const at = clock.now();
  const mailedAt = mailedAtOf(invitation);
  let standing = await knownRecord(link, at, services);
  for (let tries = 0; tries < maxTries; tries++) {
    const counted = isCounted(standing) ? answerOf(standing) : undefined;
    const answer = typeof given === "function" ? given(counted) : given;
    if (!counted && at > invitation.openUntil) return undefined;
    const next = takeAnswer(standing, { answer, ...sending, at, mailedAt, judgesHaste }, survey);
    if (next === "over") return undefined;
    if (next === "unchanged") return answer;
    const stands = next.revision === 1 ? await responses.add(next) : (await responses.save(next)) && next;
    if (stands === next) {
      countAnswer(standing, next, services);
      return answer;
    }
    await clock.sleep(Math.min(tries, 10));
    standing = stands || ((await find(link, services)) ?? standing);
  }
  throw new AppError("unavailable", "The answer is being changed from several places at once. Try again.");
}

/** When the last mail left. One whose sending is in doubt may be there already, and a scanner with it; a reminder, too. */
function mailedAtOf({ messageId, sentAt, attemptedAt, step, history }: Invitation): Instant | undefined {
  if (step === 0) return messageId === undefined ? attemptedAt : sentAt;
  return history.findLast(({ reminder }) => reminder === step)?.at ?? sentAt;
}

/** The first answer is put without looking: only when the time for first ones is over, what stands decides. */
async function knownRecord(link: OpenedLink, at: Instant, services: Services): Promise<ResponseRecord> {
  const { invitation, response } = link;
  const known = response ?? (at > invitation.openUntil ? await find(link, services) : undefined);
  if (known) return known;
  const { id: invitationId, createdAt: invitedAt, sentAt = invitation.attemptedAt } = invitation;
  const origin = { ...invitation, invitationId, invitedAt, ...(sentAt !== undefined && { sentAt }) };
  return unanswered(origin, responseIdOf(invitationId), at);
}

const find = ({ invitation }: OpenedLink, { responses }: Services): Promise<ResponseRecord | undefined> =>
  responses.findRecord(invitation.workspaceId, responseIdOf(invitation.id), { consistent: true });

function countAnswer(before: ResponseRecord, after: ResponseRecord, { metrics }: Services): void {
  if (isCounted(after) && !isCounted(before)) metrics.count("ResponsesRecorded");
  const quarantined = (after.quarantined ?? 0) - (before.quarantined ?? 0);
  if (quarantined > 0) metrics.count("AnswersQuarantined", quarantined);
}
