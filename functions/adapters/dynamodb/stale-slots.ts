/** Marks of slots whose records have changed. A mark is an idempotent put, and is taken away only if it is still the same. */
import { randomUUID } from "node:crypto";
import type { Slot } from "../../domain/calendar.ts";
import type { StaleSlot, StaleSlotStore } from "../../domain/ports.ts";
import type { Instant } from "../../domain/time.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoStaleSlots implements StaleSlotStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** A slot that keeps changing keeps the time of its first mark, so that it is folded although it never rests. */
  async mark(workspaceId: string, slot: Slot, at: Instant): Promise<void> {
    const mark = { record: "stale-slot", slot, markId: randomUUID(), markedAt: at };
    await this.#table.upsert(keys.staleSlot(workspaceId, slot), { ...mark, firstMarkedAt: { ifAbsent: at } });
  }

  async list(workspaceId: string, before: Instant, limit: number): Promise<StaleSlot[]> {
    const { pk } = keys.staleSlot(workspaceId, "");
    const marks: StaleSlot[] = [];
    for await (const item of this.#table.query({ partition: ["pk", pk], consistent: true })) {
      if (String(item["firstMarkedAt"]) > before) continue;
      const isRested = String(item["markedAt"]) <= before;
      marks.push({ slot: String(item["slot"]), markId: String(item["markId"]), isRested });
      if (marks.length === limit) break;
    }
    return marks;
  }

  async unmark(workspaceId: string, { slot, markId }: StaleSlot): Promise<void> {
    await this.#table.delete(keys.staleSlot(workspaceId, slot), { markId });
  }
}
