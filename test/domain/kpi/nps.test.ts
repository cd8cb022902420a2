import { describe, expect } from "vitest";
import { nps as measure, npsDifference } from "../../../functions/domain/kpi/nps.ts";
import { difference, estimate } from "../../reference/nps.ts";
import { fc, it } from "../../support/property.ts";
import { counts, eachOf, histogram, type Scores, someAnswers } from "./answers.ts";
import { printed } from "./printed.ts";

/** The worked example of the KPI rules. */
const worked = { 10: 7, 9: 3, 8: 4, 7: 1, 6: 2, 0: 3 };

const nps = (scores: Scores) => measure(counts(scores));
const npsChange = (current: Scores, previous: Scores) => npsDifference(counts(current), counts(previous));

describe("the Net Promoter Score", () => {
  it("is 25 for the twenty answers of the worked example", () => {
    expect(nps(worked)).toMatchObject({ value: 25, n: 20 });
  });

  it("has the worked example's interval", () => {
    expect(nps(worked).interval).toEqual({ low: printed("-11.716"), high: printed("55.194") });
  });

  it("is null without answers, never 0, and has no interval", () => {
    expect(nps({})).toEqual({ value: null, n: 0, interval: null });
    expect(nps({ 9: 0 })).toEqual({ value: null, n: 0, interval: null });
  });

  it("is 100 for one answer of 10, with a wide interval", () => {
    const { value, n, interval } = nps({ 10: 1 });
    expect({ value, n }).toEqual({ value: 100, n: 1 });
    expect(interval).toEqual({ low: printed("-48.5"), high: printed("98.5") });
  });

  it.each([0, 1, 2, 3, 4, 5, 6])("takes %i for a detractor", (score) => {
    expect(nps({ [score]: 1 }).value).toBe(-100);
  });

  it.each([7, 8])("takes %i for a passive", (score) => {
    expect(nps({ [score]: 1 }).value).toBe(0);
  });

  it.each([9, 10])("takes %i for a promoter", (score) => {
    expect(nps({ [score]: 1 }).value).toBe(100);
  });

  it("clips its interval to what a score can be", () => {
    expect(nps({ 10: 100 }).interval).toEqual({ low: printed("93.1"), high: 100 });
    expect(nps({ 0: 100 }).interval).toEqual({ low: -100, high: printed("-93.1") });
  });

  it("is not rounded", () => {
    expect(nps({ 10: 2, 8: 1 }).value).toBeCloseTo(200 / 3, 10);
  });

  it.prop([someAnswers])("is what the formula says, for any answers", (answers) => {
    const { value, n, low, high } = estimate(answers);
    const figure = nps(histogram(answers));
    expect(figure.n).toBe(n);
    expect(figure.value).toBeCloseTo(value, 9);
    expect(figure.interval?.low).toBeCloseTo(low, 9);
    expect(figure.interval?.high).toBeCloseTo(high, 9);
  });
});

describe("the change to the previous window", () => {
  /** What the API's example shows, 25 after 10, with the previous window's 30 answers spread in every way that makes 10. */
  const before = fc.integer({ min: 0, max: 13 }).map((detractors) => {
    const promoters = detractors + 3;
    return { 9: promoters, 7: 30 - promoters - detractors, 3: detractors };
  });

  it.prop([before])("of the API's example is 15 points and not significant", (previous) => {
    expect(nps(previous)).toMatchObject({ value: 10, n: 30 });
    expect(npsChange(worked, previous)).toMatchObject({ difference: 15, significant: false });
  });

  it("has the interval of the difference between the adjusted estimates", () => {
    expect(npsChange(worked, { 9: 9, 8: 15, 6: 6 })).toEqual({
      difference: 15,
      low: printed("-28.5"),
      high: printed("53.8"),
      significant: false,
    });
  });

  it("is significant when the interval lies above 0, or below", () => {
    const [good, bad] = [
      { 10: 40, 5: 10 },
      { 10: 20, 5: 30 },
    ];
    expect(npsChange(good, bad)).toMatchObject({ difference: 80, significant: true });
    expect(npsChange(bad, good)).toMatchObject({ difference: -80, significant: true });
  });

  it("is not significant when nothing changed", () => {
    expect(npsChange(worked, worked)).toMatchObject({ difference: 0, significant: false });
  });

  it("is null when either window has no answers", () => {
    expect(npsChange({}, worked)).toBeNull();
    expect(npsChange(worked, {})).toBeNull();
    expect(npsChange({}, {})).toBeNull();
  });

  it("clips its interval to what a difference can be", () => {
    const [everybody, somebody] = [1_000_000, 100];
    expect(npsChange({ 10: everybody }, { 0: somebody })).toMatchObject({ difference: 200, high: 200 });
    expect(npsChange({ 0: everybody }, { 10: somebody })).toMatchObject({ difference: -200, low: -200 });
  });

  it.prop([someAnswers, someAnswers])("is what the formula says, for any two windows", (current, previous) => {
    const { low, high } = difference(current, previous);
    const change = npsChange(histogram(current), histogram(previous));
    expect(change?.difference).toBeCloseTo(estimate(current).value - estimate(previous).value, 9);
    expect(change?.low).toBeCloseTo(Math.max(low, -200), 9);
    expect(change?.high).toBeCloseTo(Math.min(high, 200), 9);
  });

  const several = someAnswers.filter((answers) => answers.length > 1);
  it.prop([several, several])("is significant exactly when its interval excludes 0", (current, previous) => {
    const { low, high } = difference(current, previous);
    expect(npsChange(histogram(current), histogram(previous))?.significant).toBe(low > 0 || high < 0);
  });

  it.prop([fc.integer({ min: 0, max: 10 }), someAnswers])("is never significant for one answer", (only, others) => {
    expect(npsChange({ [only]: 1 }, histogram(others))?.significant).toBe(false);
    expect(npsChange(histogram(others), { [only]: 1 })?.significant).toBe(false);
  });

  it("is not significant for one answer of 10 against a thousand of 0, but may be for two", () => {
    expect(npsChange({ 10: 1 }, { 0: 1000 })).toMatchObject({ difference: 200, significant: false });
    expect(npsChange({ 10: 2 }, { 0: 1000 })).toMatchObject({ difference: 200, significant: true });
  });
});

describe("the reference that the product is held against", () => {
  it("has every step of the worked example as it is printed", () => {
    expect(estimate(eachOf(worked))).toMatchObject({
      n: 20,
      value: 25,
      n3: 23,
      p: printed("0.467391"),
      d: printed("0.25"),
      centre: printed("0.217391"),
      variance: printed("0.670132"),
      half: printed("33.455"),
      low: printed("-11.716"),
      high: printed("55.194"),
    });
  });
});
