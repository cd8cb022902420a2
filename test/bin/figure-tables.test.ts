import { describe, expect, it } from "vitest";
import { figureTables } from "../../bin/commands/kpis/figure-tables.ts";
import type { ReadFigure } from "../../bin/commands/kpis/read-figures.ts";
import { sparkline } from "../../bin/commands/kpis/sparkline.ts";

describe("a sparkline", () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"],
    [[-50, null, 50], "▁ █"],
    [[7, 7], "▅▅"],
    [[null, null], "  "],
    [[], ""],
  ])("draws %j as %j", (values, drawn) => {
    expect(sparkline(values)).toBe(drawn);
  });
});

describe("the table of KPIs", () => {
  const figure = (facts: Partial<ReadFigure>): ReadFigure => ({
    kpi: "nps",
    value: 25,
    n: 20,
    isSmall: true,
    interval: { low: -11.7, high: 55.2, level: 0.95 },
    previous: { value: 10, n: 30 },
    change: { difference: 15, low: -28.1, high: 51.9, significant: false, verdict: "unclear" },
    ...facts,
  });
  const trend = Array.from({ length: 12 }, (_, week) => ({
    from: "2026-10-24",
    to: "2026-11-22",
    value: week,
    n: 20,
    interval: null,
    isSmall: true,
  }));
  const lines = (...kpis: ReadFigure[]): string[] =>
    figureTables({
      window: { days: 30, from: "2026-10-24", to: "2026-11-22", timeZone: "America/Argentina/Buenos_Aires" },
      kpis,
      computedAt: "2026-11-22T10:00:00Z",
    }).split("\n");

  it("has the last weeks where they are told, and needs no more than 100 columns for the longest rows", () => {
    const shown = lines(
      figure({ trend }),
      figure({
        kpi: "unsubscribe_rate",
        value: 100,
        interval: { low: 100, high: 100, level: 0.95 },
        change: { difference: -100, low: -100, high: -99.9, significant: true, verdict: "unclear" },
        trend,
      }),
      figure({ kpi: "outcomes", value: 123_456_789, n: 123_456_789, isSmall: false, interval: null, trend }),
    );
    expect(shown[3]).toMatch(/^nps +25\.0 +points +-11\.7 to 55\.2 +20, small +\+15\.0, unclear +▁▂▂▃▄▄▅▅▆▇▇█$/);
    expect(shown.filter((line) => [...line].length > 100)).toEqual([]);
  });

  it("shows nothing as nothing, and times in a unit that is read well", () => {
    const none = figure({ value: null, n: 0, interval: null, previous: { value: null, n: 0 }, change: null });
    const handled = figure({
      kpi: "aht",
      value: 312,
      n: 200,
      isSmall: false,
      interval: { low: 300, high: 324, level: 0.95 },
    });
    const [, , , nps, aht] = lines(none, handled);
    expect(nps).toMatch(/^nps +– +– +0, small +–$/);
    expect(aht).toMatch(/^aht +5\.2 +min +5\.0 to 5\.4 +200 /);
  });
});
