import { describe, expect, it } from "vitest";
import { type Random, randomFrom } from "../../../demo/random.ts";
import { mean, meanDifference, type Sample } from "../../../functions/domain/kpi/mean.ts";
import { nps, npsDifference } from "../../../functions/domain/kpi/nps.ts";
import { type Proportion, proportion, proportionDifference } from "../../../functions/domain/kpi/proportion.ts";
import type { Histogram } from "../../../functions/domain/kpi/tally.ts";

interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

const samples = 10_000;

/** In how many of a hundred random samples the interval holds the truth. */
function coverage(truth: number, draw: (random: Random) => Range | null): number {
  const random = randomFrom(20_261_122);
  let held = 0;
  for (let sample = 0; sample < samples; sample++) {
    const { low, high } = draw(random) ?? { low: null, high: null };
    if (low !== null && high !== null && low <= truth && truth <= high) held++;
  }
  return (100 * held) / samples;
}

function expectHonest(covered: number): void {
  expect(covered).toBeGreaterThan(93);
  expect(covered).toBeLessThan(97);
}

/** Shares of promoters and detractors. */
type Mood = readonly [promoters: number, detractors: number];

function answers(random: Random, [promoters, detractors]: Mood, n: number): Histogram {
  let [good, bad] = [0, 0];
  for (let answer = 0; answer < n; answer++) {
    const chance = random();
    if (chance < promoters) good++;
    else if (chance < promoters + detractors) bad++;
  }
  return new Map([
    [10, good],
    [7, n - good - bad],
    [3, bad],
  ]);
}

function hits(random: Random, share: number, n: number): Proportion {
  let found = 0;
  for (let one = 0; one < n; one++) if (random() < share) found++;
  return { hits: found, n };
}

/** Values of which each is drawn by itself, and their true mean. */
interface Population {
  readonly value: (random: Random) => number;
  readonly mean: number;
}

/** Seconds as calls last: most are short and some are very long, as of a gamma distribution. */
const durations = (shape: number, average: number): Population => ({
  value: (random) => {
    let sum = 0;
    for (let part = 0; part < shape; part++) sum -= Math.log(1 - random());
    return (sum * average) / shape;
  },
  mean: average,
});

/** Scores as often as their shares say, from 1. */
const scores = (...shares: readonly number[]): Population => ({
  value: (random) => {
    let left = random();
    const found = shares.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    return found === -1 ? shares.length : found + 1;
  },
  mean: shares.reduce((sum, share, index) => sum + share * (index + 1), 0),
});

function drawn(random: Random, { value }: Population, n: number): Sample {
  let [sum, squares] = [0, 0];
  for (let one = 0; one < n; one++) {
    const found = value(random);
    sum += found;
    squares += found ** 2;
  }
  return { n, sum, squares };
}

const easy = scores(0.03, 0.04, 0.08, 0.1, 0.2, 0.25, 0.3);
const hard = scores(0.3, 0.25, 0.15, 0.1, 0.1, 0.05, 0.05);

describe(`of ${samples} samples the 95 % interval holds the truth in 93 to 97 %`, () => {
  const moods: [Mood, number][] = [
    [[0.5, 0.2], 30],
    [[0.15, 0.55], 30],
    [[0.7, 0.1], 60],
    [[0.3, 0.3], 100],
  ];
  it.each(moods)("for the NPS of promoters and detractors of %j, n = %i", (mood, n) => {
    const covered = coverage(100 * (mood[0] - mood[1]), (random) => nps(answers(random, mood, n)).interval);
    expectHonest(covered);
  });

  it.each<[Mood, number, Mood, number]>([
    [[0.5, 0.2], 30, [0.4, 0.3], 30],
    [[0.6, 0.1], 40, [0.3, 0.4], 80],
  ])("for the difference of the NPS of %j, n = %i and %j, n = %i", (mood, n, before, nBefore) => {
    const truth = 100 * (mood[0] - mood[1] - before[0] + before[1]);
    const covered = coverage(truth, (random) =>
      npsDifference(answers(random, mood, n), answers(random, before, nBefore)),
    );
    expectHonest(covered);
  });

  it.each([
    [0.5, 30],
    [0.8, 30],
    [0.9, 60],
    [0.05, 100],
  ])("for a share of %f, n = %i", (share, n) => {
    const covered = coverage(100 * share, (random) => proportion(hits(random, share, n)).interval);
    expectHonest(covered);
  });

  it.each([
    [0.8, 30, 0.7, 30],
    [0.5, 40, 0.6, 80],
    [0.1, 100, 0.05, 120],
  ])("for the difference of shares of %f, n = %i and %f, n = %i", (share, n, before, nBefore) => {
    const covered = coverage(100 * (share - before), (random) =>
      proportionDifference(hits(random, share, n), hits(random, before, nBefore)),
    );
    expectHonest(covered);
  });

  it.each([
    ["ease", easy, 30],
    ["effort", hard, 30],
    ["handle time", durations(3, 400), 30],
    ["handle time that is very uneven", durations(1, 400), 100],
  ] as const)("for the mean of %s", (_, population, n) => {
    const covered = coverage(population.mean, (random) => mean(drawn(random, population, n)).interval);
    expectHonest(covered);
  });

  it.each([
    ["ease", easy, 30, hard, 50],
    ["handle time", durations(3, 400), 30, durations(2, 300), 60],
  ] as const)("for the difference of means of %s", (_, population, n, before, nBefore) => {
    const covered = coverage(population.mean - before.mean, (random) =>
      meanDifference(drawn(random, population, n), drawn(random, before, nBefore)),
    );
    expectHonest(covered);
  });
});
