import { describe, expect } from "vitest";
import { binOf, quantile } from "../../../functions/domain/kpi/log-histogram.ts";
import { histogramIn, mergeTallies, type Tally } from "../../../functions/domain/kpi/tally.ts";
import { fc, it } from "../../support/property.ts";

const tallyOf = (values: readonly number[]): Tally =>
  values.map((value): Tally => ({ [`time:${binOf(value)}`]: 1 })).reduce(mergeTallies, {});
const estimated = (values: readonly number[], p: number) => quantile(histogramIn(tallyOf(values), "time"), p);

/** By sorting: between the two nearest in proportion. */
function exact(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(position));
  return low + (position % 1) * (high - low);
}

describe("a percentile of a log-histogram", () => {
  const seconds = fc.oneof(
    fc.nat({ max: 31_536_000 }),
    fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
    fc.integer({ min: -200, max: 700 }).map((power) => 1.04 ** power),
  );
  const several = fc.array(seconds, { minLength: 1, maxLength: 200 });

  it.prop([several, fc.double({ min: 0, max: 1, noNaN: true })], { numRuns: 500 })(
    "is within 2 %% of what sorting the values says",
    (values, p) => {
      const truth = exact(values, p);
      expect(Math.abs((estimated(values, p) ?? Number.NaN) - truth)).toBeLessThanOrEqual(0.02 * truth);
    },
  );

  it.prop([several, several])("is the same however the values were split", (some, others) => {
    const merged = histogramIn(mergeTallies(tallyOf(some), tallyOf(others)), "time");
    expect(quantile(merged, 0.9)).toBe(estimated([...some, ...others], 0.9));
  });

  it("is where spreadsheets have it", () => {
    // numpy.percentile
    const values = [312, 45, 610, 1280, 95, 330, 401, 77, 2210, 150];
    expect((estimated(values, 0.5) ?? 0) / 321).toBeCloseTo(1, 1);
    expect((estimated(values, 0.9) ?? 0) / 1373).toBeCloseTo(1, 1);
    expect((estimated([100, 300], 0.5) ?? 0) / 200).toBeCloseTo(1, 1);
  });

  it("tells zero as zero, and the huge and the tiny", () => {
    expect(estimated([0, 0, 0, 5], 0.5)).toBe(0);
    expect((estimated([Number.MAX_VALUE], 0.5) ?? 0) / Number.MAX_VALUE).toBeCloseTo(1, 1);
    expect((estimated([1e-9], 0.5) ?? 0) / 1e-9).toBeCloseTo(1, 1);
    expect(estimated([Number.MIN_VALUE], 0.5)).toBe(0);
    expect(Number.isSafeInteger(binOf(Number.POSITIVE_INFINITY))).toBe(true);
  });

  it("is null of nothing", () => {
    expect(quantile(new Map(), 0.5)).toBeNull();
  });

  it("takes few bins: durations from a second to a year fall into fewer than 450", () => {
    expect(binOf(31_536_000) - binOf(1)).toBeLessThan(450);
  });
});
