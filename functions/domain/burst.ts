/**
 * Which posts of one link go through its scores as no person does. Only their times and scores are looked at, and when their
 * pages were opened; posts are given in order of time.
 */
import { type Instant, secondsBetween } from "./time.ts";

export interface SentScore {
  readonly at: Instant;
  readonly score: number;
  /** When its page was served, if its nonce says so. */
  readonly servedAt?: Instant;
}

/** Nobody sends an answer, thinks again, finds another score and sends it, in less. */
const atOnceSeconds = 3;
/** Whoever comes after such a pause is judged for themselves, */
const pauseSeconds = 30;
/** and so is who comes after one this many times longer than any in what went before: machines keep their pace. */
const paceFactor = 5;
/** A person who wants to change an answer has to see first that it was taken. */
const turnSeconds = 1;
/** One visitor's pages are opened at one pace: a page that waited so much longer, and this long at least, is a newcomer's. */
const newcomerFactor = 2;
const newcomerSeconds = 2;
/** Two changes of mind in a row are a person's if they turned back for one of them at least. */
const fewScores = 3;
const manyScores = 4;

/** Posts that are too close to another score, and those of whole chains that no person sends. */
export function burstsAmong(posts: readonly SentScore[]): ReadonlySet<SentScore> {
  const isAtOnce = (post: SentScore): boolean =>
    posts.some((other) => other.score !== post.score && Math.abs(secondsBetween(other.at, post.at)) < atOnceSeconds);
  return new Set([...posts.filter(isAtOnce), ...chainsOf(posts).filter(isBurst).flat()]);
}

/** Whether a post came within seconds of several that have other scores. */
export const isAmidOthers = (post: SentScore, others: readonly SentScore[]): boolean =>
  others.filter(({ at, score }) => score !== post.score && Math.abs(secondsBetween(at, post.at)) < atOnceSeconds)
    .length >= 2;

/** Whoever tries Hearback out changes an answer at once, but does not go through them all. */
export const hasManyScores = (chain: readonly SentScore[]): boolean =>
  new Set(chain.map(({ score }) => score)).size >= fewScores;

/** Posts that follow each other without a pause, by whoever keeps their pace. */
export const chainsOf = <P extends SentScore>(posts: readonly P[]): P[][] => withoutPause(posts).flatMap(fromNewcomer);

/** A person who has answered may be followed by a scanner: the first post stands for itself if it does not fit the others. */
function fromNewcomer<P extends SentScore>(chain: readonly P[]): P[][] {
  const [first, ...others] = chain;
  const [next = []] = withoutPause(others);
  return first && isOfAnother(first, next) ? [[first], ...chainsOf(others)] : [[...chain]];
}

/** Whether a post was left behind at another pace than those after it keep among themselves. */
function isOfAnother(first: SentScore, next: readonly SentScore[]): boolean {
  if (next.length < 2) return false;
  const [gap = 0, ...gaps] = next.map((post, index) => secondsBetween((next[index - 1] ?? first).at, post.at));
  const [turn = 0, ...turns] = next.map((post, index) => turnBetween(next[index - 1] ?? first, post));
  return (
    gap >= Math.max(atOnceSeconds, paceFactor * Math.max(...gaps)) ||
    turn >= Math.max(newcomerSeconds, newcomerFactor * Math.max(...turns))
  );
}

/** From a post to the opening of the page that the next one was sent from; nothing where that was open already or is unknown. */
const turnBetween = (before: SentScore, { servedAt }: SentScore): number =>
  servedAt === undefined ? 0 : Math.max(0, secondsBetween(before.at, servedAt));

/** Posts that follow each other without a pause. */
function withoutPause<P extends SentScore>(posts: readonly P[]): P[][] {
  const chains: P[][] = [];
  let longest = 0;
  for (const [index, post] of posts.entries()) {
    const before = posts[index - 1];
    const chain = chains.at(-1);
    const gap = before ? secondsBetween(before.at, post.at) : 0;
    const pause =
      chain && chain.length > 1 ? Math.min(pauseSeconds, Math.max(atOnceSeconds, paceFactor * longest)) : pauseSeconds;
    if (!chain || gap > pause) chains.push([post]);
    else chain.push(post);
    longest = gap > pause ? 0 : Math.max(longest, gap);
  }
  return chains;
}

function isBurst(chain: readonly SentScore[]): boolean {
  const scores = new Set(chain.map(({ score }) => score)).size;
  if (scores >= manyScores) return true;
  return scores >= fewScores && chain.filter((post, index) => !isDeliberate(post, chain[index - 1])).length >= 2;
}

/** Posts whose page was opened the moment the one before was sent, when that happened more than once. */
export function rushedIn(chain: readonly SentScore[]): SentScore[] {
  const rushed = chain.filter((post, index) => {
    const before = chain[index - 1];
    if (!before || before.score === post.score || post.servedAt === undefined) return false;
    return post.servedAt >= before.at && secondsBetween(before.at, post.servedAt) < turnSeconds;
  });
  return rushed.length >= 2 ? rushed : [];
}

/** Whether the page was opened anew after the answer before, as a person opens it. */
const isDeliberate = (post: SentScore, before: SentScore | undefined): boolean =>
  before === undefined ||
  before.score === post.score ||
  (post.servedAt !== undefined && secondsBetween(before.at, post.servedAt) >= turnSeconds);
