import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addToDay } from "../../../functions/domain/calendar.ts";
import {
  height as barHeight,
  width as barWidth,
  intervalBar,
} from "../../../functions/templates/charts/interval-bar.ts";
import { axisOf } from "../../../functions/templates/charts/scale.ts";
import { height, type TrendPoint, trendChart, width } from "../../../functions/templates/charts/trend-chart.ts";

const amounts = fc.double({ min: -1e7, max: 1e7, noNaN: true }).map((value) => Math.round(value * 100) / 100);
const measured = fc.record({
  value: amounts,
  margin: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
  n: fc.nat(1000),
});
const weeks = fc
  .array(fc.option(measured, { freq: 4 }), { minLength: 1, maxLength: 14 })
  .filter((them) => them.some((one) => one !== null))
  .map((them) => them.map((one, index) => pointOf(index, one?.value ?? null, one?.margin, one?.n)));

const pointOf = (week: number, value: number | null, margin?: number | null, n = 40): TrendPoint => ({
  day: addToDay("2026-08-02", 7 * week),
  value,
  interval: value === null || margin == null ? null : { low: value - margin, high: value + margin },
  n,
  isSmall: n < 30,
});

const drawn = (points: readonly TrendPoint[], title = "Handle time"): string =>
  String(trendChart({ id: "c", title, points, textOf: String }));

const dots = (svg: string) =>
  [...svg.matchAll(/class="chart-dot[^"]*" cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));

describe("a chart of a trend", () => {
  it("is well-formed and stays within its frame, whatever the values, gaps and intervals", () => {
    fc.assert(
      fc.property(weeks, (points) => {
        const svg = drawn(points);
        expectWellFormed(svg);
        expectWithin(svg, { width, height });
      }),
      { numRuns: 150 },
    );
  });

  it("has a point for each value, later ones further right and higher ones nearer the top", () => {
    fc.assert(
      fc.property(weeks, (points) => {
        const [told, at] = [points.filter(({ value }) => value !== null), dots(drawn(points))];
        expect(at).toHaveLength(told.length);
        for (let index = 1; index < at.length; index++) {
          const [one, before] = [at[index], at[index - 1]] as [(typeof at)[0], (typeof at)[0]];
          expect(one.x).toBeGreaterThan(before.x);
          const rise = (told[index]?.value ?? 0) - (told[index - 1]?.value ?? 0);
          if (rise >= 0) expect(one.y).toBeLessThanOrEqual(before.y);
          if (rise <= 0) expect(one.y).toBeGreaterThanOrEqual(before.y);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("leaves a gap where there was nothing to measure, and closes none up", () => {
    const svg = drawn([10, 20, null, 40, 50].map((value, week) => pointOf(week, value, 5)));
    expect(svg.match(/class="chart-line"/g)).toHaveLength(2);
    expect(svg.match(/class="chart-band"/g)).toHaveLength(2);
    const [, second, third] = dots(svg);
    expect((third?.x ?? 0) - (second?.x ?? 0)).toBeCloseTo(2 * ((second?.x ?? 0) - (dots(svg)[0]?.x ?? 0)), 0);
  });

  it("draws the interval of a point that stands alone", () => {
    expect(drawn([pointOf(0, 10, 5)])).toContain('class="chart-whisker"');
  });

  it("draws what is of little as hollow points, and tells in words what it shows", () => {
    const svg = drawn([pointOf(0, 10, 2, 29), pointOf(1, 20, 2, 30)], 'Sam & "Co" <agents>');
    expect(svg.match(/chart-dot small/g)).toHaveLength(1);
    expect(svg).toContain('<title id="c-title">Sam &amp; &quot;Co&quot; &lt;agents&gt;</title>');
    expect(svg).toContain("From 10 on 2 Aug to 20 on 9 Aug; between 10 and 20.");
    expect(svg).toContain("<title>9 Aug: 20, 95 %: 18 to 22, n 30</title>");
  });
});

describe("a bar of an interval", () => {
  it("is well-formed and within its frame, and has its marks in the order of their values", () => {
    fc.assert(
      fc.property(measured, fc.option(amounts), ({ value, margin }, previous) => {
        const interval = { low: value - (margin ?? 0), high: value + (margin ?? 0) };
        const svg = String(intervalBar({ id: "b", title: "NPS", value, interval, previous, textOf: String }));
        expectWellFormed(svg);
        expectWithin(svg, { width: barWidth, height: barHeight });
        const place = (pattern: RegExp) => Number(pattern.exec(svg)?.[1]);
        const mark = place(/class="chart-mark" d="M([^ ]+)/);
        expect(mark).toBeGreaterThanOrEqual(place(/class="chart-range" x="([^"]+)"/) - 0.1);
        if (previous !== null && previous > value)
          expect(place(/class="chart-before" cx="([^"]+)"/)).toBeGreaterThanOrEqual(mark);
      }),
      { numRuns: 150 },
    );
  });
});

describe("an axis", () => {
  it("holds all values between two to six round ticks at equal steps", () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), (values) => {
        const { span, ticks } = axisOf(values);
        expect(span.low).toBeLessThanOrEqual(Math.min(...values));
        expect(span.high).toBeGreaterThanOrEqual(Math.max(...values));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
        for (const [index, tick] of ticks.entries()) expect(tick).toBeCloseTo((ticks[0] ?? 0) + index * step, 5);
      }),
    );
  });

  it.each([
    { values: [91, 98.4], bounds: { low: 0, high: 100 }, ticks: [90, 92, 94, 96, 98, 100] },
    { values: [-3, 100], bounds: { low: -100, high: 100 }, ticks: [-50, 0, 50, 100] },
    { values: [100, 100], bounds: { low: 0, high: 100 }, ticks: [90, 95, 100] },
    { values: [0, 0], bounds: { low: 0 }, ticks: [0, 0.5, 1] },
    { values: [0.1, 0.3], bounds: {}, ticks: [0.1, 0.15, 0.2, 0.25, 0.3] },
  ])("names $ticks for $values", ({ values, bounds, ticks }) => {
    expect(axisOf(values, bounds).ticks).toEqual(ticks);
  });
});

/** Strict as XML is: every tag closed in turn, every value quoted, nothing unescaped. */
function expectWellFormed(svg: string): void {
  const token =
    /<(?<end>\/?)(?<name>[a-z]+)(?:\s+[a-zA-Z-]+="[^"<&]*")*\s*(?<empty>\/?)>|[^<&]+|&(?:amp|lt|gt|quot|#39);/y;
  const open: string[] = [];
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const { end, name, empty } = token.exec(svg)?.groups ?? expect.fail(`not well-formed: ${svg.slice(at, at + 60)}`);
    if (name === undefined || empty) continue;
    if (end) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
}

function expectWithin(svg: string, frame: { width: number; height: number }): void {
  const inside = (value: number, end: number) => {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(end);
  };
  for (const [, , x, y] of svg.matchAll(/(c?)x="([^"]+)" c?y="([^"]+)"/g)) {
    inside(Number(x), frame.width);
    inside(Number(y), frame.height);
  }
  for (const [, path = ""] of svg.matchAll(/ d="([^"]+)"/g)) {
    for (const [, x, y] of path.matchAll(/[ML]([^ ]+) (-?[\d.]+)/g)) {
      inside(Number(x), frame.width);
      inside(Number(y), frame.height);
    }
  }
}
