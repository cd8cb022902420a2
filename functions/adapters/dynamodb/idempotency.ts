/**
 * Calls by their Idempotency-Key, one item each: put when the call begins, updated when it is answered. Both writes are
 * conditional, and the first tells what stands in its way, so that no call costs a read. The key is in the item's key as a
 * hash and the request as another: neither is stored.
 */
import { createHash } from "node:crypto";
import {
  answerKeptDays,
  type CallLease,
  type CallStanding,
  callLeaseSeconds,
  type KeyedCall,
} from "../../domain/idempotency.ts";
import type { IdempotencyStore } from "../../domain/ports/calls.ts";
import type { Ids } from "../../domain/ports/environment.ts";
import { addDays, addSeconds, epochMs, type Instant } from "../../domain/time.ts";
import { hash128 } from "../crypto/hashed-ids.ts";
import { type Key, keys } from "./keys.ts";
import type { Item, Table, Written } from "./table.ts";

/** An item may have 400 KB. */
const maxAnswerBytes = 350 * 1024;

interface Standing {
  readonly fingerprint: string;
  readonly holder: string;
  /** Until when the others are held off. */
  readonly until: Instant;
  readonly isAnswered?: boolean;
  readonly answer?: string;
  readonly expiresAt: number;
}

export class DynamoIdempotency implements IdempotencyStore {
  readonly #table: Table;
  readonly #ids: Pick<Ids, "random">;
  readonly #now: () => Instant;

  constructor(table: Table, ids: Pick<Ids, "random">, now: () => Instant) {
    this.#table = table;
    this.#ids = ids;
    this.#now = now;
  }

  async begin(call: KeyedCall): Promise<CallStanding> {
    const now = this.#now();
    const { workspaceId, mode, idempotencyKey } = call;
    const lease = { workspaceId, mode, idempotencyKey, holder: this.#ids.random(8) };
    const begun = {
      ...keyOf(call),
      record: "idempotency",
      fingerprint: fingerprintOf(call),
      holder: lease.holder,
      until: addSeconds(now, callLeaseSeconds),
      expiresAt: Math.ceil(epochMs(addDays(now, answerKeptDays)) / 1000),
    };
    const first = await this.#table.add(begun);
    if (isOurs(first, lease)) return { state: "begun", lease };
    const standing = first.item as Item & Standing;
    // The table removes what has expired some time after.
    if (standing.expiresAt * 1000 > epochMs(now)) {
      if (standing.fingerprint !== begun.fingerprint) return { state: "another" };
      if (standing.isAnswered) return { state: "answered", ...(standing.answer && { answer: standing.answer }) };
      if (standing.until > now) return { state: "running" };
    }
    const taken = await this.#table.put(begun, { holder: standing.holder, until: standing.until });
    return isOurs(taken, lease) ? { state: "begun", lease } : { state: "running" };
  }

  async answer(lease: CallLease, answer: string | undefined): Promise<void> {
    const isKept = answer !== undefined && Buffer.byteLength(answer) <= maxAnswerBytes;
    const changes = { isAnswered: true, ...(isKept && { answer }) };
    await this.#table.update(keyOf(lease), changes, { holder: lease.holder });
  }

  async giveUp(lease: CallLease): Promise<void> {
    await this.#table.update(keyOf(lease), { until: this.#now() }, { holder: lease.holder });
  }
}

/** The client repeats a write whose answer was lost, and then meets what it wrote itself. */
const isOurs = (written: Written, { holder }: CallLease): boolean =>
  written.done || written.item?.["holder"] === holder;

const keyOf = ({ workspaceId, mode, idempotencyKey }: CallLease | KeyedCall): Key =>
  keys.idempotency(workspaceId, hash128(mode, idempotencyKey));

/** Each part with its length before it, so that nothing can move from one into the next. */
function fingerprintOf({ request }: KeyedCall): string {
  const hash = createHash("sha256");
  for (const part of request) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("base64url");
}
