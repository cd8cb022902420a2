/**
 * Whether a post of a survey's form was a person's. Mail gateways open every link, run its scripts, and some send its form, so
 * each post is judged by what is known of it and of the other posts of its link. What is in doubt waits in quarantine, where it
 * counts nowhere and does not use up the link. Pure, and with a version that is stored with every verdict.
 */
import { burstsAmong, chainsOf, hasManyScores, isAmidOthers, rushedIn, type SentScore } from "./burst.ts";
import { isScannerAgent } from "./scanner-agents.ts";
import { type Instant, secondsBetween } from "./time.ts";

/** Another number whenever the rules below change. */
export const verdictVersion = 4;

/** One of these is enough. */
export const hardSignals = ["nonce_foreign", "before_arrival", "follows_refused", "burst"] as const;
/** Each of these happens to people too; two at once do not. */
export const softSignals = [
  "soon_after_sending",
  "hasty",
  "nonce_missing",
  "nonce_expired",
  "honeypot",
  "scanner_agent",
  "changes_answer",
] as const;
export const signals = [...hardSignals, ...softSignals] as const;
export type Signal = (typeof signals)[number];

export interface Strictness {
  /**
   * Whether haste and a program's name speak against an answer. Not where somebody tries Hearback out, by hand or by script,
   * and answers the very second a mail arrives.
   */
  readonly judgesHaste: boolean;
}

/** What came with a form besides the answer. */
export interface Post {
  /** When its page was served, if its nonce says so. */
  readonly servedAt?: Instant;
  readonly nonce: "right" | "missing" | "foreign" | "expired";
  /** A field that no person sees was filled in. */
  readonly honeypot: boolean;
  readonly userAgent: string | undefined;
}

/** A tab may be left open for days; a page this old was kept by something else. */
export const nonceDays = 7;
/** A mail takes seconds to arrive, and finding it, opening it, choosing and sending take as many. */
const arrivalSeconds = 8;
const soonSeconds = 60;
/** From being served to being sent: the way to the browser and back, and a person's eye and hand in between. */
const hastySeconds = 1;

export interface Circumstances extends Strictness {
  readonly at: Instant;
  /** When the mail with the link left; undefined when the link came another way. */
  readonly mailedAt?: Instant | undefined;
  /** It differs from an answer that counts. */
  readonly changesAnswer: boolean;
  /** It adds to a score that was refused. */
  readonly followsRefused: boolean;
}

/** What a post shows by itself. */
export function signalsOf(post: Post, circumstances: Circumstances): Signal[] {
  const { at, mailedAt, changesAnswer, followsRefused, judgesHaste } = circumstances;
  const { servedAt, nonce, honeypot, userAgent } = post;
  // Who had the page before this mail left has had the link from elsewhere, such as an earlier mail.
  const isOfMail = mailedAt !== undefined && !(servedAt !== undefined && servedAt < mailedAt);
  const sinceMail = isOfMail ? secondsBetween(mailedAt, at) : Number.POSITIVE_INFINITY;
  const isHasty = servedAt !== undefined && secondsBetween(servedAt, at) < hastySeconds;
  const isScanner = isScannerAgent(userAgent);
  const shown: Readonly<Record<Exclude<Signal, "burst">, boolean>> = {
    nonce_foreign: nonce === "foreign",
    before_arrival: sinceMail < arrivalSeconds,
    follows_refused: followsRefused,
    soon_after_sending: sinceMail >= arrivalSeconds && sinceMail < soonSeconds,
    hasty: isHasty,
    nonce_missing: nonce === "missing",
    nonce_expired: nonce === "expired",
    honeypot,
    scanner_agent: isScanner,
    // People change their minds; a machine that comes back may not change it for them.
    changes_answer: changesAnswer && (isHasty || isScanner),
  };
  return signals.filter((signal) => signal !== "burst" && shown[signal] && (judgesHaste || !ofHaste.has(signal)));
}

const ofHaste: ReadonlySet<Signal> = new Set([
  "before_arrival",
  "soon_after_sending",
  "hasty",
  "scanner_agent",
  "changes_answer",
]);

const isHard = (signal: Signal): boolean => (hardSignals as readonly Signal[]).includes(signal);

export const isQuarantined = (found: readonly Signal[]): boolean =>
  found.some(isHard) || found.filter((signal) => !isHard(signal)).length >= 2;

/** A post as it is remembered for judging the next ones. */
export interface JudgedPost extends SentScore {
  readonly signals: readonly Signal[];
}

/** An answer that counts although a program may have given it. */
const startsHastily = ({ signals: found }: JudgedPost): boolean =>
  (found.includes("hasty") || found.includes("scanner_agent")) &&
  !isQuarantined(found.filter((signal) => signal !== "burst"));

/** Judges the posts of one link together, in the order given: each gets `burst` if it is part of one, and never loses it. */
export function judge<P extends JudgedPost>(posts: readonly P[], { judgesHaste }: Strictness): P[] {
  const inOrder = posts.toSorted((a, b) => secondsBetween(b.at, a.at) || a.score - b.score);
  // What is refused for its own sake says little about the others: a person may answer while a scanner is at work. But who
  // changes an answer that was hasty itself goes on with it.
  const followsHaste = inOrder.some(startsHastily);
  const ofOthers = (signal: Signal): boolean => signal === "burst" || (followsHaste && signal === "changes_answer");
  const others = inOrder.filter((post) => !isQuarantined(post.signals.filter((signal) => !ofOthers(signal))));
  const refused = inOrder.filter((post) => !others.includes(post));
  // A scanner on a slow line, not hasty with one of its scores. A person is seldom there at the very same time.
  const isAmid = (post: P): boolean => post.signals.includes("soon_after_sending") && isAmidOthers(post, refused);
  const inBurst: ReadonlySet<SentScore> = judgesHaste
    ? new Set([...burstsAmong(others), ...others.filter(isAmid), ...chainsOf(inOrder).flatMap(rushedIn)])
    : new Set(chainsOf(others).filter(hasManyScores).flat());
  return posts.map((post) =>
    inBurst.has(post) && !post.signals.includes("burst") ? { ...post, signals: [...post.signals, "burst"] } : post,
  );
}
