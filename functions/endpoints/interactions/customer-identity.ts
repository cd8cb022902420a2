/**
 * Who an interaction was with. `recognise` only reads; `remember` writes what was learned, as the first of the three writes
 * of an acceptance. The first identity seen owns the customer, an address before the business's own id; every further one is
 * an alias. Both write first and then look for the other consistently, so of two acceptances at once at least one sees the
 * other. Two owners that meet all the same stay separate, and the conflict is noted.
 */
import { type Customer, type CustomerFacts, identitiesOf, newsAbout } from "../../domain/customer.ts";
import type { Report } from "../../domain/interaction.ts";
import type { Consistency } from "../../domain/ports/lists.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { Workspace } from "../../domain/workspace.ts";

export interface Recognised {
  readonly customer: Customer;
  /** Not in the table yet. */
  readonly isNew: boolean;
  /** Customer ids of the identities told, the owner-to-be first. */
  readonly identities: readonly string[];
}

type Stores = Pick<Services, "customers" | "ids" | "clock">;

const consistent = { consistent: true } as const;
/** More would make the item grow without end; the aliases themselves are kept. */
const maxIdentities = 50;

export async function recognise(workspace: Workspace, report: Report, stores: Stores): Promise<Recognised> {
  const { customers, ids, clock } = stores;
  const facts = report.customer;
  const identities = identitiesOf(facts).map((identity) => ids.customer(workspace, identity, report.interaction.test));
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

/** Answers the customer that stands, which for a new one is another if somebody was faster. */
export async function remember(recognised: Recognised, facts: CustomerFacts, stores: Stores): Promise<Customer> {
  const { customers } = stores;
  const { customer: found, isNew, identities } = recognised;
  const known = new Set(isNew ? [found.id] : [...found.identities, ...found.conflicts]);
  const met = identities.filter((identity) => !known.has(identity));
  // Before the customer themselves: whoever stands in the table has their aliases, wherever a process dies.
  const held = await addAliases(met, found, customers);
  const customer = isNew ? await addCustomer(found, customers) : found;
  const owned = await ownersAmong(met, customer, customers);
  const taken =
    customer.id === found.id ? [...held, ...owned] : met.filter((one) => !customer.identities.includes(one));
  const conflicts = [...new Set([...customer.conflicts, ...taken])];
  const own = [...new Set([...customer.identities, ...identities])].filter((identity) => !conflicts.includes(identity));
  const news = newsAbout(customer, facts);
  const isChanged = Object.keys(news).length > 0 || taken.length > 0 || own.length > customer.identities.length;
  return isChanged ? customers.learn(customer, news, own.slice(0, maxIdentities), conflicts) : customer;
}

/** A new customer, unless their first identity has become an alias of another meanwhile. */
async function addCustomer(draft: Customer, customers: Services["customers"]): Promise<Customer> {
  const added = await customers.add(draft);
  const holder = await customers.findAlias(draft.workspaceId, draft.id, consistent);
  return (holder !== undefined && (await customers.find(draft.workspaceId, holder, consistent))) || added;
}

/** Makes aliases of newly met identities; answers those that are another's already. */
async function addAliases(
  met: readonly string[],
  { id, workspaceId }: Customer,
  customers: Services["customers"],
): Promise<string[]> {
  const held: string[] = [];
  for (const identity of met.filter((one) => one !== id)) {
    if ((await customers.addAlias(workspaceId, identity, id)) !== id) held.push(identity);
  }
  return held;
}

/** Those of newly met identities that own a customer themselves. */
async function ownersAmong(
  met: readonly string[],
  { id, workspaceId }: Customer,
  customers: Services["customers"],
): Promise<string[]> {
  const owners: string[] = [];
  for (const identity of met.filter((one) => one !== id)) {
    if (await customers.find(workspaceId, identity, consistent)) owners.push(identity);
  }
  return owners;
}

/** Every customer with one of the identities told: two where they are in conflict. */
export async function customersKnownAs(
  workspace: Workspace,
  facts: CustomerFacts,
  test: boolean,
  { customers, ids }: Pick<Stores, "customers" | "ids">,
): Promise<Customer[]> {
  const identities = identitiesOf(facts).map((identity) => ids.customer(workspace, identity, test));
  const found = await Promise.all(
    identities.map((identity) => findByIdentity(workspace.id, identity, customers, consistent)),
  );
  return [...new Map(found.flatMap((customer) => (customer ? [[customer.id, customer]] : []))).values()];
}

async function findByIdentity(
  workspaceId: string,
  identity: string,
  customers: Services["customers"],
  options: Consistency = {},
): Promise<Customer | undefined> {
  // Where both stand they are in conflict, and the owner is right.
  const owner = await customers.find(workspaceId, identity, options);
  if (owner) return owner;
  const alias = await customers.findAlias(workspaceId, identity, options);
  return alias === undefined ? undefined : customers.find(workspaceId, alias, options);
}
