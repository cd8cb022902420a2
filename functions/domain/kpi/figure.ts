/** What is told of a KPI, unrounded. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A value and its 95 % interval, null where none is defined. */
export interface Estimate {
  /** null where there is nothing to measure, never 0. */
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** An estimate and how many answers, mails or interactions it is made of. */
export interface Measured extends Estimate {
  readonly n: number;
}

/** A KPI's value with its n and interval. */
export interface Figure extends Measured {
  /** Made of so little that it is to be shown with care. */
  readonly isSmall: boolean;
  /** What else the same records say, by name. */
  readonly details?: Readonly<Record<string, Estimate>>;
}

/**
 * Samples of 30 and more are where the intervals keep their promise: below, those of means lean on answers that are spread
 * like a bell, which scores and durations are not, and shares move by more than three points with a single answer.
 */
export const isSmall = (n: number): boolean => n < 30;

/** Difference to the previous window and its 95 % interval; low and high are null where none is defined. */
export interface Difference {
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether the interval excludes 0. */
  readonly significant: boolean;
}

export type Verdict = "better" | "worse" | "unclear";

export interface Change extends Difference {
  /** What the difference means for the business; unclear unless it is significant. */
  readonly verdict: Verdict;
}

/** Which way a KPI is better; null where neither is. */
export type Direction = "high_is_good" | "low_is_good";

export function judged(difference: Difference, direction: Direction | null): Change {
  const isUnclear = !difference.significant || direction === null;
  const isBetter = difference.difference > 0 === (direction === "high_is_good");
  return { ...difference, verdict: isUnclear ? "unclear" : isBetter ? "better" : "worse" };
}

/** Two values of which no interval is known: their difference proves nothing. */
export const bareDifference = (current: Measured, previous: Measured): Difference | null =>
  current.value === null || previous.value === null
    ? null
    : { difference: current.value - previous.value, low: null, high: null, significant: false };
