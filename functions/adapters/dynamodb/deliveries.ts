/** What sources have sent, one item a delivery, in a partition of each source's own. The oldest expire after thirty days. */
import type { DeliveryStore } from "../../domain/ports/sources.ts";
import type { DeliveryRecord } from "../../domain/source.ts";
import { collect } from "./entities.ts";
import { keys } from "./keys.ts";
import { Retention } from "./retention.ts";
import type { Table } from "./table.ts";

const retention = new Retention(30);

export class DynamoDeliveries implements DeliveryStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add(delivery: DeliveryRecord): Promise<void> {
    const { id, sourceId, at } = delivery;
    const expiresAt = retention.expiresAt(at);
    await this.#table.put({ ...keys.delivery(sourceId, at, id), record: "delivery", ...delivery, expiresAt });
  }

  async list(sourceId: string, limit: number): Promise<DeliveryRecord[]> {
    const { pk } = keys.delivery(sourceId);
    return collect(this.#table.query({ partition: ["pk", pk], newestFirst: true, limit, consistent: true }));
  }
}
