/**
 * Instants as RFC 3339 UTC with milliseconds, so that they sort as text and are stored as they are shown. Arithmetic on
 * instants only: whatever needs a calendar or a zone is in calendar.ts, which costs a library.
 */
import { obtain } from "./obtain.ts";

export type Instant = string;

const second = 1000;

export const toInstant = (epochMs: number): Instant => new Date(epochMs).toISOString();
export const epochMs = (at: Instant): number => Date.parse(at);

export const addSeconds = (at: Instant, seconds: number): Instant => toInstant(epochMs(at) + seconds * second);
export const addDays = (at: Instant, days: number): Instant => addSeconds(at, days * 86_400);
export const secondsBetween = (from: Instant, to: Instant): number => (epochMs(to) - epochMs(from)) / second;

/** The same of instants that we have written ourselves: by their digits, because parsing takes longer than all the rest of a fold. */
export const secondsBetweenWritten = (from: Instant, to: Instant): number => (writtenMs(to) - writtenMs(from)) / second;

function writtenMs(at: Instant): number {
  const day = (twoDigits(at, 0) * 100 + twoDigits(at, 2)) * 10_000 + twoDigits(at, 5) * 100 + twoDigits(at, 8);
  const seconds = (twoDigits(at, 11) * 60 + twoDigits(at, 14)) * 60 + twoDigits(at, 17);
  return obtain(daysByDigits, day, dayMs) + seconds * second + twoDigits(at, 20) * 10 + (at.charCodeAt(22) - zero);
}

/** When days begin that have been met, by the number that their digits make. */
const daysByDigits = new Map<number, number>();
const dayMs = (digits: number): number =>
  Date.UTC(Math.floor(digits / 10_000), (Math.floor(digits / 100) % 100) - 1, digits % 100);

const zero = 48;
const twoDigits = (text: string, start: number): number =>
  (text.charCodeAt(start) - zero) * 10 + text.charCodeAt(start + 1) - zero;

export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The UTC calendar day of an instant, `2026-11-22`. */
export const utcDay = (at: Instant): string => at.slice(0, 10);
