/** The send fence: one item, held against what DynamoDB says of the table it is read from. */
import type { SendFenceStore } from "../../domain/ports/jobs.ts";
import type { SendFence, TableIdentity } from "../../domain/send-fence.ts";
import { toEntity } from "./entities.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoSendFence implements SendFenceStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  table(): Promise<TableIdentity> {
    return this.#table.identity();
  }

  async find(): Promise<SendFence | undefined> {
    const item = await this.#table.get(keys.sendFence, { consistent: true });
    return item && toEntity<SendFence>(item);
  }

  async add(fence: SendFence): Promise<SendFence> {
    const written = await this.#table.add({ ...keys.sendFence, record: "send-fence", ...fence });
    return written.done || !written.item ? fence : toEntity<SendFence>(written.item);
  }

  async save(fence: SendFence, standing: SendFence): Promise<boolean> {
    const item = { ...keys.sendFence, record: "send-fence", ...fence };
    return (await this.#table.put(item, { tableId: standing.tableId })).done;
  }
}
