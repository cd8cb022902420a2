/**
 * Figures of the oldest records are frozen some days before those records expire: folding them anew while they are being
 * taken away one by one would count fewer answers than there were.
 */
import { addDays, type Instant } from "../time.ts";

const marginDays = 7;

/** Whatever is to wait before it counts has to be shorter than the time until its slot is frozen. */
export const longestWaitDays = (retentionDays: number): number => retentionDays - marginDays - 1;

/** Records and slots before this instant are left alone, as their records may be expiring. */
export const frozenBefore = (now: Instant, retentionDays: number): Instant => addDays(now, marginDays - retentionDays);
