import { describe, expect, it } from "vitest";
import { addToDay, isDay, localDay, slotOf, slotRange, startOfDay } from "../../functions/domain/calendar.ts";

/** Hours between the first and the last slot of a local day. */
const hoursOf = (day: string, timeZone: string): number => {
  const { from, until } = slotRange(day, timeZone);
  return (Date.parse(until) - Date.parse(from)) / 3_600_000;
};

describe("a slot", () => {
  it("is the UTC quarter-hour that an instant lies in", () => {
    expect(slotOf("2026-11-22T09:30:00.000Z")).toBe("2026-11-22T09:30:00.000Z");
    expect(slotOf("2026-11-22T09:44:59.999Z")).toBe("2026-11-22T09:30:00.000Z");
    expect(slotOf("2026-11-22T09:45:00.000Z")).toBe("2026-11-22T09:45:00.000Z");
    expect(slotOf("2026-11-22T00:00:00.001Z")).toBe("2026-11-22T00:00:00.000Z");
  });
});

describe("the local day of an instant", () => {
  it.each([
    ["Europe/Berlin", "2026-10-25"],
    ["America/New_York", "2026-10-24"],
    ["UTC", "2026-10-25"],
    ["Asia/Kolkata", "2026-10-25"],
    ["Pacific/Pago_Pago", "2026-10-24"],
    ["Pacific/Kiritimati", "2026-10-25"],
  ])("in %s is %s half an hour after midnight UTC on 25 October", (timeZone, day) => {
    expect(localDay("2026-10-25T00:30:00Z", timeZone)).toBe(day);
  });

  it("changes at local midnight, to the millisecond", () => {
    expect(localDay("2026-11-22T04:59:59.999Z", "America/New_York")).toBe("2026-11-21");
    expect(localDay("2026-11-22T05:00:00.000Z", "America/New_York")).toBe("2026-11-22");
  });

  it("may be a leap day", () => {
    expect(localDay("2028-02-29T12:00:00.000Z", "UTC")).toBe("2028-02-29");
    expect(localDay("2028-03-01T04:00:00.000Z", "America/New_York")).toBe("2028-02-29");
  });
});

describe("the start of a local day", () => {
  it.each([
    ["Asia/Kolkata", "2026-11-22", "2026-11-21T18:30:00.000Z"],
    ["Asia/Kathmandu", "2026-11-22", "2026-11-21T18:15:00.000Z"],
    ["Australia/Eucla", "2026-11-22", "2026-11-21T15:15:00.000Z"],
    ["Pacific/Chatham", "2026-11-22", "2026-11-21T10:15:00.000Z"],
    ["Pacific/Chatham", "2026-06-22", "2026-06-21T11:15:00.000Z"],
    ["America/St_Johns", "2026-11-22", "2026-11-22T03:30:00.000Z"],
    ["UTC", "2026-11-22", "2026-11-22T00:00:00.000Z"],
  ])("in %s is a quarter-hour of UTC", (timeZone, day, at) => {
    expect(startOfDay(day, timeZone)).toBe(at);
  });

  it.each([
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
  ])("in %s is 01:00 when summer time skips midnight", (timeZone, day, at) => {
    expect(startOfDay(day, timeZone)).toBe(at);
    expect(localDay(at, timeZone)).toBe(day);
    expect(localDay(new Date(Date.parse(at) - 1).toISOString(), timeZone)).toBe(addToDay(day, -1));
    expect(hoursOf(day, timeZone)).toBe(23);
  });

  it("is the first of two midnights where clocks go back to midnight", () => {
    expect(startOfDay("2026-11-01", "America/Havana")).toBe("2026-11-01T04:00:00.000Z");
    expect(hoursOf("2026-11-01", "America/Havana")).toBe(25);
  });
});

describe("the slots of a local day", () => {
  it("are 25 hours in Berlin when summer time ends", () => {
    expect(slotRange("2026-10-25", "Europe/Berlin")).toEqual({
      from: "2026-10-24T22:00:00.000Z",
      until: "2026-10-25T23:00:00.000Z",
    });
  });

  it("are 23 hours in Berlin when summer time begins", () => {
    expect(slotRange("2026-03-29", "Europe/Berlin")).toEqual({
      from: "2026-03-28T23:00:00.000Z",
      until: "2026-03-29T22:00:00.000Z",
    });
  });

  it("are half an hour more or less where summer time is half an hour", () => {
    expect(hoursOf("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
    expect(hoursOf("2026-10-04", "Australia/Lord_Howe")).toBe(23.5);
  });

  it("are 25 hours where clocks go back from midnight into the day", () => {
    expect(hoursOf("2018-02-17", "America/Sao_Paulo")).toBe(25);
    expect(hoursOf("2018-02-18", "America/Sao_Paulo")).toBe(24);
  });

  it("are none for a day that a zone has left out", () => {
    expect(hoursOf("2011-12-30", "Pacific/Apia")).toBe(0);
    expect(hoursOf("2011-12-29", "Pacific/Apia")).toBe(24);
  });

  it("are 24 hours on a leap day", () => {
    expect(hoursOf("2028-02-29", "Europe/Berlin")).toBe(24);
  });
});

describe("counting days", () => {
  it.each([
    ["2026-11-22", 1, "2026-11-23"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-02-28", 1, "2027-03-01"],
    ["2028-03-01", -1, "2028-02-29"],
    ["2026-03-28", 2, "2026-03-30"],
    ["2026-11-22", -29, "2026-10-24"],
  ])("from %s by %i is %s", (day, days, expected) => {
    expect(addToDay(day, days)).toBe(expected);
  });

  it.each(["2026-11-22", "2028-02-29", "2000-01-01"])("takes %j for a day", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-11-31",
    "2026-11-22T00:00:00Z",
    "2026-1-2",
    "20261122",
    "+02026-11-22",
    "+012026-11-22",
    "-000044-03-15",
    "2026-11-22 ",
    " 2026-11-22",
    "2026-11-22\n",
    "٢٠٢٦-١١-٢٢",
    "",
    "today",
  ])("takes %j for none", (text) => {
    expect(isDay(text)).toBe(false);
  });
});
