/**
 * A customer's partition, read by one query. In the order of its keys the customer comes first and then the interactions, so
 * of what comes after them only that is kept which belongs to an interaction that is shown.
 */
import type { Customer } from "../../domain/customer.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Journey, JourneyQuery } from "../../domain/ports/interactions.ts";
import type { QuarantinedAnswer } from "../../domain/quarantine.ts";
import { isCounted, type ResponseRecord } from "../../domain/response.ts";
import type { InteractionRecords } from "../../domain/story.ts";
import { toEntity } from "./entities.ts";
import { keys } from "./keys.ts";
import { Newest } from "./newest.ts";
import type { Item, Table } from "./table.ts";

/** Of what is read for a page: shown as records and told as a story it stays below the 6 MB that a function can answer. */
const bytesPerPage = 1_000_000;

export async function findJourney(
  table: Table,
  { workspaceId, customerId, ...page }: JourneyQuery,
): Promise<Journey | undefined> {
  const { pk, sk } = keys.customer(workspaceId, customerId);
  const newest = new Newest(`${workspaceId}#journey#${customerId}`, page);
  let customer: Customer | undefined;
  let shown: Shown | undefined;
  for await (const item of table.query({ partition: ["pk", pk] })) {
    if (item["sk"] === sk) customer = toEntity<Customer>(item);
    if (!customer) return undefined;
    if (item["record"] === "interaction") newest.offer(item);
    else if (item["interactionId"] !== undefined) {
      shown ??= new Shown(newest);
      shown.add(item);
    }
  }
  shown ??= new Shown(newest);
  return customer && { customer, ...shown.page() };
}

/** The interactions of a page and what belongs to them. */
class Shown {
  readonly #newest: Newest;
  readonly #items: readonly Item[];
  readonly #nextCursor: string | undefined;
  /** By interaction. */
  readonly #others: ReadonlyMap<unknown, Item[]>;

  constructor(newest: Newest) {
    const { items, nextCursor } = newest.page();
    this.#newest = newest;
    this.#items = items;
    this.#nextCursor = nextCursor;
    this.#others = new Map(items.map(({ id }) => [id, []]));
  }

  add(item: Item): void {
    this.#others.get(item["interactionId"])?.push(item);
  }

  page(): Omit<Journey, "customer"> {
    let bytes = 0;
    const fitting = this.#items.findIndex((item, index) => {
      bytes += Buffer.byteLength(JSON.stringify([item, this.#othersOf(item)]));
      return index > 0 && bytes > bytesPerPage;
    });
    const fit = fitting === -1 ? this.#items : this.#items.slice(0, fitting);
    const last = fit.at(-1);
    const nextCursor = last && fit.length < this.#items.length ? this.#newest.cursorAfter(last) : this.#nextCursor;
    const items = fit.map((item) => recordsOf(toEntity<Interaction>(item), this.#othersOf(item)));
    return { items, ...(nextCursor !== undefined && { nextCursor }) };
  }

  #othersOf({ id }: Item): readonly Item[] {
    return this.#others.get(id) ?? [];
  }
}

function recordsOf(interaction: Interaction, others: readonly Item[]): InteractionRecords {
  const { outcome } = interaction;
  const invitationId = outcome.outcome === "invited" ? outcome.invitation.id : undefined;
  // Another acceptance of the same interaction may have left an invitation that was not chosen.
  const of = <T>(record: string, key: "id" | "invitationId"): T[] =>
    others.filter((item) => item["record"] === record && item[key] === invitationId).map((item) => toEntity<T>(item));
  return {
    interaction,
    invitation: of<Invitation>("invitation", "id")[0],
    response: of<ResponseRecord>("response", "invitationId").find(isCounted),
    quarantined: of<QuarantinedAnswer>("quarantined", "invitationId"),
  };
}
