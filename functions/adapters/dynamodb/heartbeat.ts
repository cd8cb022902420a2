/** The mail events' heartbeat: one item that only ever moves forward. */
import type { Heartbeat } from "../../domain/ports/jobs.ts";
import type { Instant } from "../../domain/time.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoHeartbeat implements Heartbeat {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async beat(acceptedAt: Instant): Promise<void> {
    const item = { ...keys.heartbeat, record: "heartbeat", acceptedAt };
    await this.#table.put(item, { acceptedAt: { absentOrBelow: acceptedAt } });
  }

  async last(): Promise<Instant | undefined> {
    const item = await this.#table.get(keys.heartbeat);
    return item && String(item["acceptedAt"]);
  }
}
