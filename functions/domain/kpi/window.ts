/** A window is the last N local calendar days, ending with the as-of day; the previous one is the N days right before it. */
import { addToDay, type Day } from "../calendar.ts";

export const standardWindows = [7, 30, 90, 365] as const;
export const maxWindowDays = 366;

export const isStandard = (days: number): boolean => (standardWindows as readonly number[]).includes(days);

export interface Window {
  readonly days: number;
  readonly from: Day;
  readonly to: Day;
}

export const windowEnding = (to: Day, days: number): Window => ({ days, from: addToDay(to, 1 - days), to });

export const previousWindow = (window: Window): Window => windowEnding(addToDay(window.from, -1), window.days);

export const contains = (window: Window, day: Day): boolean => day >= window.from && day <= window.to;

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** Of the month that begins on a day. */
export const lastOfMonth = (first: Day): Day => addToDay(firstOfMonth(addToDay(first, 31)), -1);
