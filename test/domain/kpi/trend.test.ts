import { describe, expect } from "vitest";
import { addToDay } from "../../../functions/domain/calendar.ts";
import { slide, stepsBack } from "../../../functions/domain/kpi/trend.ts";
import { fc, it } from "../../support/property.ts";

describe("the steps of a trend", () => {
  it("are counted back from the last one, and none is before the first day", () => {
    expect(stepsBack("2026-11-01", "2026-11-22", "week")).toEqual([
      "2026-11-01",
      "2026-11-08",
      "2026-11-15",
      "2026-11-22",
    ]);
    expect(stepsBack("2026-11-02", "2026-11-22", "week")).toEqual(["2026-11-08", "2026-11-15", "2026-11-22"]);
    expect(stepsBack("2026-11-20", "2026-11-22", "day")).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
    expect(stepsBack("2026-11-23", "2026-11-22", "day")).toEqual([]);
  });

  it("are the last day of a month that has fewer days, and return to the day after it", () => {
    const leap = ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"];
    expect(stepsBack("2023-12-31", "2024-03-31", "month")).toEqual(leap);
  });

  it("are told to be too many without being counted to the end", () => {
    expect(stepsBack("1900-01-01", "2026-11-22", "day")).toHaveLength(401);
  });
});

describe("the window that slides over days", () => {
  it("has no sums where there are no steps", () => {
    expect(slide(new Map(), [], 7)).toEqual([]);
  });

  const sizes = fc.record({
    days: fc.array(
      fc.record({ n: fc.integer({ min: 1, max: 9 }), seconds: fc.double({ min: 0, max: 1e9, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 60,
      },
    ),
    window: fc.integer({ min: 1, max: 40 }),
    stride: fc.integer({ min: 1, max: 9 }),
  });

  it.prop([sizes])("holds exactly its own days, however much has left it", ({ days, window, stride }) => {
    const first = "2026-01-01";
    const dayAt = (index: number) => addToDay(first, index);
    const daily = new Map(days.map((tally, index) => [dayAt(index), tally]));
    const steps = days.flatMap((_, index) => (index % stride === 0 ? [dayAt(index)] : []));
    for (const step of slide(daily, steps, window)) {
      const own = days.filter((_, index) => dayAt(index) >= step.window.from && dayAt(index) <= step.window.to);
      const seconds = own.reduce((sum, one) => sum + one.seconds, 0);
      expect(step.tally["n"]).toBe(own.reduce((sum, { n }) => sum + n, 0));
      expect(Math.abs((step.tally["seconds"] ?? 0) - seconds)).toBeLessThanOrEqual(1e-12 * seconds);
    }
  });
});
