/** Marks of slots whose records have changed. A mark is an idempotent put, and is taken away only if it is still the same. */
import { randomUUID } from "node:crypto";
import { isRecordKind } from "../../domain/kpi/fold-kinds.ts";
import type { Mark, StaleSlot, StaleSlotStore } from "../../domain/ports/figures.ts";
import type { Instant } from "../../domain/time.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

/** Marks read at once: of very many, no more are read than are taken. */
const pageSize = 500;

export class DynamoStaleSlots implements StaleSlotStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** A slot that keeps changing keeps the time of its first mark, so that it is folded although it never rests. */
  async mark({ workspaceId, kind, slot, notBefore, at }: Mark): Promise<void> {
    const markedAt = notBefore ?? at;
    const mark = { record: "stale-slot", kind, slot, markId: randomUUID(), markedAt, ...(notBefore && { notBefore }) };
    const key = keys.staleSlot(workspaceId, kind, slot, notBefore);
    await this.#table.upsert(key, { ...mark, firstMarkedAt: { ifAbsent: markedAt } });
  }

  async list(workspaceId: string, before: Instant, limit: number): Promise<StaleSlot[]> {
    const { pk, range } = keys.staleSlots(workspaceId, before);
    const marks: StaleSlot[] = [];
    const found = this.#table.query({
      partition: ["pk", pk],
      between: ["sk", ...range],
      consistent: true,
      pageSize,
    });
    for await (const item of found) {
      const kind = String(item["kind"]);
      const staleSince = String(item["firstMarkedAt"]);
      if (staleSince > before || !isRecordKind(kind)) continue;
      const isRested = String(item["markedAt"]) <= before;
      const { slot, markId, notBefore } = item as { slot: string; markId: string; notBefore?: string };
      marks.push({ kind, slot, markId, staleSince, isRested, ...(notBefore !== undefined && { notBefore }) });
      if (marks.length === limit) break;
    }
    return marks;
  }

  async unmark(workspaceId: string, { kind, slot, notBefore, markId }: StaleSlot): Promise<void> {
    await this.#table.delete(keys.staleSlot(workspaceId, kind, slot, notBefore), { markId });
  }
}
