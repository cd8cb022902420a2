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
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The UTC calendar day of an instant, `2026-11-22`. */
export const utcDay = (at: Instant): string => at.slice(0, 10);
