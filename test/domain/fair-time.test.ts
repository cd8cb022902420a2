import { describe, expect } from "vitest";
import { type FairTimes, fairTime } from "../../functions/domain/fair-time.ts";
import { addSeconds, epochMs, type Instant, toInstant } from "../../functions/domain/time.ts";
import { fc, it } from "../support/property.ts";

const night = { from: "20:00", to: "08:00" };
const at = (instant: Instant, times: Partial<FairTimes>) =>
  fairTime(instant, { timeZone: "UTC", quietHours: night, ...times });

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Wall clocks by another library than the one under test. */
function wall(instant: Instant, timeZone: string): { time: string; isWeekend: boolean } {
  const [hour, minute, weekday] = ["2-digit", "2-digit", "short"] as const;
  const options = { timeZone, hour, minute, weekday, hourCycle: "h23" } as const;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("en-GB", options);
  clocks.set(timeZone, clock);
  const parts = clock.formatToParts(epochMs(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { time: `${part("hour")}:${part("minute")}`, isWeekend: /^S/.test(part("weekday")) };
}

const isFair = (instant: Instant, { timeZone, quietHours, weekdaysOnly }: FairTimes): boolean => {
  const { time, isWeekend } = wall(instant, timeZone);
  const { from, to } = quietHours ?? { from: "00:00", to: "00:00" };
  const isQuiet = from < to ? time >= from && time < to : time >= from || time < to;
  return !(quietHours && isQuiet) && !(weekdaysOnly && isWeekend);
};

describe("a fair time", () => {
  it("is the time itself when nothing speaks against it", () => {
    expect(at("2026-11-22T12:00:00.123Z", {})).toEqual({ at: "2026-11-22T12:00:00.123Z" });
    expect(at("2026-11-22T23:00:00.000Z", { quietHours: undefined })).toEqual({ at: "2026-11-22T23:00:00.000Z" });
  });

  it("is the end of quiet hours, which hold from their first minute until before their last", () => {
    const morning = { at: "2026-11-23T08:00:00.000Z", because: "quiet_hours" };
    expect(at("2026-11-22T20:00:00.000Z", {})).toEqual(morning);
    expect(at("2026-11-23T07:59:59.999Z", {})).toEqual(morning);
    expect(at("2026-11-23T08:00:00.000Z", {})).toEqual({ at: "2026-11-23T08:00:00.000Z" });
    expect(at("2026-11-22T19:59:59.999Z", {})).toEqual({ at: "2026-11-22T19:59:59.999Z" });
  });

  it("goes by quiet hours within a day as well", () => {
    const lunch = { quietHours: { from: "12:00", to: "13:30" } };
    expect(at("2026-11-22T12:45:00.000Z", lunch)).toMatchObject({ at: "2026-11-22T13:30:00.000Z" });
    expect(at("2026-11-22T14:00:00.000Z", lunch)).toEqual({ at: "2026-11-22T14:00:00.000Z" });
  });

  it("goes by the customer's own wall, a quarter-hour zone too", () => {
    expect(at("2026-11-22T15:00:00.000Z", { timeZone: "Asia/Kathmandu" })).toMatchObject({
      at: "2026-11-23T02:15:00.000Z",
    });
    expect(at("2026-11-22T12:00:00.000Z", { timeZone: "Pacific/Chatham" })).toMatchObject({
      at: "2026-11-22T18:15:00.000Z",
    });
    expect(at("2026-11-22T12:00:00.000Z", { timeZone: "America/St_Johns" })).toEqual({
      at: "2026-11-22T12:00:00.000Z",
    });
  });

  it("waits for Monday morning where weekends are off, and says what it waited for first", () => {
    const weekdays = { weekdaysOnly: true };
    expect(at("2026-11-21T10:00:00.000Z", weekdays)).toEqual({ at: "2026-11-23T08:00:00.000Z", because: "weekend" });
    expect(at("2026-11-20T22:00:00.000Z", weekdays)).toEqual({
      at: "2026-11-23T08:00:00.000Z",
      because: "quiet_hours",
    });
    expect(at("2026-11-21T10:00:00.000Z", { ...weekdays, quietHours: undefined })).toMatchObject({
      at: "2026-11-23T00:00:00.000Z",
    });
  });

  it("comes an hour sooner or later on the nights when clocks change", () => {
    const berlin = { timeZone: "Europe/Berlin" };
    expect(at("2026-03-28T21:00:00.000Z", berlin)).toMatchObject({ at: "2026-03-29T06:00:00.000Z" });
    expect(at("2026-10-24T21:00:00.000Z", berlin)).toMatchObject({ at: "2026-10-25T07:00:00.000Z" });
  });

  it("begins at the first half past two of two, and is not before the second where it was quiet again by then", () => {
    const early = { timeZone: "Europe/Berlin", quietHours: { from: "22:00", to: "02:30" } };
    expect(at("2026-10-24T23:00:00.000Z", early)).toMatchObject({ at: "2026-10-25T00:30:00.000Z" });
    expect(at("2026-10-25T01:10:00.000Z", early)).toMatchObject({ at: "2026-10-25T01:30:00.000Z" });
  });

  it("is soon after a half past two that the clock leaves out", () => {
    const early = { timeZone: "Europe/Berlin", quietHours: { from: "22:00", to: "02:30" } };
    expect(at("2026-03-28T22:00:00.000Z", early)).toMatchObject({ at: "2026-03-29T01:30:00.000Z" });
  });

  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "UTC",
  ];
  const wallTime = fc.integer({ min: 0, max: 95 }).map((quarter) => {
    const [hours, minutes] = [Math.floor(quarter / 4), (quarter % 4) * 15];
    return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  });
  const quiet = fc.record({ from: wallTime, to: wallTime }).filter(({ from, to }) => from !== to);
  // Quarter-hours around the four nights of 2026 and 2027 on which clocks change somewhere, and in between.
  const instant = fc.integer({ min: 0, max: 2 * 365 * 96 }).map((quarter) => {
    const begin = Date.parse("2026-01-01T00:00:00Z");
    return toInstant(begin + quarter * 900_000);
  });

  it.prop([instant, fc.constantFrom(...zones), fc.option(quiet, { nil: undefined }), fc.boolean()], { numRuns: 1000 })(
    "is fair by any clock, never early, and never later than by an hour that the clock leaves out",
    (begin, timeZone, quietHours, weekdaysOnly) => {
      const times = { timeZone, quietHours, weekdaysOnly };
      const { at: found, because } = fairTime(begin, times);
      expect(isFair(found, times)).toBe(true);
      expect(found >= begin).toBe(true);
      expect(because === undefined).toBe(found === begin);
      const firstFair = () => {
        for (let one = begin; one < found; one = addSeconds(one, 900)) if (isFair(one, times)) return one;
        return found;
      };
      expect(epochMs(found) - epochMs(firstFair())).toBeLessThanOrEqual(3600_000);
    },
  );
});
