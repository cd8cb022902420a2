/**
 * Local days. A slot is a UTC quarter-hour, and since every zone is a multiple of it a local day is exactly the slots between
 * two local midnights; so summer time and odd zones need no special case.
 */
// The library's functions one by one: whole, it costs every function's start a tenth.
import { getISO } from "temporal-polyfill/fns/Calendar";
import { fromEpochMilliseconds, toZonedDateTimeISO } from "temporal-polyfill/fns/Instant";
import {
  addDays,
  addMonths,
  diffDays,
  fromString,
  toString as toText,
  toZonedDateTime,
} from "temporal-polyfill/fns/PlainDate";
import { toPlainDate } from "temporal-polyfill/fns/ZonedDateTime";
import { epochMs, type Instant, toInstant } from "./time.ts";

/** A calendar day, `2026-11-22`. */
export type Day = string;
/** The start of a quarter-hour, `2026-11-22T09:30:00.000Z`. */
export type Slot = Instant;

export const slotSeconds = 900;

export const slotOf = (at: Instant): Slot => {
  const ms = epochMs(at);
  return toInstant(ms - (ms % (slotSeconds * 1000)));
};

export const localDay = (at: Instant, timeZone: string): Day =>
  toText(toPlainDate(toZonedDateTimeISO(fromEpochMilliseconds(epochMs(at)), timeZone)));

/** First instant of a local day; where midnight is skipped by summer time, the first that exists. */
export const startOfDay = (day: Day, timeZone: string): Instant =>
  toInstant(toZonedDateTime(plainDate(day), { timeZone }).epochMilliseconds);

/** The slots of a local day, as first slot and the first that no longer belongs to it. */
export const slotRange = (day: Day, timeZone: string): { from: Slot; until: Slot } => ({
  from: startOfDay(day, timeZone),
  until: startOfDay(addToDay(day, 1), timeZone),
});

export const addToDay = (day: Day, days: number): Day => toText(addDays(plainDate(day), days));

/** The same day of another month, or the last that this has. */
export const addMonthsToDay = (day: Day, months: number): Day => toText(addMonths(plainDate(day), months));

/** 1 from a day to the next one. */
export const daysBetween = (from: Day, to: Day): number => diffDays(plainDate(from), plainDate(to));

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return toText(plainDate(text)) === text;
  } catch {
    return false;
  }
}

const plainDate = (day: Day) => fromString(day, getISO);
