/**
 * Net Promoter Score: 100 (promoters − detractors) / n on the scale 0–10, promoters 9–10, detractors 0–6. The interval is the
 * adjusted Wald of Rocks, "Interval estimation for the Net Promoter Score", The American Statistician, 2016: three made-up
 * answers are added, ¾ promoter, ¾ detractor and the rest passive.
 */
import { z } from "./confidence.ts";
import { bareDifference, type Difference, type Measured } from "./figure.ts";
import { countIn, type Histogram } from "./tally.ts";

/** NPS in points, −100 … 100, unrounded; null without answers. */
export function nps(scores: Histogram): Measured {
  const n = countIn(scores);
  if (n === 0) return { value: null, n: 0, interval: null };
  const { centre, variance } = adjusted(scores);
  const half = z * Math.sqrt(variance);
  return {
    value: (100 * (promoters(scores) - detractors(scores))) / n,
    n,
    interval: { low: clip(100 * (centre - half), 100), high: clip(100 * (centre + half), 100) },
  };
}

/**
 * The difference of two windows; its interval is of the adjusted estimates, their variances added. One answer alone is never
 * called significant, however far away it lies.
 */
export function npsDifference(current: Histogram, previous: Histogram): Difference | null {
  const bare = bareDifference(nps(current), nps(previous));
  if (bare === null) return null;
  const [a, b] = [adjusted(current), adjusted(previous)];
  const half = z * Math.sqrt(a.variance + b.variance);
  const low = clip(100 * (a.centre - b.centre - half), 200);
  const high = clip(100 * (a.centre - b.centre + half), 200);
  const isEnough = countIn(current) > 1 && countIn(previous) > 1;
  return { ...bare, low, high, significant: isEnough && (low > 0 || high < 0) };
}

/** Adjusted estimate and the variance of it, as shares of 1. */
function adjusted(scores: Histogram): { centre: number; variance: number } {
  const n = countIn(scores) + 3;
  const p = (promoters(scores) + 0.75) / n;
  const d = (detractors(scores) + 0.75) / n;
  return { centre: p - d, variance: (p + d - (p - d) ** 2) / n };
}

const promoters = (scores: Histogram): number => countBetween(scores, 9, 10);
const detractors = (scores: Histogram): number => countBetween(scores, 0, 6);

const countBetween = (scores: Histogram, low: number, high: number): number =>
  [...scores].reduce((sum, [score, count]) => (score >= low && score <= high ? sum + count : sum), 0);

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
