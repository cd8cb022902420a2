/**
 * A customer's life here and in the lost table, a partition of each. Carried over is what has left or may have, as it stands there,
 * with the interaction that it was sent for; what customers chose; when they were asked; and answers, where they are wanted.
 */
import { isDeepStrictEqual } from "node:util";
import { toEntity } from "../../../functions/adapters/dynamodb/entities.ts";
import { type Key, keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { Item } from "../../../functions/adapters/dynamodb/table.ts";
import type { Customer } from "../../../functions/domain/customer.ts";
import type { Interaction } from "../../../functions/domain/interaction.ts";
import { type Invitation, nextReminderAt, restChanges } from "../../../functions/domain/invitation.ts";
import type { QuarantinedAnswer } from "../../../functions/domain/quarantine.ts";
import type { RecordChange } from "../../../functions/domain/record-change.ts";
import { isCounted, type ResponseRecord } from "../../../functions/domain/response.ts";
import { compareDeleted } from "./compare-deleted.ts";
import { isContinuedBy, isSameLife, kindOf, mayHaveLeft, movePending } from "./compare-invitation.ts";
import { optOutNews, throttleNews } from "./merge-customer.ts";
import type { Difference, Partition, Side, TwoTables } from "./restoration.ts";

export async function compareCustomer(
  workspaceId: string,
  customerId: string,
  tables: TwoTables,
): Promise<readonly Difference[]> {
  const key = keys.customer(workspaceId, customerId);
  const [here, there] = await Promise.all([readPartition(tables.here, key), readPartition(tables.lost, key)]);
  const comparison = new CustomerComparison(tables, here, there);
  return [...comparison.all(), ...(await compareDeleted({ workspaceId, customerId, here, there }, tables))];
}

async function readPartition({ table }: Side, { pk }: Key): Promise<Partition> {
  const items = new Map<string, Item>();
  for await (const item of table.query({ partition: ["pk", pk], consistent: true }))
    items.set(String(item["sk"]), item);
  return items;
}

class CustomerComparison {
  readonly #tables: TwoTables;
  readonly #here: Partition;
  readonly #there: Partition;

  constructor(tables: TwoTables, here: Partition, there: Partition) {
    this.#tables = tables;
    this.#here = here;
    this.#there = there;
  }

  all(): Difference[] {
    return [...this.#there.values()].flatMap((item) => {
      const here = this.#here.get(String(item["sk"]));
      switch (item["record"]) {
        case "customer":
          return here ? this.#ofCustomer(here, item) : [];
        case "invitation":
          return here ? this.#ofInvitation(here, item) : this.#ofUnknownInvitation(item);
        case "interaction":
          return here ? [] : this.#ofUnknownInteraction(item);
        case "response":
          return this.#ofAnswer(here, item);
        case "quarantined":
          return this.#ofQuarantined(here, item);
        default:
          return [];
      }
    });
  }

  #ofCustomer(item: Item, lost: Item): Difference[] {
    const [here, there] = [toEntity<Customer>(item), toEntity<Customer>(lost)];
    const { claim, suppressed, stopped, lastInvited, id: subject } = here;
    const write = (changes: object) => () =>
      this.#update(item, { ...changes }, { "claim.runId": claim?.runId, suppressed, stopped, lastInvited });
    const news = { opted_out: optOutNews(here, there), throttled: throttleNews(here, there) } as const;
    return Object.entries(news)
      .filter(([, changes]) => Object.keys(changes).length > 0)
      .map(([kind, changes]) => ({ kind: kind as keyof typeof news, subject, write: write(changes) }));
  }

  #ofInvitation(item: Item, lost: Item): Difference[] {
    const [here, there] = [toEntity<Invitation>(item), toEntity<Invitation>(lost)];
    if (isSameLife(here, there)) return this.#isAskedInVain(here) ? [this.#rested(here)] : [];
    const told = { kind: kindOf(here, there), subject: here.id };
    if (isContinuedBy(here, there)) {
      const { status, step, attempt, dueAt, history, mailEvents } = here;
      const seen = { status, step, attempt, dueAt, history, mailEvents };
      return [{ ...told, changes: [changeOf(lost, item)], write: () => this.#put(lost, seen) }];
    }
    const pending = movePending(here, there);
    if (pending === undefined) return this.#isAskedInVain(here) ? [this.#rested(here)] : [];
    return [{ ...told, changes: [changeOf(lost, item)], write: () => this.#move(here, ...pending) }];
  }

  /** It was made since. Only if its mail may have left it is brought over, with all that it stands on. */
  #ofUnknownInvitation(lost: Item): Difference[] {
    const there = toEntity<Invitation>(lost);
    const customer = this.#customerThere();
    if (!customer || !mayHaveLeft(there, toEntity<Customer>(customer))) return [];
    const interaction = this.#interactionOf(there);
    const changes = [changeOf(lost), ...(interaction ? [changeOf(interaction)] : [])];
    const write = async () => {
      await this.#bringCustomer(customer);
      if (interaction) await this.#add(interaction);
      return this.#add(lost);
    };
    return [{ kind: "mailed", subject: there.id, changes, write }];
  }

  #ofUnknownInteraction(lost: Item): Difference[] {
    const { id, outcome } = toEntity<Interaction>(lost);
    const invitation = outcome.outcome === "invited" && this.#find("invitation", outcome.invitation.id, this.#there);
    const customer = this.#customerThere();
    const isBrought =
      invitation && customer && mayHaveLeft(toEntity<Invitation>(invitation), toEntity<Customer>(customer));
    return isBrought ? [] : [{ kind: "reported", subject: id }];
  }

  #ofAnswer(item: Item | undefined, lost: Item): Difference[] {
    const there = toEntity<ResponseRecord>(lost);
    const here = item && toEntity<ResponseRecord>(item);
    const isNews = !here || (there.revision > here.revision && here.changedAt <= this.#tables.tableMadeAt);
    if (!isNews || !this.#isInvited(there.invitationId)) return [];
    const write = () => (here ? this.#put(lost, { revision: here.revision }) : this.#add(lost));
    return [this.#answer(there.id, [changeOf(lost, item)], write)];
  }

  #ofQuarantined(item: Item | undefined, lost: Item): Difference[] {
    const there = toEntity<QuarantinedAnswer>(lost);
    const here = item && toEntity<QuarantinedAnswer>(item);
    const isDecided = here !== undefined && (there.decidedAt ?? "") > (here.decidedAt ?? "");
    if ((here && !isDecided) || !this.#isInvited(there.invitationId)) return [];
    return [this.#answer(there.id, [], () => (here ? this.#put(lost, { verdict: here.verdict }) : this.#add(lost)))];
  }

  #answer(subject: string, changes: readonly RecordChange[], write: () => Promise<boolean>): Difference {
    return { kind: "answered", subject, ...(this.#tables.withAnswers && { changes, write }) };
  }

  /** An answer that stays behind has been given all the same: nobody is reminded who has answered. */
  #isAskedInVain(here: Invitation): boolean {
    if (nextReminderAt(here) === undefined || this.#tables.withAnswers) return false;
    const answer = this.#find("response", here.id, this.#there);
    return answer !== undefined && isCounted(toEntity<ResponseRecord>(answer));
  }

  #rested(here: Invitation): Difference {
    const write = () => this.#move(here, "rest", restChanges(here, "answered"));
    return { kind: "ended", subject: here.id, write };
  }

  /** Aliases before the customer: what is cut off in between is begun again. */
  async #bringCustomer(lost: Item): Promise<void> {
    const { workspaceId, id, identities } = toEntity<Customer>(lost);
    const { customers } = this.#tables.here.services;
    for (const identity of identities) if (identity !== id) await customers.addAlias(workspaceId, identity, id);
    await this.#add(lost);
  }

  #isInvited(invitationId: string): boolean {
    const customer = this.#customerThere();
    const there = this.#find("invitation", invitationId, this.#there);
    const isBrought = there && customer && mayHaveLeft(toEntity<Invitation>(there), toEntity<Customer>(customer));
    return isBrought || this.#find("invitation", invitationId, this.#here) !== undefined;
  }

  #customerThere(): Item | undefined {
    return this.#there.get("customer");
  }

  #interactionOf({ interactionId }: Invitation): Item | undefined {
    return this.#find("interaction", interactionId, this.#there);
  }

  /** A response has the own part of its invitation's id. */
  #find(record: string, id: string, partition: Partition): Item | undefined {
    return partition.get(`${record}#${id.slice(26)}`);
  }

  async #add(item: Item): Promise<boolean> {
    return (await this.#tables.here.table.add(item as Item & Key)).done;
  }

  async #put(item: Item, seen: Record<string, unknown>): Promise<boolean> {
    return (await this.#tables.here.table.put(item as Item & Key, seen)).done;
  }

  async #update({ pk, sk }: Item, changes: Record<string, unknown>, seen: Record<string, unknown>): Promise<boolean> {
    const key = { pk: String(pk), sk: String(sk) };
    return (await this.#tables.here.table.update(key, changes, seen)).done;
  }

  #move(
    ...[invitation, move, changes]: [Invitation, ...NonNullable<ReturnType<typeof movePending>>]
  ): Promise<boolean> {
    const { invitations, clock } = this.#tables.here.services;
    return invitations.move(invitation, move, clock.now(), changes);
  }
}

/** As the table's stream would tell it. */
const changeOf = (after: Item, before?: Item): RecordChange => ({
  record: String(after["record"]),
  expired: false,
  after: toEntity(after),
  ...(before && !isDeepStrictEqual(before, after) && { before: toEntity(before) }),
});
