/**
 * What an answer makes of a response's record. Each post is judged together with those of the last minutes, so that the first
 * of a scanner's eleven is withdrawn when the next ones arrive, and what a person had said before counts again.
 */
import { maxNumber, maxQuarantined } from "./quarantine.ts";
import {
  type Answer,
  answerOf,
  isCounted,
  isEditable,
  isOpenToQuestions,
  isSameAnswer,
  type RememberedPost,
  type Response,
  type ResponseRecord,
  type TimedAnswer,
} from "./response.ts";
import { answersIn, latestFitting, nextRecord } from "./response-record.ts";
import type { SurveyVersion } from "./survey.ts";
import { addSeconds, type Instant, secondsBetween } from "./time.ts";
import { isQuarantined, judge, type Post, type Signal, signalsOf } from "./verdict.ts";

const rememberedSeconds = 600;
const maxRemembered = 20;
/** A form that is sent again sooner was sent twice by one hand. */
const twiceSeconds = 10;
const roomForQuarantine = 150_000;

export interface Given {
  readonly answer: Answer;
  readonly post: Post;
  readonly at: Instant;
  /** When the mail with the link left. */
  readonly mailedAt?: Instant | undefined;
  readonly judgesHaste: boolean;
  /** It adds to what was given on an earlier page, and does not give the score anew. */
  readonly isContinued?: boolean;
}

type Rules = Pick<SurveyVersion, "editWindowHours" | "followUps">;

/** The record that follows; `unchanged` when it says so already, `over` when what counts may not be edited any more. */
export function takeAnswer(
  standing: ResponseRecord,
  given: Given,
  { editWindowHours, followUps: questions }: Rules,
): ResponseRecord | "unchanged" | "over" {
  const { answer, at, post, mailedAt, judgesHaste } = given;
  const counted = isCounted(standing) ? standing : undefined;
  const before = rememberedPosts(standing, at);
  const signals = signalsOf(post, {
    at,
    mailedAt,
    changesAnswer: counted !== undefined,
    followsRefused: followsRefused(standing, given),
    judgesHaste,
  });
  if (counted && isSameAnswer(counted, answer) && !isConfirmed(counted, given, { before, signals })) return "unchanged";
  const isOpen = given.isContinued ? isOpenToQuestions : isEditable;
  if (counted && !isOpen(counted, at)) return "over";

  const arrived = { at, score: answer.score, ...(post.servedAt && { servedAt: post.servedAt }), signals };
  const judged = judge([...before, arrived], { judgesHaste });
  const said = [...answersIn(standing), { ...answer, at }];
  const found = judged.filter((one, index) => isQuarantined(one.signals) && !wasQuarantined(before[index]));

  const posts = judged.map((one) => (found.includes(one) ? withWords(one, said) : one));
  const entries = said.filter((one) => !found.some((post) => isOf(post, one)));
  return nextRecord({ ...standing, ...numbered(posts, standing.quarantined) }, entries, {
    at,
    answer,
    editWindowHours,
    questions,
  });
}

/** Whether nothing counted yet when its page was served: what counts by now is then another's. */
function followsRefused(standing: ResponseRecord, { post: { servedAt }, isContinued }: Given): boolean {
  if (!isContinued) return false;
  if (!isCounted(standing)) return true;
  return servedAt === undefined ? standing.quarantined !== undefined : servedAt < standing.countedAt;
}

interface Judging {
  readonly before: readonly RememberedPost[];
  readonly signals: readonly Signal[];
}

/**
 * Whether somebody else says again what counts: a person what a scanner has said minutes before. It is then theirs as well,
 * and stays when the scanner's is withdrawn. The same form sent twice says nothing new, and costs no write.
 */
function isConfirmed(counted: Response, { at, post, isContinued }: Given, { before, signals }: Judging): boolean {
  const { servedAt } = post;
  if (isContinued || servedAt === undefined || isQuarantined(signals) || !isEditable(counted, at)) return false;
  const known = before.find((one) => isOf(one, { ...counted, at: counted.changedAt }));
  if (!known) return false;
  if (known.servedAt !== undefined) return known.servedAt !== servedAt;
  return servedAt > known.at || secondsBetween(known.at, at) >= twiceSeconds;
}

function rememberedPosts(record: ResponseRecord, now: Instant): RememberedPost[] {
  const since = addSeconds(now, -rememberedSeconds);
  const isPlain = isCounted(record) && record.posts === undefined && record.decidedAt !== record.changedAt;
  const posts = isPlain ? [{ at: record.changedAt, score: record.score, signals: [] }] : (record.posts ?? []);
  // Their words went into quarantine with an earlier write.
  const wordless = posts.filter(({ at }) => at >= since).map(({ answer: _, ...post }) => post);
  return wordless.slice(1 - maxRemembered);
}

const wasQuarantined = (post: RememberedPost | undefined): boolean => post !== undefined && isQuarantined(post.signals);

const isOf = (post: RememberedPost, { at, score }: TimedAnswer): boolean => post.at === at && post.score === score;

const withWords = (post: RememberedPost, said: readonly TimedAnswer[]): RememberedPost => ({
  ...post,
  answer: answerOf(said.find((one) => isOf(post, one)) ?? post),
});

/** Gives what goes into quarantine its number, while there is room; words that do not fit into an item stay behind. */
function numbered(posts: readonly RememberedPost[], before = 0): { posts: RememberedPost[]; quarantined: number } {
  let number = before;
  const fit = new Set(
    latestFitting(
      posts.flatMap(({ answer }) => answer ?? []),
      roomForQuarantine,
    ),
  );
  const withNumbers = posts.map(({ answer, ...post }, index): RememberedPost => {
    // What counted until now may be a person's: only what has just arrived finds no room.
    const hasCounted = index < posts.length - 1;
    if (answer === undefined || number >= (hasCounted ? maxNumber : maxQuarantined)) return post;
    number += 1;
    return { ...post, number, answer: fit.has(answer) ? answer : { score: post.score } };
  });
  return { posts: withNumbers, quarantined: number };
}
