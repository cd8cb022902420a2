/**
 * Percentiles of what merges: values are counted in bins whose edges grow by a constant factor, and a bin is read as the value
 * that is relatively equally far from both its edges. So every percentile is within 2 % of the true one, whatever the values
 * (Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019).
 */
import { countIn, type Histogram } from "./tally.ts";

/**
 * The histograms that have such bins. Only percentiles are read from them, and they are most of what a fold holds: as many bins
 * as there are times apart, up to a hundred or two, where all else are a few sums.
 */
export const logHistograms = ["answerTime", "handleTime"] as const;

/** Makes the error (growth − 1)/(growth + 1), which is 1.96 %. */
const growth = 1.04;
const logOfGrowth = Math.log(growth);

/** Below any that a positive value falls into. */
const binOfZero = -1000;

/** Nanoseconds of seconds: less counts as zero. */
const least = 1e-9;

/** The bin of a value, a whole number; zero has its own. */
export const binOf = (value: number): number =>
  value < least ? binOfZero : Math.ceil(Math.log(Math.min(value, Number.MAX_VALUE)) / logOfGrowth);

/**
 * The p-quantile, p from 0 to 1, as spreadsheets have it (PERCENTILE.INC; type 7 of Hyndman and Fan, "Sample quantiles in
 * statistical packages", The American Statistician 50, 1996): between two values in proportion, so that the median of two is
 * their middle. null when nothing is counted.
 */
export function quantile(bins: Histogram, p: number): number | null {
  const n = countIn(bins);
  if (n === 0) return null;
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const [low, high] = [valueAt(bins, below), valueAt(bins, Math.min(below + 1, n - 1))];
  return low + (position - below) * (high - low);
}

/** The value that as many others come before. */
function valueAt(bins: Histogram, rank: number): number {
  let left = rank;
  for (const [bin, count] of [...bins].sort(([a], [b]) => a - b)) {
    if (left < count) return middleOf(bin);
    left -= count;
  }
  throw new RangeError(`There are not ${rank + 1} values.`);
}

const middleOf = (bin: number): number =>
  bin === binOfZero ? 0 : Math.min(Number.MAX_VALUE, growth ** (bin - 1) * ((2 * growth) / (growth + 1)));
