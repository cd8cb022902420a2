/** The statistics of the KPI rules from lists of single values, slowly and by their definitions; nothing is shared with the product. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const z = 1.959963984540054;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export const averageOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** s², by the deviations from the mean; NaN of fewer than two values. */
export function varianceOf(values: readonly number[]): number {
  // Of equal values the mean may be a last digit off, and then they would seem to differ from it.
  if (values.length > 1 && values.every((value) => value === values[0])) return 0;
  const centre = averageOf(values);
  return sumOf(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

/** mean ± t·s/√n; none where nothing is seen of the spread. */
export function meanInterval(values: readonly number[]): Interval | null {
  if (!hasSpread(values)) return null;
  const half = tQuantile(values.length - 1) * Math.sqrt(varianceOf(values) / values.length);
  return { low: averageOf(values) - half, high: averageOf(values) + half };
}

export function welchInterval(current: readonly number[], previous: readonly number[]): Interval | null {
  if (!hasSpread(current) || !hasSpread(previous)) return null;
  const [a, b] = [varianceOf(current) / current.length, varianceOf(previous) / previous.length];
  const degrees = (a + b) ** 2 / (a ** 2 / (current.length - 1) + b ** 2 / (previous.length - 1));
  const half = tQuantile(degrees) * Math.sqrt(a + b);
  const difference = averageOf(current) - averageOf(previous);
  return { low: difference - half, high: difference + half };
}

const hasSpread = (values: readonly number[]): boolean => values.length > 1 && varianceOf(values) > 0;

/** Wilson's interval of k in n as shares of 1: the two shares p with (k/n − p)² = z² p(1 − p)/n. */
export function wilson(k: number, n: number): Interval {
  const [a, b, c] = [1 + z ** 2 / n, 2 * (k / n) + z ** 2 / n, (k / n) ** 2];
  const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * c));
  return { low: k === 0 ? 0 : (b - root) / (2 * a), high: k === n ? 1 : (b + root) / (2 * a) };
}

/** Newcombe's hybrid score interval of k/n − l/m as a share of 1. */
export function newcombe([k, n]: readonly [number, number], [l, m]: readonly [number, number]): Interval {
  const [now, before] = [wilson(k, n), wilson(l, m)];
  const difference = k / n - l / m;
  return {
    low: difference - Math.sqrt((k / n - now.low) ** 2 + (before.high - l / m) ** 2),
    high: difference + Math.sqrt((now.high - k / n) ** 2 + (l / m - before.low) ** 2),
  };
}

/** By sorting, between the two nearest in proportion. */
export function percentileOf(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(position));
  return low + (position - Math.floor(position)) * (high - low);
}

const knownQuantiles = new Map<number, number>();

/** The t between which and −t lie 95 % of Student's distribution: by summing up its density, and by halving. */
export function tQuantile(degrees: number): number {
  const known = knownQuantiles.get(degrees);
  if (known !== undefined) return known;
  // t = sinh(u) draws the long tails in.
  const density = (u: number) => (1 + Math.sinh(u) ** 2 / degrees) ** (-(degrees + 1) / 2) * Math.cosh(u);
  const half = integral(density, 50, 20_000);
  let [low, high] = [1, 4];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (integral(density, middle, 600) < 0.95 * half) low = middle;
    else high = middle;
  }
  knownQuantiles.set(degrees, Math.sinh(low));
  return Math.sinh(low);
}

/** From 0, by Simpson's rule. */
function integral(of: (x: number) => number, to: number, steps: number): number {
  let sum = of(0) + of(to);
  for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * of((to * step) / steps);
  return (sum * to) / steps / 3;
}
