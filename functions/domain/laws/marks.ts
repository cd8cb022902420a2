import type { StaleSlot } from "../ports/figures.ts";
import type { Instant } from "../time.ts";

/** Whether a mark is for later, so that nothing waits for it yet. */
export const isAhead = ({ notBefore }: StaleSlot, now: Instant): boolean => notBefore !== undefined && notBefore > now;
