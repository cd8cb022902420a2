/**
 * Shares in per cent. The interval is Wilson's score interval without continuity correction ("Probable inference, the law of
 * succession, and statistical inference", JASA 22, 1927); that of a difference is Newcombe's hybrid of two of them ("Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
 */
import { z } from "./confidence.ts";
import { bareDifference, type Difference, type Interval, type Measured } from "./figure.ts";

/**
 * So many of n. A ratio of two windows' records may have more of them than n, and one of figures that are read one after the other
 * fewer than none for a moment.
 */
export interface Proportion {
  readonly hits: number;
  readonly n: number;
}

export function proportion({ hits, n }: Proportion): Measured {
  if (n === 0) return { value: null, n, interval: null };
  return { value: (100 * hits) / n, n, interval: isShare({ hits, n }) ? inPercent(wilson({ hits, n })) : null };
}

const isShare = ({ hits, n }: Proportion): boolean => hits >= 0 && hits <= n;

/**
 * One alone is never called significant, however far away it lies, and no interval is told where one of the windows has
 * none.
 */
export function proportionDifference(current: Proportion, previous: Proportion): Difference | null {
  const bare = bareDifference(proportion(current), proportion(previous));
  if (bare === null || !isShare(current) || !isShare(previous)) return bare;
  const [p, q] = [current.hits / current.n, previous.hits / previous.n];
  const [now, before] = [wilson(current), wilson(previous)];
  const low = 100 * (p - q - Math.hypot(p - now.low, before.high - q));
  const high = 100 * (p - q + Math.hypot(now.high - p, q - before.low));
  const isEnough = current.n > 1 && previous.n > 1;
  return { ...bare, low, high, significant: isEnough && (low > 0 || high < 0) };
}

function wilson({ hits, n }: Proportion): Interval {
  const centre = (hits + z ** 2 / 2) / (n + z ** 2);
  const half = (z / (n + z ** 2)) * Math.sqrt((hits * (n - hits)) / n + z ** 2 / 4);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

const inPercent = ({ low, high }: Interval): Interval => ({ low: 100 * low, high: 100 * high });
