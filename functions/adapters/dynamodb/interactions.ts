/** Interactions in their customer's partition, listed by the day they occurred. */
import type { Interaction } from "../../domain/interaction.ts";
import type { Consistency, InteractionStore, ListQuery, Page } from "../../domain/ports.ts";
import { listByDay } from "./by-day-list.ts";
import { toEntity } from "./entities.ts";
import { byDay, keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Table } from "./table.ts";

export class DynamoInteractions implements InteractionStore {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async find(workspaceId: string, id: string, options: Consistency = {}): Promise<Interaction | undefined> {
    const item = await this.#table.get(keys.interaction(workspaceId, id), options);
    return item && toEntity<Interaction>(item);
  }

  async add(interaction: Interaction): Promise<Interaction> {
    const { workspaceId, id, occurredAt, receivedAt } = interaction;
    const written = await this.#table.add({
      ...keys.interaction(workspaceId, id),
      ...byDay(workspaceId, "interaction", occurredAt, id),
      record: "interaction",
      ...interaction,
      expiresAt: this.#retention.expiresAt(receivedAt),
    });
    return written.done || !written.item ? interaction : toEntity<Interaction>(written.item);
  }

  list(query: ListQuery): Promise<Page<Interaction>> {
    return listByDay<Interaction>(this.#table, "interaction", query);
  }
}
