import { describe, expect } from "vitest";
import { foldKinds, type KpiName, type KpiRow, kpis } from "../../../functions/domain/kpi/kpi.ts";
import { mergeTallies, type Tally } from "../../../functions/domain/kpi/tally.ts";
import { type Scaled, scaleOf } from "../../../functions/domain/scale.ts";
import { customerKpis } from "../../reference/customers.ts";
import { expectSame } from "../../reference/expect-same.ts";
import { type Asked, type ReferenceKpi, reference, referenceChange, referenceKpis } from "../../reference/kpis.ts";
import { it } from "../../support/property.ts";
import { anyRecords } from "./any-records.ts";
import { printed } from "./printed.ts";
import { tallied } from "./tallied.ts";

const rows: Readonly<Record<KpiName, KpiRow>> = kpis;
const scale = (kind: Scaled["kind"], told: Partial<Scaled> = {}) => scaleOf({ kind, ...told });
const effort = scale("ces", { effortScale: "effort" });

/** Answers by score. */
const scored = (counts: Readonly<Record<number, number>>): Tally =>
  Object.fromEntries(Object.entries(counts).map(([score, count]) => [`score:${score}`, count]));

const withoutBins = (tally: Tally): Tally =>
  Object.fromEntries(Object.entries(tally).filter(([name]) => !/^(answer|handle)Time:/.test(name)));

const dissatisfying = scored({ 5: 30, 4: 10, 3: 5, 2: 2, 1: 3 });

describe("a KPI of scores", () => {
  it("is 25 points of NPS for the worked example", () => {
    expect(kpis.nps.measure(scored({ 10: 7, 9: 3, 8: 4, 7: 1, 6: 2, 0: 3 }))).toEqual({
      value: 25,
      n: 20,
      interval: { low: printed("-11.716"), high: printed("55.194") },
      isSmall: true,
    });
  });

  it("is 80 % of CSAT for the worked example, with the mean beside it", () => {
    expect(kpis.csat.measure(dissatisfying, scale("csat"))).toEqual({
      value: 80,
      n: 50,
      interval: { low: printed("66.96"), high: printed("88.76") },
      isSmall: false,
      // scipy.stats.t.interval
      details: { mean: { value: 4.24, interval: { low: printed("3.907381"), high: printed("4.572619") } } },
    });
  });

  it("is the mean of CES, with the share of those it was easy for", () => {
    expect(kpis.ces.measure(scored({ 7: 12, 6: 9, 5: 6, 4: 2, 3: 3, 1: 2 }), scale("ces"))).toEqual({
      value: 5.5,
      n: 34,
      // scipy.stats: t.interval, binomtest.proportion_ci
      interval: { low: printed("4.909554"), high: printed("6.090446") },
      isSmall: false,
      details: { share: { value: (100 * 27) / 34, interval: { low: printed("63.20"), high: printed("89.65") } } },
    });
  });

  it("counts little effort as good on the older scale, and less of it as better", () => {
    const [much, little] = [scored({ 5: 30, 4: 20, 1: 5 }), scored({ 1: 30, 2: 20, 5: 5 })];
    expect(kpis.ces.measure(little, effort).details?.["share"]?.value).toBeCloseTo((100 * 50) / 55, 10);
    expect(kpis.ces.compare(little, much, effort)).toMatchObject({ significant: true, verdict: "better" });
    expect(kpis.ces.compare(little, much, effort)?.difference).toBeLessThan(0);
    expect(kpis.ces.compare(much, little, effort)).toMatchObject({ verdict: "worse" });
    expect(kpis.ces.compare(much, little, scale("ces"))).toMatchObject({ verdict: "better" });
  });

  it("of stars is their mean, and CSAT too; of thumbs the share up", () => {
    const stars = scored({ 5: 6, 3: 4 });
    expect(kpis.stars.measure(stars, scale("stars"))).toMatchObject({ value: 4.2, details: { share: { value: 60 } } });
    expect(kpis.csat.measure(stars, scale("stars"))).toMatchObject({ value: 60, details: { mean: { value: 4.2 } } });
    const thumbs = scored({ 1: 3, 0: 1 });
    expect(kpis.thumbs.measure(thumbs, scale("thumbs"))).toMatchObject({ value: 75, n: 4 });
    expect(kpis.csat.measure(thumbs, scale("thumbs"))).toMatchObject({ value: 75, n: 4 });
  });

  it("of a custom scale goes by what that says is good", () => {
    const pain = scale("custom", { scale: { min: -2, max: 2, direction: "low_is_good", topBox: -1 } });
    const [mild, bad] = [scored({ [-2]: 20, [-1]: 20, 2: 10 }), scored({ [-2]: 5, 1: 20, 2: 25 })];
    expect(kpis.custom.measure(mild, pain)).toMatchObject({ value: -0.8, details: { share: { value: 80 } } });
    expect(kpis.custom.compare(mild, bad, pain)).toMatchObject({ verdict: "better" });
  });

  it("is not measured without the scale, which would turn it round unnoticed", () => {
    expect(() => kpis.ces.measure(dissatisfying)).toThrow(TypeError);
    expect(() => kpis.custom.compare(dissatisfying, dissatisfying)).toThrow(TypeError);
  });
});

