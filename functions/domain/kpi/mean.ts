/**
 * Means. The interval is mean ± t·s/√n (Student, "The probable error of a mean", Biometrika 6, 1908); that of a difference is
 * Welch's, with Satterthwaite's degrees of freedom (Welch, "The generalization of 'Student's' problem when several different
 * population variances are involved", Biometrika 34, 1947). Without any spread there is no interval: equal answers do not
 * prove that the next one is equal too.
 */
import { bareDifference, type Difference, type Measured } from "./figure.ts";
import { studentsT } from "./students-t.ts";
import { countIn, type Histogram } from "./tally.ts";

/** Sums of values and of their squares, which merge. */
export interface Sample {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** Of values counted one by one. */
export function sampleIn(histogram: Histogram): Sample {
  const entries = [...histogram];
  return {
    n: countIn(histogram),
    sum: entries.reduce((sum, [value, count]) => sum + count * value, 0),
    squares: entries.reduce((sum, [value, count]) => sum + count * value ** 2, 0),
  };
}

export function mean(sample: Sample): Measured {
  const { n, sum } = sample;
  if (n === 0) return { value: null, n, interval: null };
  const value = sum / n;
  const error = squaredError(sample);
  if (error === 0) return { value, n, interval: null };
  const half = studentsT(n - 1) * Math.sqrt(error);
  return { value, n, interval: { low: value - half, high: value + half } };
}

/** No interval is told where one of the windows has none. */
export function meanDifference(current: Sample, previous: Sample): Difference | null {
  const bare = bareDifference(mean(current), mean(previous));
  const [now, before] = [squaredError(current), squaredError(previous)];
  if (bare === null || now === 0 || before === 0) return bare;
  const degrees = (now + before) ** 2 / (now ** 2 / (current.n - 1) + before ** 2 / (previous.n - 1));
  const half = studentsT(degrees) * Math.sqrt(now + before);
  const [low, high] = [bare.difference - half, bare.difference + half];
  return { ...bare, low, high, significant: low > 0 || high < 0 };
}

/** The square of the mean's standard error, s²/n; 0 when there is no spread to see. */
const squaredError = (sample: Sample): number =>
  sample.n < 2 ? 0 : squaredDeviations(sample) / (sample.n - 1) / sample.n;

/** What is left of the squares when they are rounded in every sum. */
const noise = 1e-12;

/** Σ(value − mean)² */
function squaredDeviations({ n, sum, squares }: Sample): number {
  // Of large values with little spread the difference would be lost in the digits that doubles do not have.
  if ([n, sum, squares].every(Number.isSafeInteger)) {
    return Number(BigInt(n) * BigInt(squares) - BigInt(sum) ** 2n) / n;
  }
  const deviations = squares - sum * (sum / n);
  return deviations > noise * squares ? deviations : 0;
}
