import { describe, expect, it } from "vitest";
import { type Change, judged } from "../../../functions/domain/kpi/figure.ts";
import { kpis } from "../../../functions/domain/kpi/kpi.ts";
import { changeInWords } from "../../../functions/templates/figures/change-in-words.ts";
import { kpiWords } from "../../../functions/templates/figures/kpi-words.ts";
import { columnNumber, shownUnit, shownValue } from "../../../functions/templates/figures/shown-unit.ts";

/** With spaces at which a line may end. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("a figure as people read it", () => {
  it.each([
    ["percent", 85.65, "85.7 %"],
    ["points", -11.72, "−11.7"],
    ["count", 1_204_567, "1,204,567"],
    ["score", 6, "6"],
    ["seconds", 119, "119 s"],
    ["seconds", 312, "5.2 min"],
    ["seconds", 16_920, "4.7 h"],
    ["seconds", 216_000, "2.5 days"],
  ] as const)("shows %s of %d as %s", (unit, value, text) => {
    expect(plain(shownValue(value, shownUnit(unit, { value })))).toBe(text);
  });

  it("names money by its currency, if it is of one", () => {
    const shown = (...currencies: string[]) =>
      plain(
        shownValue(
          49.9,
          shownUnit("money", { value: 49.9, details: Object.fromEntries(currencies.map((it) => [it, 1])) }),
        ),
      );
    expect([shown("EUR"), shown("EUR", "USD")]).toEqual(["49.9 EUR", "49.9"]);
  });

  it("has a decimal in a column always, so that they stand below each other", () => {
    const [minutes, points] = [shownUnit("seconds", { value: 660 }), shownUnit("points", { value: 0 })];
    expect([columnNumber(660, minutes), columnNumber(-5, points)]).toEqual(["11.0", "−5.0"]);
  });

  it("has words for every KPI", () => {
    for (const kpi of Object.keys(kpis)) expect(kpiWords(kpi).title).not.toBe(kpi.replaceAll("_", " "));
  });
});

describe("a change in words", () => {
  const told = (change: Change | null, unit: "percent" | "seconds" | "count", previous: number | null) =>
    plain(changeInWords({ change, previous, windowDays: 30 }, shownUnit(unit, { value: previous })));
  const certain = { difference: -42, low: -66, high: -24, significant: true };

  it("says which way, how far, and whether that is good", () => {
    expect(told(judged(certain, "low_is_good"), "seconds", 372)).toBe(
      "Better: down 0.7 min from 6.2 min in the 30 days before (95 %: −1.1 to −0.4).",
    );
    expect(told(judged(certain, "high_is_good"), "percent", 90)).toMatch(/^Worse: down 42 points from 90 % /);
  });

  it("calls what may be chance that, and what is neither good nor bad more than chance", () => {
    const unsure = { difference: 3.5, low: -5, high: 12, significant: false };
    expect(told(judged(unsure, "high_is_good"), "percent", 38.8)).toBe(
      "Up 3.5 points from 38.8 % in the 30 days before, which may be chance (95 %: −5 to +12).",
    );
    expect(told(judged(certain, null), "percent", 90)).toContain(", which is more than chance (");
  });

  it("says no more than is known", () => {
    const bare = { difference: 154, low: null, high: null, significant: false };
    expect(told(judged(bare, null), "count", 436)).toBe("Up 154 from 436 in the 30 days before.");
    expect(told(null, "percent", null)).toBe("There is nothing in the 30 days before to compare with.");
    expect(told(judged({ ...bare, difference: 0 }, null), "count", 436)).toBe("As in the 30 days before.");
  });
});
