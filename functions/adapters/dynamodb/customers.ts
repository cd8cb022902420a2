/** Customers, their aliases, and the claim that keeps two sends of one customer apart. */
import { type Claim, type Customer, type CustomerFacts, isPutRight, type Reservation } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import type { CustomerStore } from "../../domain/ports/customers.ts";
import type { Journey, JourneyQuery } from "../../domain/ports/interactions.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import type { Instant } from "../../domain/time.ts";
import { toEntity } from "./entities.ts";
import type { Changes, Condition } from "./expressions.ts";
import { findJourney } from "./journeys.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export class DynamoCustomers implements CustomerStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(workspaceId: string, id: string, options: Consistency = {}): Promise<Customer | undefined> {
    const item = await this.#table.get(keys.customer(workspaceId, id), options);
    return item && toEntity<Customer>(item);
  }

  findJourney(query: JourneyQuery): Promise<Journey | undefined> {
    return findJourney(this.#table, query);
  }

  async findAlias(workspaceId: string, identityId: string, options: Consistency = {}): Promise<string | undefined> {
    const item = await this.#table.get(keys.alias(workspaceId, identityId), options);
    return item && String(item["customerId"]);
  }

  async add(customer: Customer): Promise<Customer> {
    const key = keys.customer(customer.workspaceId, customer.id);
    const written = await this.#table.add({ ...key, record: "customer", ...customer });
    return written.done || !written.item ? customer : toEntity<Customer>(written.item);
  }

  async addAlias(workspaceId: string, identityId: string, customerId: string): Promise<string> {
    const key = keys.alias(workspaceId, identityId);
    const written = await this.#table.add({ ...key, record: "alias", customerId });
    return String(written.item?.["customerId"] ?? customerId);
  }

  async learn(
    customer: Customer,
    news: CustomerFacts,
    identities: readonly string[],
    conflicts: readonly string[],
  ): Promise<Customer> {
    const key = keys.customer(customer.workspaceId, customer.id);
    const changes = { ...news, identities, conflicts };
    if (isPutRight(customer, news)) {
      const lifted = await this.#table.update(
        key,
        { ...changes, suppressed: undefined },
        { "suppressed.reason": "bounced" },
      );
      if (lifted.done) return toEntity<Customer>(lifted.item);
    }
    const written = await this.#table.update(key, changes);
    if (!written.done) throw new AppError("not_found", "There is no such customer.");
    return toEntity<Customer>(written.item);
  }

  async claim(customer: Customer, claim: Claim, reserve: boolean): Promise<boolean> {
    const reservation: Reservation = { at: claim.takenAt, invitationId: claim.invitationId };
    const { surveyId } = claim;
    const changes: Changes = reserve ? { claim, ...reservations(surveyId, reservation, reservation) } : { claim };
    const condition: Condition = {
      // What ends the mailing of an address is written to whoever has it then.
      email: customer.email,
      suppressed: undefined,
      [`stopped.${surveyId}`]: undefined,
      "claim.runId": customer.claim?.runId,
      ...lastInvitedAsSeen(customer, surveyId),
    };
    const key = keys.customer(customer.workspaceId, customer.id);
    const written = await this.#table.update(key, changes, condition);
    // A retried write fails its own condition: then the claim that stands is this very one.
    return written.done || (written.item?.["claim"] as Claim | undefined)?.runId === claim.runId;
  }

  async reserve(customer: Customer, surveyId: string, reservation: Reservation): Promise<boolean> {
    const key = keys.customer(customer.workspaceId, customer.id);
    const changes = reservations(surveyId, reservation, reservation);
    const written = await this.#table.update(key, changes, lastInvitedAsSeen(customer, surveyId));
    const standing = written.item && toEntity<Customer>(written.item).lastInvited.overall;
    return written.done || standing?.invitationId === reservation.invitationId;
  }

  async release(customer: Customer, claim: Claim): Promise<void> {
    const { surveyId, invitationId, runId, previous } = claim;
    const key = keys.customer(customer.workspaceId, customer.id);
    const restored = { claim: undefined, ...reservations(surveyId, previous.overall, previous.survey) };
    const held = { "claim.runId": runId };
    const own = { ...held, "lastInvited.overall.invitationId": invitationId };
    // A reservation that is another's by now, such as a link's, stays.
    if (!(await this.#table.update(key, restored, own)).done) await this.#table.update(key, { claim: undefined }, held);
  }

  async stopSurvey(workspaceId: string, id: string, surveyId: string, at: Instant): Promise<void> {
    const key = keys.customer(workspaceId, id);
    const isFirst = await this.#table.update(key, { stopped: { [surveyId]: at } }, { stopped: undefined });
    if (isFirst.done) return;
    const path = `stopped.${surveyId}`;
    await this.#table.update(key, { [path]: at }, { [path]: undefined });
  }

  async resumeSurvey({ workspaceId, id, stopped }: Customer, surveyId: string): Promise<void> {
    const at = stopped?.[surveyId];
    if (at === undefined) return;
    const path = `stopped.${surveyId}`;
    await this.#table.update(keys.customer(workspaceId, id), { [path]: undefined }, { [path]: at });
  }
}

const reservations = (
  surveyId: string,
  overall: Reservation | undefined,
  survey: Reservation | undefined,
): Changes => ({
  "lastInvited.overall": overall,
  [`lastInvited.bySurvey.${surveyId}`]: survey,
});

/** Nobody was invited since, so that the throttle says what it said. */
const lastInvitedAsSeen = ({ lastInvited }: Customer, surveyId: string): Condition => ({
  "lastInvited.overall.at": lastInvited.overall?.at,
  [`lastInvited.bySurvey.${surveyId}.at`]: lastInvited.bySurvey[surveyId]?.at,
});
