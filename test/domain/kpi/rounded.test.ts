import { describe, expect } from "vitest";
import { rounded } from "../../../functions/domain/kpi/kpi.ts";
import { nps } from "../../../functions/domain/kpi/nps.ts";
import { fc, it } from "../../support/property.ts";
import { counts, histogram, someAnswers } from "./answers.ts";

/** Tenths of a ratio of whole numbers, halves away from zero, in whole numbers only. */
function tenthsOf(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const tenths = (size * 20n + denominator) / (denominator * 2n);
  return numerator < 0n ? -tenths : tenths;
}

describe("a shown figure", () => {
  it.each([
    [33.35, 33.4],
    [-33.35, -33.4],
    [0.05, 0.1],
    [-0.05, -0.1],
    [2.25, 2.3],
    [-2.25, -2.3],
    [99.95, 100],
    [1.15, 1.2],
    [8.35, 8.4],
    [-100, -100],
    [33.349, 33.3],
    [-33.349, -33.3],
    [33.34999999, 33.3],
  ])("shows %f as %f: halves go away from zero", (value, shown) => {
    expect(rounded(value)).toBe(shown);
  });

  it("shows a tiny loss as 0, not as minus 0", () => {
    expect(Object.is(rounded(-0.04), 0)).toBe(true);
    expect(Object.is(rounded(-0), 0)).toBe(true);
  });

  it.prop([fc.integer({ min: -20_000, max: 20_000 })], { numRuns: 1000 })("is exact for every half", (twentieths) => {
    expect(rounded(twentieths / 20)).toBe(Number(tenthsOf(BigInt(twentieths), 20n)) / 10 || 0);
  });

  it.prop([someAnswers], { numRuns: 500 })("is exact for the score of any answers", (answers) => {
    const promoters = answers.filter((answer) => answer >= 9).length;
    const detractors = answers.filter((answer) => answer <= 6).length;
    const exact = tenthsOf(BigInt(100 * (promoters - detractors)), BigInt(answers.length));
    expect(rounded(nps(counts(histogram(answers))).value ?? Number.NaN)).toBe(Number(exact) / 10 || 0);
  });
});
