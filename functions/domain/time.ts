/**
 * Instants as RFC 3339 UTC with milliseconds, so that they sort as text and are stored as they are shown. Arithmetic on
 * instants only: whatever needs a calendar or a zone is in calendar.ts, which costs a library.
 */
export type Instant = string;

const second = 1000;

export const toInstant = (epochMs: number): Instant => new Date(epochMs).toISOString();
export const epochMs = (at: Instant): number => Date.parse(at);

export const addSeconds = (at: Instant, seconds: number): Instant => toInstant(epochMs(at) + seconds * second);
export const addDays = (at: Instant, days: number): Instant => addSeconds(at, days * 86_400);
export const secondsBetween = (from: Instant, to: Instant): number => (epochMs(to) - epochMs(from)) / second;

/** The same of instants that we have written ourselves: digit by digit, because parsing takes longer than all the rest of a fold. */
export const secondsBetweenWritten = (from: Instant, to: Instant): number => (writtenMs(to) - writtenMs(from)) / second;

function writtenMs(at: Instant): number {
  const day = Date.UTC(numberIn(at, 0, 4), numberIn(at, 5, 7) - 1, numberIn(at, 8, 10));
  const minutes = numberIn(at, 11, 13) * 60 + numberIn(at, 14, 16);
  return day + (minutes * 60 + numberIn(at, 17, 19)) * second + numberIn(at, 20, 23);
}

function numberIn(text: string, start: number, end: number): number {
  let read = 0;
  for (let index = start; index < end; index++) read = read * 10 + text.charCodeAt(index) - 48;
  return read;
}

export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The UTC calendar day of an instant, `2026-11-22`. */
export const utcDay = (at: Instant): string => at.slice(0, 10);
