/**
 * A token bucket as one number: the moment at which it will be full again, in epoch milliseconds. A request moves it onwards
 * by the time that one takes to come back; when it would lie further ahead than a whole bucket takes, there is none left. This
 * is virtual scheduling, the generic cell rate algorithm of ITU-T I.371. Moves of several processes add up in any order.
 */
export interface RateLimit {
  /** What comes back each second. */
  readonly perSecond: number;
  /** What a full bucket holds. */
  readonly burst: number;
}

/** What a subject may do: whether this request, how many more at once, and else after how many seconds. */
export interface Allowance {
  readonly isAllowed: boolean;
  readonly remaining: number;
  readonly waitSeconds: number;
}

/** How long so many requests take to come back. */
export const refillMs = ({ perSecond }: RateLimit, requests: number): number => (requests * 1000) / perSecond;

/** When a bucket will be full again of which so many requests are taken now. */
export const drained = (fullAt: number, requests: number, limit: RateLimit, now: number): number =>
  Math.max(fullAt, now) + refillMs(limit, requests);

/** Of a request: milliseconds since 1970 are not kept more exactly than that. */
const tolerance = 0.001;

/** What is left before anything is taken. */
export function allowanceOf(fullAt: number, limit: RateLimit, now: number): Allowance {
  const missing = (Math.max(0, fullAt - now) * limit.perSecond) / 1000;
  const left = limit.burst - missing + tolerance;
  const isAllowed = left >= 1;
  return {
    isAllowed,
    remaining: Math.max(0, Math.floor(left)),
    waitSeconds: isAllowed ? 0 : Math.ceil((1 - left) / limit.perSecond),
  };
}
