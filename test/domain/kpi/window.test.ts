import { describe, expect } from "vitest";
import {
  contains,
  firstOfMonth,
  isStandard,
  lastOfMonth,
  previousWindow,
  type Window,
  windowEnding,
} from "../../../functions/domain/kpi/window.ts";
import { fc, it } from "../../support/property.ts";

/** The days of a window, counted in UTC, where every day has 24 hours. */
function daysOf({ from, to }: Window): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const anyDay = fc
  .integer({ min: Date.parse("2020-01-01"), max: Date.parse("2040-12-31") })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));
const anyLength = fc.integer({ min: 1, max: 366 });

describe("a window", () => {
  it("is the days that end with its last, inclusive", () => {
    expect(windowEnding("2026-11-22", 30)).toEqual({ days: 30, from: "2026-10-24", to: "2026-11-22" });
    expect(windowEnding("2026-11-22", 1)).toEqual({ days: 1, from: "2026-11-22", to: "2026-11-22" });
  });

  it("counts a leap day", () => {
    expect(windowEnding("2028-03-01", 7).from).toBe("2028-02-24");
    expect(windowEnding("2027-03-01", 7).from).toBe("2027-02-23");
  });

  it("follows upon the previous one", () => {
    expect(previousWindow(windowEnding("2026-11-22", 30))).toEqual({ days: 30, from: "2026-09-24", to: "2026-10-23" });
  });

  it("contains its first and last day, and neither neighbour", () => {
    const window = windowEnding("2026-11-22", 7);
    const days = ["2026-11-15", "2026-11-16", "2026-11-22", "2026-11-23"];
    expect(days.map((day) => contains(window, day))).toEqual([false, true, true, false]);
  });

  it("knows the month that a day is in, from its first day to its last", () => {
    expect(["2026-11-01", "2026-11-30"].map(firstOfMonth)).toEqual(["2026-11-01", "2026-11-01"]);
    const firsts = ["2026-01-01", "2027-02-01", "2028-02-01", "2026-04-01", "2026-12-01"];
    expect(firsts.map(lastOfMonth)).toEqual(["2026-01-31", "2027-02-28", "2028-02-29", "2026-04-30", "2026-12-31"]);
  });

  it("is kept ready for 7, 30, 90 and 365 days", () => {
    expect([1, 7, 8, 30, 90, 365, 366].filter(isStandard)).toEqual([7, 30, 90, 365]);
  });

  it.prop([anyDay, anyLength])("has as many days as it says, and so has the one before", (day, length) => {
    const window = windowEnding(day, length);
    const previous = previousWindow(window);
    expect(daysOf(window)).toHaveLength(length);
    expect(daysOf(previous)).toHaveLength(length);
    expect([...daysOf(previous), ...daysOf(window)]).toEqual(daysOf({ days: 0, from: previous.from, to: day }));
  });
});
