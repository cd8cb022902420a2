/**
 * Addresses that are never to be mailed, one item each. The key is a salted hash of the address, so that the item can give the
 * address away, when a person is erased, and still keep them from being mailed. Every suppression is written to the customers
 * who have the address too: the claim of a send under way is conditional on that.
 */
import { normaliseAddress } from "../../domain/address.ts";
import {
  type Customer,
  furtherReason,
  isOutlastedBy,
  type SuppressedAddress,
  type Suppression,
  type SuppressionWish,
  yieldsTo,
} from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import type { Consistency, Ids, ListQuery, Page, SuppressionStore } from "../../domain/ports.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { hash128 } from "../crypto/hashed-ids.ts";
import { listByDay } from "./by-day-list.ts";
import { toEntity } from "./entities.ts";
import type { Condition } from "./expressions.ts";
import { byDay, keys } from "./keys.ts";
import type { Item, Table } from "./table.ts";

type Salted = Pick<Workspace, "id" | "salt">;

type Written = Awaited<ReturnType<SuppressionStore["suppress"]>>[number];

/** Reasons for one address seldom meet. */
const maxTries = 5;

export class DynamoSuppressions implements SuppressionStore {
  readonly #table: Table;
  readonly #ids: Pick<Ids, "customer">;
  readonly #now: () => Instant;

  constructor(table: Table, ids: Pick<Ids, "customer">, now: () => Instant) {
    this.#table = table;
    this.#ids = ids;
    this.#now = now;
  }

  async find(workspaceId: string, id: string): Promise<SuppressedAddress | undefined> {
    const item = await this.#table.get(keys.suppressed(workspaceId, id), { consistent: true });
    return item && withId(id, item);
  }

  async findByAddress(workspace: Salted, address: string): Promise<SuppressedAddress | undefined> {
    const own = await this.find(workspace.id, suppressionIdOf(workspace, address));
    if (own) return { email: address, ...own };
    for (const holder of await this.#findHolders(workspace.id, this.#identitiesOf(workspace, address))) {
      if (normaliseAddress(holder.email ?? "") !== normaliseAddress(address)) continue;
      const [earlier] = await this.ofCustomer(workspace, holder);
      if (earlier) return earlier;
    }
    return undefined;
  }

  async ofCustomer(workspace: Salted, { email, suppressed }: Customer): Promise<SuppressedAddress[]> {
    const own = email === undefined ? undefined : suppressionIdOf(workspace, email);
    const ids = new Set([own, suppressed?.suppressionId].filter((id) => id !== undefined));
    const found = await Promise.all([...ids].map((id) => this.find(workspace.id, id)));
    return found.filter((suppression) => suppression !== undefined);
  }

