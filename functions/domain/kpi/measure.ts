/** A measure: what is read of a tally, and by which family of statistics it becomes a value and two of them a difference. */
import { bareDifference, type Difference, type Measured } from "./figure.ts";
import type { GoodScores } from "./good-scores.ts";
import { quantile } from "./log-histogram.ts";
import { mean, meanDifference, type Sample } from "./mean.ts";
import { nps, npsDifference } from "./nps.ts";
import { type Proportion, proportion, proportionDifference } from "./proportion.ts";
import { countIn, type Histogram, type Tally } from "./tally.ts";

export type Unit = "points" | "percent" | "score" | "seconds" | "count" | "money";

export interface Measure {
  readonly unit: Unit;
  /** Whether it is read from the bins of a log-histogram. */
  readonly isOfBins?: boolean;
  readonly measure: (tally: Tally, scale?: GoodScores) => Measured;
  readonly compare: (current: Tally, previous: Tally, scale?: GoodScores) => Difference | null;
}

type Reading<Sums> = (tally: Tally, scale?: GoodScores) => Sums;

interface Family<Sums> {
  readonly measure: (sums: Sums) => Measured;
  readonly compare: (current: Sums, previous: Sums) => Difference | null;
}

const made = <Sums>(unit: Unit, read: Reading<Sums>, { measure, compare }: Family<Sums>): Measure => ({
  unit,
  measure: (tally, scale) => measure(read(tally, scale)),
  compare: (current, previous, scale) => compare(read(current, scale), read(previous, scale)),
});

export const promoterScore = (read: Reading<Histogram>): Measure =>
  made("points", read, { measure: nps, compare: npsDifference });

export const share = (read: Reading<Proportion>): Measure =>
  made("percent", read, { measure: proportion, compare: proportionDifference });

export const average = (unit: Unit, read: Reading<Sample>): Measure =>
  made(unit, read, { measure: mean, compare: meanDifference });

/** Of a log-histogram; no interval is known of it. */
export function percentile(unit: Unit, p: number, read: Reading<Histogram>): Measure {
  const measure = (bins: Histogram) => ({ value: quantile(bins, p), n: countIn(bins), interval: null });
  return { ...made(unit, read, { measure, compare: bareComparison(measure) }), isOfBins: true };
}

/** How many there were: counted, not estimated. */
export function amount(read: Reading<number>): Measure {
  const measure = (n: number) => ({ value: n === 0 ? null : n, n, interval: null });
  return made("count", read, { measure, compare: bareComparison(measure) });
}

const bareComparison =
  <Sums>(measure: Family<Sums>["measure"]): Family<Sums>["compare"] =>
  (current, previous) =>
    bareDifference(measure(current), measure(previous));
