import { describe, expect } from "vitest";
import { mean, meanDifference, type Sample, sampleIn } from "../../../functions/domain/kpi/mean.ts";
import { studentsT } from "../../../functions/domain/kpi/students-t.ts";
import { fc, it } from "../../support/property.ts";
import { printed } from "./printed.ts";

const sampleOf = (values: readonly number[]): Sample => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value ** 2, 0),
});
const intervalOf = (values: readonly number[]) => mean(sampleOf(values)).interval;

const [some, others] = [
  [312, 45, 610, 1280, 95, 330, 401, 77, 2210, 150],
  [512, 640, 300, 1490, 880, 720, 95],
];
/** How far the interval reaches to each side. */
const halfOf = (values: readonly number[]): number => {
  const { low, high } = intervalOf(values) ?? { low: Number.NaN, high: Number.NaN };
  return (high - low) / 2;
};

describe("a mean", () => {
  it("has the interval of Student's t", () => {
    // scipy.stats.t.interval
    expect(mean(sampleOf(some))).toEqual({
      value: 551,
      n: 10,
      interval: { low: printed("58.544671"), high: printed("1043.455329") },
    });
  });

  it("of answers by score is that of the answers", () => {
    const counted = new Map([
      [5, 30],
      [4, 10],
      [3, 5],
      [2, 2],
      [1, 3],
    ]);
    // The KPI rules' worked example; interval by scipy.stats.t.interval.
    expect(mean(sampleIn(counted))).toEqual({
      value: 4.24,
      n: 50,
      interval: { low: printed("3.907381"), high: printed("4.572619") },
    });
  });

  it("is null of nothing, never 0", () => {
    expect(mean(sampleOf([]))).toEqual({ value: null, n: 0, interval: null });
    expect(mean(sampleOf([0]))).toEqual({ value: 0, n: 1, interval: null });
  });

  it("has no interval without spread: equal answers prove nothing of the next", () => {
    expect(mean(sampleOf([7, 7, 7]))).toEqual({ value: 7, n: 3, interval: null });
    expect(intervalOf(Array<number>(100).fill(0.1))).toBeNull();
    expect(intervalOf(Array<number>(1000).fill(31_536_000 / 7))).toBeNull();
  });

  it("sees a spread of 1 in values of millions", () => {
    const spread = [0, 1, 2, 1, 0, 1];
    for (const offset of [1_000_000, 31_000_000]) {
      expect(halfOf(spread.map((value) => offset + value))).toBeCloseTo(halfOf(spread), 8);
    }
  });

  it("sees the spread of a million durations of a year", () => {
    const year = 31_536_000;
    const half = (value: number, count: number): Sample => ({
      n: count,
      sum: count * value,
      squares: count * value ** 2,
    });
    const [a, b] = [half(year, 500_000), half(year - 3600, 500_000)];
    const both = { n: 1_000_000, sum: a.sum + b.sum, squares: a.squares + b.squares };
    const { low, high } = mean(both).interval ?? { low: 0, high: 0 };
    expect((high - low) / 2 / ((1800 * 1.959966) / 1000)).toBeCloseTo(1, 4);
  });

  const values = fc.array(fc.double({ min: 0, max: 31_536_000, noNaN: true }), { minLength: 2, maxLength: 60 });
  it.prop([values])("has the interval that deviations make, one by one", (all) => {
    const centre = all.reduce((sum, value) => sum + value, 0) / all.length;
    const deviations = all.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    fc.pre(deviations > 1e-9 * sampleOf(all).squares);
    const half = studentsT(all.length - 1) * Math.sqrt(deviations / (all.length - 1) / all.length);
    expect(halfOf(all) / half).toBeCloseTo(1, 5);
  });
});

describe("the difference of two means", () => {
  it("has Welch's interval with Satterthwaite's degrees of freedom", () => {
    // scipy.stats.ttest_ind(equal_var=False).confidence_interval()
    expect(meanDifference(sampleOf(some), sampleOf(others))).toEqual({
      difference: printed("-111.428571"),
      low: printed("-700.081824"),
      high: printed("477.224681"),
      significant: false,
    });
  });

  it("is significant when the interval lies above 0, or below", () => {
    const later = some.map((value) => value + 5000);
    expect(meanDifference(sampleOf(later), sampleOf(some))).toMatchObject({ difference: 5000, significant: true });
    expect(meanDifference(sampleOf(some), sampleOf(later))).toMatchObject({ difference: -5000, significant: true });
  });

  it("is null when either has nothing", () => {
    expect(meanDifference(sampleOf([]), sampleOf(some))).toBeNull();
    expect(meanDifference(sampleOf(some), sampleOf([]))).toBeNull();
  });

  it.each([
    ["one value", [9]],
    ["no spread", [9, 9, 9]],
  ])("has no interval where a window has %s, and proves nothing", (_, few) => {
    const bare = { low: null, high: null, significant: false };
    expect(meanDifference(sampleOf(few), sampleOf(some))).toEqual({ difference: 9 - 551, ...bare });
    expect(meanDifference(sampleOf(some), sampleOf(few))).toEqual({ difference: 551 - 9, ...bare });
  });
});
