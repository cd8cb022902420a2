import { describe, expect } from "vitest";
import {
  addDays,
  addSeconds,
  later,
  secondsBetween,
  secondsBetweenWritten,
  toInstant,
  utcDay,
} from "../../functions/domain/time.ts";
import { fc, it } from "../support/property.ts";

const anyInstant = fc.integer({ min: 0, max: Date.parse("2100-01-01") }).map(toInstant);

describe("an instant", () => {
  it("is RFC 3339 in UTC with milliseconds", () => {
    expect(toInstant(Date.UTC(2026, 10, 22, 9, 30))).toBe("2026-11-22T09:30:00.000Z");
  });

  it("moves by seconds and by days of 24 hours", () => {
    expect(addSeconds("2026-11-22T23:59:30.500Z", 60)).toBe("2026-11-23T00:00:30.500Z");
    expect(addDays("2028-02-28T09:30:00.000Z", 2)).toBe("2028-03-01T09:30:00.000Z");
    expect(addDays("2026-03-28T12:00:00.000Z", 1)).toBe("2026-03-29T12:00:00.000Z");
  });

  it("has its UTC day", () => {
    expect(utcDay("2026-11-22T23:59:59.999Z")).toBe("2026-11-22");
  });

  it.prop([anyInstant, anyInstant])("sorts as text as it does in time", (a, b) => {
    expect(a < b).toBe(Date.parse(a) < Date.parse(b));
    expect(Date.parse(later(a, b))).toBe(Math.max(Date.parse(a), Date.parse(b)));
  });

  it.prop([anyInstant, fc.integer({ min: -1_000_000, max: 1_000_000 })])("is as far away as it was moved", (at, by) => {
    const moved = addSeconds(at, by);
    expect([secondsBetween(at, moved), secondsBetweenWritten(at, moved)]).toEqual([by, by]);
  });
});
