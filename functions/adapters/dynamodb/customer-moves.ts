/** Moves in their customer's partition, in order, listed by the day on which they moved. */
import type { Slot } from "../../domain/calendar.ts";
import type { CustomerMove } from "../../domain/customer-move.ts";
import type { CustomerMoveStore } from "../../domain/ports/customers.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import { listByDay, listSlot } from "./by-day-list.ts";
import { collect } from "./entities.ts";
import { byDay, type Key, keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoCustomerMoves implements CustomerMoveStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  ofCustomer(workspaceId: string, customerId: string): Promise<CustomerMove[]> {
    const { pk, sk } = keys.move(workspaceId, customerId);
    return collect<CustomerMove>(
      this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true }),
    );
  }

  async save(move: CustomerMove): Promise<void> {
    await this.#table.put({
      ...keyOf(move),
      ...byDay(move.workspaceId, "move", move.at, move.id),
      record: "move",
      ...move,
    });
  }

  async remove(move: CustomerMove): Promise<void> {
    await this.#table.delete(keyOf(move), { id: move.id });
  }

  list(query: ListQuery): Promise<Page<CustomerMove>> {
    return listByDay<CustomerMove>(this.#table, "move", query);
  }

  inSlot(workspaceId: string, slot: Slot): Promise<CustomerMove[]> {
    return listSlot<CustomerMove>(this.#table, "move", workspaceId, slot);
  }
}

const keyOf = ({ workspaceId, customerId, at, id }: CustomerMove): Key => keys.move(workspaceId, customerId, at, id);
