/**
 * Who an interaction was with. `recognise` only reads; `remember` writes what was learned, as the first of the three writes
 * of an acceptance. The first identity seen owns the customer, every further one is an alias; two owners that meet stay
 * separate, and the conflict is noted on the one that was met first.
 */
import { type Customer, type CustomerFacts, identitiesOf, newsAbout } from "../../domain/customer.ts";
import type { Services } from "../../domain/ports.ts";
import type { Workspace } from "../../domain/workspace.ts";

export interface Recognised {
  readonly customer: Customer;
  /** Not in the table yet. */
  readonly isNew: boolean;
  /** Customer ids of the identities told, the owner-to-be first. */
  readonly identities: readonly string[];
}

type Stores = Pick<Services, "customers" | "ids" | "clock">;

export async function recognise(workspace: Workspace, facts: CustomerFacts, stores: Stores): Promise<Recognised> {
  const { customers, ids, clock } = stores;
  const identities = identitiesOf(facts).map((identity) => ids.customer(workspace, identity));
  for (const identity of identities) {
    const customer = await findByIdentity(workspace.id, identity, customers);
    if (customer) return { customer, isNew: false, identities };
  }
  const customer: Customer = {
    ...facts,
    id: identities[0] ?? "",
    workspaceId: workspace.id,
    identities,
    conflicts: [],
    lastInvited: { bySurvey: {} },
    createdAt: clock.now(),
  };
  return { customer, isNew: true, identities };
}

export async function remember(recognised: Recognised, facts: CustomerFacts, stores: Stores): Promise<void> {
  const { customers } = stores;
  const { isNew, identities } = recognised;
  const customer = isNew ? await customers.add(recognised.customer) : recognised.customer;
  const known = new Set(isNew ? [customer.id] : [...customer.identities, ...customer.conflicts]);
  const met = identities.filter((identity) => !known.has(identity));
  const taken = await conflictsAmong(met, customer, isNew, customers);
  const conflicts = [...customer.conflicts, ...taken];
  const own = [...new Set([...customer.identities, ...met])].filter((identity) => !conflicts.includes(identity));
  const news = newsAbout(customer, facts);
  const isChanged = Object.keys(news).length > 0 || taken.length > 0 || own.length > customer.identities.length;
  if (isChanged) await customers.learn(customer, news, own, conflicts);
}

/** Makes aliases of newly met identities; answers those that belong to somebody else. */
async function conflictsAmong(
  met: readonly string[],
  customer: Customer,
  isNew: boolean,
  customers: Services["customers"],
): Promise<string[]> {
  const conflicts: string[] = [];
  for (const identity of met) {
    // For a new customer nobody was found under any identity a moment ago.
    const owner = isNew ? undefined : await customers.find(customer.workspaceId, identity);
    const holder = owner?.id ?? (await customers.addAlias(customer.workspaceId, identity, customer.id));
    if (holder !== customer.id) conflicts.push(identity);
  }
  return conflicts;
}

async function findByIdentity(
  workspaceId: string,
  identity: string,
  customers: Services["customers"],
): Promise<Customer | undefined> {
  const owner = await customers.find(workspaceId, identity);
  if (owner) return owner;
  const alias = await customers.findAlias(workspaceId, identity);
  return alias === undefined ? undefined : customers.find(workspaceId, alias);
}
