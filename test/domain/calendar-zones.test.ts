import { describe, expect } from "vitest";
import { addToDay, localDay, slotOf, slotRange } from "../../functions/domain/calendar.ts";
import { toInstant } from "../../functions/domain/time.ts";
import { fc, it } from "../support/property.ts";

/** The calendar day that clocks in a zone show, as the runtime knows it. */
function shownDay(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${part["year"]}-${part["month"]}-${part["day"]}`;
}

const zones = Intl.supportedValuesOf("timeZone");
const anyZone = fc.constantFrom(...zones);
const [first, last] = [Date.parse("2012-06-01T00:00:00Z"), Date.parse("2040-01-01T00:00:00Z")];
const anyInstant = fc.integer({ min: first, max: last }).map(toInstant);

const [week, quarterHour] = [7 * 86_400_000, 900_000];

/** When a zone turns its clocks in a year, to the quarter-hour. */
function turns(timeZone: string, year: number): number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offset = (ms: number) => format.format(ms).split(", ").at(-1);
  const found: number[] = [];
  for (let from = Date.UTC(year, 0, 1); from < Date.UTC(year + 1, 0, 1); from += week) {
    let [before, after] = [from, from + week];
    if (offset(before) === offset(after)) continue;
    while (after - before > quarterHour) {
      const between = before + Math.floor((after - before) / quarterHour / 2) * quarterHour;
      if (offset(between) === offset(before)) before = between;
      else after = between;
    }
    found.push(after);
  }
  return found;
}

const isInside = (at: string, { from, until }: { from: string; until: string }): boolean => from <= at && at < until;

describe("local days all over the world", () => {
  it("are looked at in many zones", () => {
    expect(zones.length).toBeGreaterThan(400);
  });

  it.prop([anyInstant, anyZone], { numRuns: 2000 })("are those that clocks show", (at, zone) => {
    expect(localDay(at, zone)).toBe(shownDay(at, zone));
  });

  it.prop([anyInstant, anyZone], { numRuns: 2000 })("hold the slot of each of their instants", (at, zone) => {
    const range = slotRange(localDay(at, zone), zone);
    expect(isInside(at, range)).toBe(true);
    expect(isInside(slotOf(at), range)).toBe(true);
  });

  it.prop([anyInstant, anyZone], { numRuns: 1000 })("tile the time line", (at, zone) => {
    const day = localDay(at, zone);
    const { from, until } = slotRange(day, zone);
    expect([slotOf(from), slotOf(until)]).toEqual([from, until]);
    expect(slotRange(addToDay(day, -1), zone).until).toBe(from);
    expect(slotRange(addToDay(day, 1), zone).from).toBe(until);
    const lastMoment = toInstant(Date.parse(until) - 1);
    expect([shownDay(from, zone), shownDay(lastMoment, zone)]).toEqual([day, day]);
  });

  it("keep every slot to one day around every turn of a clock", () => {
    let seen = 0;
    for (const zone of zones) {
      for (const turn of turns(zone, 2026)) {
        seen += 1;
        for (let ms = turn - 7_200_000; ms <= turn + 7_200_000; ms += quarterHour) {
          const [start, end] = [toInstant(ms), toInstant(ms + quarterHour - 1)];
          const day = shownDay(start, zone);
          expect(shownDay(end, zone), `${zone} ${start}`).toBe(day);
          expect(isInside(start, slotRange(day, zone)), `${zone} ${start}`).toBe(true);
        }
      }
    }
    expect(seen).toBeGreaterThan(200);
  });
});
