/**
 * Net Promoter Score: 100 (promoters − detractors) / n on the scale 0–10, promoters 9–10, detractors 0–6. The interval is the
 * adjusted Wald of Rocks, "Interval estimation for the Net Promoter Score", The American Statistician, 2016: three made-up
 * answers are added, ¾ promoter, ¾ detractor and the rest passive.
 */
import type { Change, Figure } from "./figure.ts";
import { countOf, type Scores } from "./fold.ts";

/** 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** NPS in points, −100 … 100, unrounded; null without answers. */
export function nps(scores: Scores): Figure {
  const n = countOf(scores);
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
export function npsChange(current: Scores, previous: Scores): Change | null {
  const now = nps(current).value;
  const before = nps(previous).value;
  if (now === null || before === null) return null;
  const [a, b] = [adjusted(current), adjusted(previous)];
  const difference = a.centre - b.centre;
  const half = z * Math.sqrt(a.variance + b.variance);
  const low = clip(100 * (difference - half), 200);
  const high = clip(100 * (difference + half), 200);
  const isEnough = countOf(current) > 1 && countOf(previous) > 1;
  return { difference: now - before, low, high, significant: isEnough && (low > 0 || high < 0) };
}

/** Adjusted estimate and the variance of it, as shares of 1. */
function adjusted(scores: Scores): { centre: number; variance: number } {
  const n = countOf(scores) + 3;
  const p = (promoters(scores) + 0.75) / n;
  const d = (detractors(scores) + 0.75) / n;
  return { centre: p - d, variance: (p + d - (p - d) ** 2) / n };
}

const promoters = (scores: Scores): number => countBetween(scores, 9, 10);
const detractors = (scores: Scores): number => countBetween(scores, 0, 6);

const countBetween = (scores: Scores, low: number, high: number): number =>
  Object.entries(scores).reduce(
    (sum, [score, count]) => (Number(score) >= low && Number(score) <= high ? sum + count : sum),
    0,
  );

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
