/** What is known of calls: those that were answered before, and how many there were. */
import type { CallLease, CallStanding, KeyedCall } from "../idempotency.ts";
import type { Allowance, RateLimit } from "../rate-limit.ts";

export interface IdempotencyStore {
  /** Takes the lease of a call, or tells what stands under its key. */
  begin(call: KeyedCall): Promise<CallStanding>;
  /** Writes down what was answered, undefined for what is not to be shown again; nothing when the lease has been lost. */
  answer(lease: CallLease, answer: string | undefined): Promise<void>;
  /** Ends the lease unanswered, so that the next one runs. */
  giveUp(lease: CallLease): Promise<void>;
}

export interface RateLimiter {
  /** Takes one request of a subject; one that is not allowed takes nothing. Approximate across processes, see record 16. */
  take(workspaceId: string, subject: string, limit: RateLimit): Promise<Allowance>;
}
