/** The mail events' heartbeat: one item that only ever moves forward; a race can at worst leave it a moment behind. */
import type { Heartbeat } from "../../domain/ports.ts";
import type { Instant } from "../../domain/time.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoHeartbeat implements Heartbeat {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async beat(acceptedAt: Instant): Promise<void> {
    const last = await this.last();
    if (last !== undefined && last >= acceptedAt) return;
    await this.#table.put({ ...keys.heartbeat, record: "heartbeat", acceptedAt });
  }

  async last(): Promise<Instant | undefined> {
    const item = await this.#table.get(keys.heartbeat);
    return item && String(item["acceptedAt"]);
  }
}
