/** How a response's record is written: the last of its answers counts, those before it are its edits. */
import { type FollowUp, howFar } from "./follow-up.ts";
import {
  type Answer,
  answerOf,
  type Decision,
  editableUntil,
  isCounted,
  type Origin,
  originOf,
  type RememberedPost,
  type Response,
  type ResponseRecord,
  type TimedAnswer,
  type UncountedResponse,
} from "./response.ts";
import type { Instant } from "./time.ts";

const keptEdits = 20;
/** An item holds 400 KB; an answer at full length in a wide script takes a third of that. */
const roomForEdits = 100_000;

/** The record of an invitation that nobody has answered yet. */
export const unanswered = (origin: Origin, id: string, at: Instant): UncountedResponse => ({
  ...originOf(origin),
  id,
  revision: 0,
  changedAt: at,
  given: { score: 0 },
});

/** What has counted so far, oldest first. */
export const answersIn = (record: ResponseRecord): TimedAnswer[] =>
  isCounted(record) ? [...record.edits, { ...answerOf(record), at: record.changedAt }] : [];

export interface Settling {
  readonly at: Instant;
  /** What was just given, whether it counts or not. */
  readonly answer: Answer;
  readonly editWindowHours: number;
  readonly questions?: readonly FollowUp[] | undefined;
  /** The day on which it counts, when nothing has so far. */
  readonly countedAt?: Instant;
  readonly decision?: Decision;
}

/** The next revision of a record, with the answers that count in it. */
export function nextRecord(
  record: ResponseRecord,
  answers: readonly TimedAnswer[],
  { at, answer, editWindowHours, questions = [], countedAt, decision }: Settling,
): ResponseRecord {
  const { id, posts, quarantined, released } = record;
  const base = {
    ...originOf(record),
    id,
    revision: record.revision + 1,
    ...(quarantined && { quarantined }),
    ...(released && { released }),
  };
  const inOrder = answers.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const current = inOrder.at(-1);
  if (!current) return { ...base, posts: posts ?? [], changedAt: at, given: answer };
  const { at: changedAt, ...said } = current;
  const furtherQuestions = howFar(questions, said);
  const first = firstCounted(record, inOrder) ?? countedAt ?? inOrder[0]?.at ?? at;
  return {
    ...base,
    ...(posts && !isPlain(posts, current) && { posts }),
    ...said,
    ...(furtherQuestions && { furtherQuestions }),
    ...(decision ?? standingDecision(record, changedAt)),
    countedAt: first,
    changedAt,
    editableUntil: editableUntil(first, editWindowHours),
    edits: keptOf(inOrder.slice(0, -1)),
  };
}

/** The last of them always: it is what counts again when the current answer is withdrawn. */
function keptOf(earlier: readonly TimedAnswer[]): TimedAnswer[] {
  const kept = latestFitting(earlier.slice(-keptEdits), roomForEdits);
  return kept.length > 0 ? kept : earlier.slice(-1);
}

/** The latest of what was said, as far as there is room. */
export function latestFitting<A extends Answer>(answers: readonly A[], bytes: number): A[] {
  let room = bytes;
  const from = answers.findLastIndex((answer) => {
    // No character takes more than three bytes for each of its units.
    room -= JSON.stringify(answer).length * 3;
    return room < 0;
  });
  return answers.slice(from + 1);
}

/** The day stands unless the very answer that made it was withdrawn. */
function firstCounted(record: ResponseRecord, answers: readonly TimedAnswer[]): Instant | undefined {
  if (!isCounted(record)) return undefined;
  const { countedAt } = record;
  const isKnown = answersIn(record).some(({ at }) => at === countedAt);
  return isKnown && !answers.some(({ at }) => at === countedAt) ? undefined : countedAt;
}

/** A post that says no more than the answer itself need not be kept: most answers are one post without a doubt. */
const isPlain = (posts: readonly RememberedPost[], { at, score }: TimedAnswer): boolean =>
  posts.every((post) => post.at === at && post.score === score && post.signals.length === 0);

const standingDecision = (record: ResponseRecord, changedAt: Instant): Partial<Decision> => {
  if (!isCounted(record) || record.changedAt !== changedAt) return {};
  const { decidedAt, decidedBy }: Partial<Response> = record;
  return decidedAt !== undefined && decidedBy !== undefined ? { decidedAt, decidedBy } : {};
};
