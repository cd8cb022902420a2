/** Responses in their customer's partition, listed by the day they were first counted. */

import { type Slot, slotSeconds } from "../../domain/calendar.ts";
import type { ListQuery, Page, ResponseStore } from "../../domain/ports.ts";
import type { Response } from "../../domain/response.ts";
import { addSeconds, utcDay } from "../../domain/time.ts";
import { listByDay } from "./by-day-list.ts";
import { collect, toEntity } from "./entities.ts";
import { byDay, byDayIndex, dayPk, keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Item, Table } from "./table.ts";

export class DynamoResponses implements ResponseStore {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async find(workspaceId: string, id: string, options: { consistent?: boolean } = {}): Promise<Response | undefined> {
    const item = await this.#table.get(keys.response(workspaceId, id), options);
    return item && toEntity<Response>(item);
  }

  async add(response: Response): Promise<Response> {
    const written = await this.#table.add(this.#toItem(response));
    return written.done || !written.item ? response : toEntity<Response>(written.item);
  }

  async save(response: Response): Promise<boolean> {
    const written = await this.#table.put(this.#toItem(response), { revision: response.revision - 1 });
    return written.done;
  }

  list(query: ListQuery): Promise<Page<Response>> {
    return listByDay<Response>(this.#table, "response", query);
  }

  inSlot(workspaceId: string, slot: Slot): Promise<Response[]> {
    return collect<Response>(
      this.#table.query({
        index: byDayIndex,
        partition: ["dayPk", dayPk(workspaceId, "response", utcDay(slot))],
        between: ["daySk", slot, addSeconds(slot, slotSeconds)],
      }),
    );
  }

  #toItem(response: Response): Item & { pk: string; sk: string } {
    const { workspaceId, id, countedAt } = response;
    return {
      ...keys.response(workspaceId, id),
      ...byDay(workspaceId, "response", countedAt, id),
      record: "response",
      ...response,
      expiresAt: this.#retention.expiresAt(countedAt),
    };
  }
}
