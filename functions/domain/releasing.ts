/** What letting an answer out of quarantine makes of the record of its invitation, and taking that back. */
import type { QuarantinedAnswer } from "./quarantine.ts";
import { answerOf, type Decision, isCounted, type ResponseRecord, type TimedAnswer } from "./response.ts";
import { answersIn, nextRecord, unanswered } from "./response-record.ts";
import type { SurveyVersion } from "./survey.ts";
import type { Instant } from "./time.ts";

type Rules = Pick<SurveyVersion, "editWindowHours" | "followUps">;

/** Whether what counts came after a quarantined answer, and would give way to it. */
export const hasLaterAnswer = (
  standing: ResponseRecord | undefined,
  { givenAt }: Pick<QuarantinedAnswer, "givenAt">,
): boolean => isCounted(standing) && standing.changedAt > givenAt;

/** The record after an answer was let out of quarantine; undefined when it has been before. Whatever counted is an edit now. */
export function releaseAnswer(
  standing: ResponseRecord,
  { number, givenAt, ...answer }: QuarantinedAnswer,
  { decidedAt, decidedBy }: Decision,
  { editWindowHours, followUps: questions }: Rules,
): ResponseRecord | undefined {
  if (standing.released?.includes(number)) return undefined;
  const at = decidedAt;
  const decision = { decidedAt, decidedBy };
  const entries = [...answersIn(standing), { ...answerOf(answer), at }];
  const record = { ...standing, released: [...(standing.released ?? []), number] };
  return nextRecord(record, entries, {
    at,
    answer: answerOf(answer),
    editWindowHours,
    questions,
    countedAt: givenAt,
    decision,
  });
}

/**
 * The record without an answer whose release was taken back: what counted before it counts again, on its own day, or nothing
 * does. It is another revision in any case, so that a release that is still on its way meets it.
 */
export function withdrawRelease(
  standing: ResponseRecord,
  { number, givenAt, releasedAt, ...answer }: QuarantinedAnswer,
  { at, others }: { readonly at: Instant; readonly others: readonly QuarantinedAnswer[] },
  { editWindowHours, followUps: questions }: Rules,
): ResponseRecord {
  const { released = [], ...rest } = standing;
  const left = released.filter((one) => one !== number);
  const record = { ...rest, ...(left.length > 0 && { released: left }) };
  const entries = answersIn(standing);
  const withdrawn = entries.findIndex((one) => one.at === releasedAt && one.score === answer.score);
  const remaining = entries.filter((_, index) => index !== withdrawn);
  const releaseOf = (one: TimedAnswer | undefined) =>
    others.find(({ verdict, decidedAt }) => verdict === "released" && decidedAt === one?.at);
  const [first, current] = [releaseOf(remaining[0]), releaseOf(remaining.at(-1))];
  const { decidedAt, decidedBy } = current ?? {};
  const madeItsDay = withdrawn >= 0 && standing.countedAt === givenAt;
  return nextRecord(madeItsDay ? withoutDay(record) : record, remaining, {
    // Where nothing counts, whoever is at the questions goes on with what they said.
    ...(isCounted(standing) ? { at, answer: answerOf(answer) } : { at: standing.changedAt, answer: standing.given }),
    editWindowHours,
    questions,
    ...(first && { countedAt: first.givenAt }),
    ...(decidedAt !== undefined && decidedBy !== undefined && { decision: { decidedAt, decidedBy } }),
  });
}

/** As if nothing had counted yet: the day is found anew. */
function withoutDay({ id, revision, changedAt, posts, quarantined, released, ...origin }: ResponseRecord) {
  return {
    ...unanswered(origin, id, changedAt),
    revision,
    ...(posts && { posts }),
    ...(quarantined && { quarantined }),
    ...(released && { released }),
  };
}
