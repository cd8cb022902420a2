/** Interactions in their customer's partition, listed by the day they occurred; one customer's are read from there. */
import type { Slot } from "../../domain/calendar.ts";
import { isLifecycle } from "../../domain/customer-move.ts";
import { joinId } from "../../domain/ids.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { InteractionQuery, InteractionStore } from "../../domain/ports/interactions.ts";
import type { Consistency, ListQuery, Page } from "../../domain/ports/lists.ts";
import type { Instant } from "../../domain/time.ts";
import { listByDay, listSlot } from "./by-day-list.ts";
import { toEntity } from "./entities.ts";
import { byDay, keys } from "./keys.ts";
import { Newest } from "./newest.ts";
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

  async add(interaction: Interaction, openUntil?: Instant): Promise<Interaction> {
    const { workspaceId, id, occurredAt, receivedAt } = interaction;
    const written = await this.#table.add({
      ...keys.interaction(workspaceId, id),
      ...byDay(workspaceId, "interaction", occurredAt, id),
      record: "interaction",
      ...interaction,
      expiresAt: this.#retention.expiresAt(openUntil ?? receivedAt),
    });
    return written.done || !written.item ? interaction : toEntity<Interaction>(written.item);
  }

  list({ customerId, ...query }: InteractionQuery): Promise<Page<Interaction>> {
    if (customerId !== undefined) return this.#ofCustomer(customerId, query);
    return listByDay<Interaction>(this.#table, "interaction", query);
  }

  inSlot(workspaceId: string, slot: Slot): Promise<Interaction[]> {
    return listSlot<Interaction>(this.#table, "interaction", workspaceId, slot);
  }

  async lifecycleOf(workspaceId: string, customerId: string): Promise<Interaction[]> {
    const { pk, sk } = keys.interaction(workspaceId, joinId("int", customerId, ""));
    const all = this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", sk], consistent: true });
    const found: Interaction[] = [];
    // Of a customer who buys often, the rest is let go as it is read.
    for await (const item of all) {
      const interaction = toEntity<Interaction>(item);
      if (isLifecycle(interaction)) found.push(interaction);
    }
    return found;
  }

  async #ofCustomer(customerId: string, query: ListQuery): Promise<Page<Interaction>> {
    const { pk, sk } = keys.interaction(query.workspaceId, joinId("int", customerId, ""));
    const newest = new Newest(`${query.workspaceId}#interaction#${customerId}`, query);
    for await (const item of this.#table.query({ partition: ["pk", pk], beginsWith: ["sk", sk] })) newest.offer(item);
    const { items, ...rest } = newest.page();
    return { ...rest, items: items.map((item) => toEntity<Interaction>(item)) };
  }
}
