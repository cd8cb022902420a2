/**
 * Rate limits that are counted where requests come in and shared through the table: each process counts for itself, and now
 * and then adds what it has counted to the subject's bucket, by one conditional write that also tells it what the others have
 * added. So a request hardly ever costs a write, and who comes seldom never does. How far this can be off is in record 16.
 */
import { isAppError } from "../../domain/errors.ts";
import type { RateLimiter } from "../../domain/ports/calls.ts";
import { type Allowance, allowanceOf, drained, type RateLimit, refillMs } from "../../domain/rate-limit.ts";
import { epochMs, type Instant } from "../../domain/time.ts";
import { type Key, keys } from "./keys.ts";
import type { Table, Written } from "./table.ts";

/** A process settles a subject no more often than this, and not before it has counted what comes back in as long. */
const settleEveryMs = 1000;
/** Of the rate, what a process forgets of its count: this little may pass it unsettled for ever. */
const forgottenShare = 0.01;
/** Buckets are full again long before. */
const expireAfterMs = 3_600_000;
const maxKept = 1000;
/** Whether a bucket is full can change between two tries, but not on and on. */
const maxTries = 4;

interface Kept {
  /** As it was told last, with what was counted since. */
  fullAt: number;
  /** As it was told last. */
  toldFullAt: number;
  unsettled: number;
  /** When the first of those came: it was then that they were taken. */
  unsettledSince: number;
  seenAt: number;
  settledAt: number;
}

export class DynamoRateLimiter implements RateLimiter {
  readonly #table: Table;
  readonly #now: () => Instant;
  readonly #kept = new Map<string, Kept>();

  constructor(table: Table, now: () => Instant) {
    this.#table = table;
    this.#now = now;
  }

  async take(workspaceId: string, subject: string, limit: RateLimit): Promise<Allowance> {
    const now = epochMs(this.#now());
    const key = keys.rateBucket(workspaceId, subject);
    const kept = this.#keptOf(key);
    const forgotten = (Math.max(0, now - kept.seenAt) / 1000) * limit.perSecond * forgottenShare;
    kept.unsettled = Math.max(0, kept.unsettled - forgotten);
    kept.seenAt = now;
    const isMuch = refillMs(limit, kept.unsettled) >= settleEveryMs;
    if (isMuch && now - kept.settledAt >= settleEveryMs) await this.#settle(key, kept, limit, now);
    const before = allowanceOf(kept.fullAt, limit, now);
    if (!before.isAllowed) return before;
    kept.fullAt = drained(kept.fullAt, 1, limit, now);
    if (kept.unsettled === 0) kept.unsettledSince = now;
    kept.unsettled += 1;
    return { ...allowanceOf(kept.fullAt, limit, now), isAllowed: true, waitSeconds: 0 };
  }

  #keptOf({ pk }: Key): Kept {
    const known = this.#kept.get(pk);
    if (known) return known;
    if (this.#kept.size >= maxKept) this.#kept.clear();
    const fresh = { fullAt: 0, toldFullAt: 0, unsettled: 0, unsettledSince: 0, seenAt: 0, settledAt: 0 };
    this.#kept.set(pk, fresh);
    return fresh;
  }

  /** Others may be counted while this one waits. */
  async #settle(key: Key, kept: Kept, limit: RateLimit, now: number): Promise<void> {
    const { unsettled, unsettledSince } = kept;
    kept.unsettled = 0;
    kept.settledAt = now;
    try {
      const byMs = Math.round(refillMs(limit, unsettled));
      kept.toldFullAt = await this.#drain(key, byMs, kept.toldFullAt, unsettledSince);
      kept.fullAt = drained(kept.toldFullAt, kept.unsettled, limit, now);
    } catch (error) {
      // Nobody is refused because the table is busy: it is counted here and told later.
      kept.unsettled += unsettled;
      kept.unsettledSince = unsettledSince;
      if (!isAppError(error, "unavailable")) throw error;
    }
  }

  /** Adds to a bucket that was not full at a moment, or begins with a full one; answers when it will be full again. */
  async #drain(key: Key, byMs: number, toldFullAt: number, since: number): Promise<number> {
    let isDraining = toldFullAt >= since;
    for (let tries = 0; tries < maxTries; tries++, isDraining = !isDraining) {
      const written = isDraining ? await this.#addTo(key, byMs, since) : await this.#begin(key, byMs, since);
      if (written.done) return Number(written.item["fullAt"]);
    }
    return toldFullAt;
  }

  #addTo(key: Key, byMs: number, since: number): Promise<Written> {
    const changes = { fullAt: { plus: byMs }, expiresAt: expiryOf(since) };
    return this.#table.update(key, changes, { fullAt: { atLeast: since } });
  }

  #begin(key: Key, byMs: number, since: number): Promise<Written> {
    const bucket = { ...key, record: "rate-bucket", fullAt: since + byMs, expiresAt: expiryOf(since) };
    return this.#table.put(bucket, { fullAt: { absentOrBelow: since } });
  }
}

const expiryOf = (at: number): number => Math.ceil((at + expireAfterMs) / 1000);
