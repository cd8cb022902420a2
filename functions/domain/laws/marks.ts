import type { StaleSlot } from "../../../functions/domain/ports.ts";
import type { Instant } from "../../../functions/domain/time.ts";

/** Whether a mark is for later, so that nothing waits for it yet. */
export const isAhead = ({ notBefore }: StaleSlot, now: Instant): boolean => notBefore !== undefined && notBefore > now;
