/**
 * NPS as its definition has it (Rocks, 2016), from single answers and slowly: it shares nothing with the product, so that the two
 * can be held against each other.
 */
const z = 1.959963984540054;

export interface Estimate {
  readonly n: number;
  readonly value: number;
  /** n' = n+3, p' = (P+¾)/n', d' = (D+¾)/n', centre and var as shares of 1, half in points. */
  readonly n3: number;
  readonly p: number;
  readonly d: number;
  readonly centre: number;
  readonly variance: number;
  readonly half: number;
  readonly low: number;
  readonly high: number;
}

/** `answers` is not empty. */
export function estimate(answers: readonly number[]): Estimate {
  let promoters = 0;
  let detractors = 0;
  for (const answer of answers) {
    if (answer === 9 || answer === 10) promoters += 1;
    else if (answer !== 7 && answer !== 8) detractors += 1;
  }
  const n = answers.length;
  const n3 = n + 3;
  const p = (promoters + 3 / 4) / n3;
  const d = (detractors + 3 / 4) / n3;
  const centre = p - d;
  const variance = p + d - (p - d) * (p - d);
  const half = 100 * z * Math.sqrt(variance / n3);
  const [low, high] = [100 * centre - half, 100 * centre + half];
  return {
    ...{ n, n3, p, d, centre, variance, half },
    value: (100 * (promoters - detractors)) / n,
    low: low < -100 ? -100 : low,
    high: high > 100 ? 100 : high,
  };
}

/** The 95 % interval of the difference between the adjusted estimates, unclipped, in points. */
export function difference(current: readonly number[], previous: readonly number[]): { low: number; high: number } {
  const [now, before] = [estimate(current), estimate(previous)];
  const centre = 100 * (now.centre - before.centre);
  const half = 100 * z * Math.sqrt(now.variance / now.n3 + before.variance / before.n3);
  return { low: centre - half, high: centre + half };
}