describe("a KPI of handling and mails", () => {
  it("of nothing is null, never 0", () => {
    for (const { measure, compare } of Object.values(rows)) {
      expect(measure({}, effort)).toMatchObject({ value: null, n: 0, interval: null });
      expect(compare({}, {}, effort)).toBeNull();
    }
  });

  it("sums issues that an interaction tells of and those that several make", () => {
    const both = mergeTallies({ closed: 10, solved: 7 }, { closed: 40, solved: 33 });
    expect(kpis.fcr.measure(both)).toMatchObject({ value: 80, n: 50, interval: { low: printed("66.96") } });
  });

  it("may count more answers than mails, and says nothing of their certainty then", () => {
    expect(kpis.response_rate.measure({ ...scored({ 9: 3 }), delivered: 2 })).toEqual({
      value: 150,
      n: 2,
      interval: null,
      isSmall: true,
    });
    expect(kpis.response_rate.compare({ ...scored({ 9: 300 }), delivered: 200 }, { delivered: 200 })).toEqual({
      difference: 150,
      low: null,
      high: null,
      significant: false,
      verdict: "unclear",
    });
  });

  it.each(["bounce_rate", "complaint_rate", "unsubscribe_rate"] as const)("%s is better when lower", (kpi) => {
    const sums = { bounce_rate: "bounced", complaint_rate: "complained", unsubscribe_rate: "unsubscribed" };
    const mails = (count: number): Tally => ({ sent: 1000, [sums[kpi]]: count });
    expect(kpis[kpi].compare(mails(10), mails(90))).toMatchObject({ verdict: "better" });
    expect(kpis[kpi].compare(mails(90), mails(10))).toMatchObject({ verdict: "worse" });
    expect(kpis[kpi].compare(mails(10), mails(11))).toMatchObject({ verdict: "unclear", significant: false });
  });

  it("counts outcomes, few or many, without doubting them", () => {
    expect(kpis.outcomes.measure({ interactions: 5, "outcome:invited": 3, "outcome:throttled": 2 })).toEqual({
      value: 5,
      n: 5,
      interval: null,
      isSmall: false,
      details: { invited: { value: 3, interval: null }, throttled: { value: 2, interval: null } },
    });
    expect(kpis.outcomes.compare({ interactions: 5 }, { interactions: 500 })).toMatchObject({
      difference: -495,
      low: null,
      verdict: "unclear",
    });
  });
});

describe("a figure of few", () => {
  it("is shown as small below 30", () => {
    expect(kpis.nps.measure(scored({ 9: 29 }))).toMatchObject({ isSmall: true });
    expect(kpis.nps.measure(scored({ 9: 30 }))).toMatchObject({ isSmall: false });
    expect(kpis.delivery_rate.measure({ sent: 29, delivered: 29 })).toMatchObject({ isSmall: true });
  });
});

describe("a row", () => {
  it.each(Object.entries(rows))("of %s says what its figures are", (_, row) => {
    expect(row.folds.length).toBeGreaterThan(0);
    expect(foldKinds).toEqual(expect.arrayContaining([...row.folds]));
    const told = Object.keys(row.measure({}, effort).details ?? {});
    expect(told).toEqual(Object.keys(row.details));
  });

  it("says which way is better", () => {
    const lower = Object.entries(rows).filter(([, { direction }]) => direction(scale("ces")) === "low_is_good");
    expect(lower.map(([name]) => name)).toEqual([
      "aht",
      "time_to_answer",
      "bounce_rate",
      "complaint_rate",
      "unsubscribe_rate",
      "churn_rate",
    ]);
    expect(kpis.outcomes.direction()).toBeNull();
    expect(kpis.ces.direction(effort)).toBe("low_is_good");
  });
});

const custom = { direction: "low_is_good", topBox: 2 } as const;
const kinds: readonly (readonly [string, Asked, Scaled, readonly ReferenceKpi[]])[] = [
  [
    "nps",
    { kind: "nps" },
    { kind: "nps" },
    referenceKpis.filter((kpi) => !["csat", "ces", "stars", "thumbs", "custom"].includes(kpi)),
  ],
  ["csat", { kind: "csat" }, { kind: "csat" }, ["csat"]],
  ["ces", { kind: "ces" }, { kind: "ces" }, ["ces"]],
  ["effort", { kind: "effort" }, { kind: "ces", effortScale: "effort" }, ["ces"]],
  ["stars", { kind: "stars" }, { kind: "stars" }, ["stars", "csat"]],
  ["thumbs", { kind: "thumbs" }, { kind: "thumbs" }, ["thumbs", "csat"]],
  ["custom", { kind: "custom", ...custom }, { kind: "custom", scale: { min: 0, max: 4, ...custom } }, ["custom"]],
];

describe("what any records come to", () => {
  it("is held against the reference for every row there is", () => {
    const held: readonly string[] = [...kinds.flatMap(([, , , names]) => names), ...customerKpis];
    expect(new Set(held)).toEqual(new Set(Object.keys(kpis)));
  });

  describe.each(kinds)("with answers of %s", (_, asked, survey, names) => {
    const on = scaleOf(survey);
    const records = anyRecords(on.min, on.max);

    it.prop([records, records], { numRuns: 40 })("is what the reference says", (current, previous) => {
      const [now, before] = [tallied(current), tallied(previous)];
      for (const name of names) {
        const row = rows[name];
        const { isSmall, ...figure } = row.measure(now, on);
        const expected = reference(name, current, asked);
        expect(isSmall, name).toBe(name !== "outcomes" && expected.n < 30);
        expectSame(name, figure, expected);
        const change = referenceChange(name, current, previous, asked);
        expectSame(name, row.compare(now, before, on), change);
      }
    });

    it.prop([records, records], { numRuns: 40 })(
      "is the same without bins unless it is of them",
      (current, previous) => {
        const [now, before] = [tallied(current), tallied(previous)];
        for (const name of names.filter((one) => !rows[one].isOfBins)) {
          const { measure, compare } = rows[name];
          expect(measure(withoutBins(now), on), name).toEqual(measure(now, on));
          expect(compare(withoutBins(now), withoutBins(before), on), name).toEqual(compare(now, before, on));
        }
      },
    );
  });
});