  async isSuppressed(workspace: Salted, address: string, options: Consistency = {}): Promise<boolean> {
    const key = keys.suppressed(workspace.id, suppressionIdOf(workspace, address));
    return (await this.#table.get(key, options)) !== undefined;
  }

  async suppress(workspace: Salted, wishes: readonly SuppressionWish[]): Promise<Written[]> {
    const written = await Promise.all(wishes.map((wish) => this.#write(workspace, wish)));
    const byId = new Map(written.map(({ suppression }) => [suppression.id, suppression]));
    const ids = wishes.flatMap(({ email, customerId }) => [
      this.#ids.customer(workspace, { kind: "email", value: email }),
      ...(customerId === undefined ? [] : [customerId]),
    ]);
    for (const holder of await this.#findHolders(workspace.id, ids)) {
      // A customer's other address is another matter.
      const suppression = byId.get(suppressionIdOf(workspace, holder.email ?? ""));
      if (suppression) await this.#flag(holder, flagOf(suppression), { email: holder.email });
    }
    return written;
  }

  async unsubscribe(workspace: Salted, customerId: string, at: Instant): Promise<void> {
    const [customer] = await this.#findCustomers(workspace.id, [customerId]);
    if (!customer) return;
    const { email } = customer;
    const own = { reason: "unsubscribed", at } as const;
    if (email === undefined) return this.#flag(customer, own);
    // Whatever address they are given at this very moment.
    await this.#flag(customer, { ...own, suppressionId: suppressionIdOf(workspace, email) });
    await this.suppress(workspace, [{ ...own, email, customerId }]);
  }

  async lift(workspace: Salted, { id, email, customerId, reason }: SuppressedAddress): Promise<boolean> {
    const identities = email === undefined ? [] : this.#identitiesOf(workspace, email);
    const ids = customerId === undefined ? identities : [customerId, ...identities];
    for (const holder of await this.#findHolders(workspace.id, ids)) {
      const { suppressed } = holder;
      // Who has another reason by now is left with it.
      if (!suppressed || yieldsTo(reason, suppressed.reason)) continue;
      if ((suppressed.suppressionId ?? suppressionIdOf(workspace, holder.email ?? "")) !== id) continue;
      const asSeen = { "suppressed.reason": suppressed.reason, "suppressed.at": suppressed.at };
      await this.#table.update(keys.customer(workspace.id, holder.id), { suppressed: undefined }, asSeen);
    }
    // Last: whatever is cut off before can be done again.
    return (await this.#table.delete(keys.suppressed(workspace.id, id), { reason })).done;
  }

  list(query: ListQuery): Promise<Page<SuppressedAddress>> {
    return listByDay<SuppressedAddress>(this.#table, "suppressed", query);
  }

  /** The address's own item, put or brought up to date. */
  async #write(workspace: Salted, wish: SuppressionWish): Promise<Written> {
    const id = suppressionIdOf(workspace, wish.email);
    const key = keys.suppressed(workspace.id, id);
    const addedAt = this.#now();
    const draft: SuppressedAddress = { id, ...wish, addedAt };
    const listed = byDay(workspace.id, "suppressed", addedAt, id);
    for (let tries = 0; tries < maxTries; tries++) {
      const added = await this.#table.add({ ...key, ...listed, record: "suppressed", ...draft });
      if (added.done || !added.item) return { suppression: draft, isNew: true };
      const standing = withId(id, added.item);
      const changes = furtherReason(standing, wish);
      if (!changes) return { suppression: standing, isNew: false };
      const changed = await this.#table.update(key, changes, { reason: standing.reason });
      if (changed.done) return { suppression: withId(id, changed.item), isNew: false };
    }
    throw new AppError("unavailable", "This suppression is being changed from several places at once. Try again.");
  }

  /** Conditional on what was seen, so that of two reasons at once the one stands that should. */
  async #flag({ id, workspaceId, suppressed }: Customer, flag: Suppression, condition: Condition = {}): Promise<void> {
    let seen = suppressed;
    for (let tries = 0; tries < maxTries; tries++) {
      if (seen && !isOutlastedBy(seen.reason, flag.reason)) return;
      const asSeen = seen ? { "suppressed.reason": seen.reason, "suppressed.at": seen.at } : { suppressed: undefined };
      const key = keys.customer(workspaceId, id);
      const written = await this.#table.update(key, { suppressed: flag }, { ...condition, ...asSeen });
      const standing = written.item && toEntity<Customer>(written.item).suppressed;
      // The address is another by now.
      if (written.done || standing?.at === seen?.at) return;
      seen = standing;
    }
  }

  /** The customers that an address owns or is an alias of: a test customer is one of their own. */
  #identitiesOf(workspace: Salted, address: string): string[] {
    return [false, true].map((test) => this.#ids.customer(workspace, { kind: "email", value: address }, test));
  }

  /** By their ids, or by identities that are aliases of theirs. */
  async #findHolders(workspaceId: string, ids: readonly string[]): Promise<Customer[]> {
    const owners = await this.#findCustomers(workspaceId, ids);
    const found = new Set(owners.map(({ id }) => id));
    const others = ids.filter((id) => !found.has(id)).map((id) => keys.alias(workspaceId, id));
    const aliases = await this.#table.getAll(others);
    const holders = aliases.map(({ customerId }) => String(customerId)).filter((id) => !found.has(id));
    return [...owners, ...(await this.#findCustomers(workspaceId, holders))];
  }

  async #findCustomers(workspaceId: string, ids: readonly string[]): Promise<Customer[]> {
    const items = await this.#table.getAll(ids.map((id) => keys.customer(workspaceId, id)));
    return items.map((item) => toEntity<Customer>(item));
  }
}

const suppressionIdOf = ({ salt }: Pick<Workspace, "salt">, address: string): string =>
  `sup_${hash128(salt, "suppressed", normaliseAddress(address))}`;

/** The first ones made have their id in the key only. */
const withId = (id: string, item: Item): SuppressedAddress => ({ ...toEntity<SuppressedAddress>(item), id });

const flagOf = ({ id, reason, at }: SuppressedAddress): Suppression => ({ reason, at, suppressionId: id });
