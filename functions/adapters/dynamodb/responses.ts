/** Responses in their customer's partition, listed by the day they were first counted; a record without a counted answer is on no day. */

import type { Slot } from "../../domain/calendar.ts";
import type { Consistency, ListQuery, Page } from "../../domain/ports/lists.ts";
import type { ResponseStore } from "../../domain/ports/responses.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import { isCounted, type Response, type ResponseRecord } from "../../domain/response.ts";
import { listByDay, listSlot, listTogether } from "./by-day-list.ts";
import { toEntity } from "./entities.ts";
import { byDay, keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Item, Table } from "./table.ts";

export class DynamoResponses implements ResponseStore {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async find(workspaceId: string, id: string, options: Consistency = {}): Promise<Response | undefined> {
    const record = await this.findRecord(workspaceId, id, options);
    return isCounted(record) ? record : undefined;
  }

  async findRecord(workspaceId: string, id: string, options: Consistency = {}): Promise<ResponseRecord | undefined> {
    const item = await this.#table.get(keys.response(workspaceId, id), options);
    return item && toEntity<ResponseRecord>(item);
  }

  async add(record: ResponseRecord): Promise<ResponseRecord> {
    const written = await this.#table.add(this.#toItem(record));
    return written.done || !written.item ? record : toEntity<ResponseRecord>(written.item);
  }

  async save(record: ResponseRecord): Promise<boolean> {
    const written = await this.#table.put(this.#toItem(record), { revision: record.revision - 1 });
    return written.done;
  }

  list(query: ListQuery): Promise<Page<Response>> {
    return listByDay<Response>(this.#table, "response", query);
  }

  listAll(query: ListQuery): Promise<Page<Response | QuarantinedAnswer>> {
    return listTogether<Response | QuarantinedAnswer>(this.#table, ["response", "quarantined"], query);
  }

  inSlot(workspaceId: string, slot: Slot): Promise<Response[]> {
    return listSlot<Response>(this.#table, "response", workspaceId, slot);
  }

  #toItem(record: ResponseRecord): Item & { pk: string; sk: string } {
    const { workspaceId, id } = record;
    return {
      ...keys.response(workspaceId, id),
      ...(isCounted(record) && byDay(workspaceId, "response", record.countedAt, id)),
      record: "response",
      ...record,
      expiresAt: this.#retention.expiresAt(record.countedAt ?? record.changedAt),
    };
  }
}
