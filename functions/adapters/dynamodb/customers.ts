/** Customers, their aliases, and the claim that keeps two sends of one customer apart. */
import { normaliseAddress } from "../../domain/address.ts";
import type { Claim, Customer, CustomerFacts, Reservation, Suppression } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import type { Consistency, CustomerStore, Journey, JourneyQuery } from "../../domain/ports.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { hash128 } from "../crypto/hashed-ids.ts";
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
    const written = await this.#table.update(key, { ...news, identities, conflicts });
    if (!written.done) throw new AppError("not_found", "There is no such customer.");
    return toEntity<Customer>(written.item);
  }

  async claim(customer: Customer, claim: Claim, reserve: boolean): Promise<boolean> {
    const reservation: Reservation = { at: claim.takenAt, invitationId: claim.invitationId };
    const { surveyId } = claim;
    const changes: Changes = reserve ? { claim, ...reservations(surveyId, reservation, reservation) } : { claim };
    const condition: Condition = {
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
    const { overall, survey } = claim.previous;
    await this.#table.update(
      keys.customer(customer.workspaceId, customer.id),
      { claim: undefined, ...reservations(claim.surveyId, overall, survey) },
      { "claim.runId": claim.runId },
    );
  }

  async suppress(workspace: Pick<Workspace, "id" | "salt">, id: string, suppression: Suppression): Promise<void> {
    const key = keys.customer(workspace.id, id);
    // The first reason stands; either way the customer that stands tells the address.
    const written = await this.#table.update(key, { suppressed: suppression }, { suppressed: undefined });
    const address = written.item?.["email"];
    if (typeof address === "string") await this.#addSuppressed(workspace, address, suppression);
  }

  async suppressAddress(
    workspace: Pick<Workspace, "id" | "salt">,
    id: string,
    address: string,
    suppression: Suppression,
  ): Promise<void> {
    await this.#addSuppressed(workspace, address, suppression);
    const customer = await this.find(workspace.id, id, { consistent: true });
    if (customer?.email === undefined || normaliseAddress(customer.email) !== normaliseAddress(address)) return;
    const condition = { suppressed: undefined, email: customer.email };
    await this.#table.update(keys.customer(workspace.id, id), { suppressed: suppression }, condition);
  }

  async #addSuppressed(
    workspace: Pick<Workspace, "id" | "salt">,
    address: string,
    suppression: Suppression,
  ): Promise<void> {
    const key = keys.suppressed(workspace.id, addressHash(workspace, address));
    await this.#table.add({ ...key, record: "suppressed", ...suppression });
  }

  async isSuppressed(workspace: Pick<Workspace, "id" | "salt">, address: string): Promise<boolean> {
    return (await this.#table.get(keys.suppressed(workspace.id, addressHash(workspace, address)))) !== undefined;
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

const addressHash = ({ salt }: Pick<Workspace, "salt">, address: string): string =>
  hash128(salt, "suppressed", normaliseAddress(address));
