/**
 * Addresses that are never to be mailed, one item each. The key is a salted hash of the address, so that the item can give the
 * address away, when a person is erased, and still keep them from being mailed. Every suppression is written to the customers
 * too who have the address and own it or are aliased to it: the claim of a send under way is conditional on that. Who has an
 * address that another customer owns is kept from being mailed by the address's item alone, until a reason is told of them:
 * the item names all customers whom a reason was told of, so that who takes it back finds them.
 */
import { normaliseAddress } from "../../domain/address.ts";
import type { Customer } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import type { SuppressionStore, WrittenSuppression } from "../../domain/ports/customers.ts";
import type { Ids } from "../../domain/ports/environment.ts";
import type { Consistency, ListQuery, Page } from "../../domain/ports/lists.ts";
import {
  furtherHolder,
  furtherReason,
  holdersOf,
  ownChoiceBehind,
  reasonTakenBack,
  type SuppressedAddress,
  type Suppression,
  type SuppressionWish,
  suppressionBy,
  withoutReason,
  withReason,
} from "../../domain/suppression.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { hash128 } from "../crypto/hashed-ids.ts";
import { listByDay } from "./by-day-list.ts";
import { toEntity } from "./entities.ts";
import type { Changes, Condition } from "./expressions.ts";
import { byDay, keys } from "./keys.ts";
import type { Item, Table } from "./table.ts";

type Salted = Pick<Workspace, "id" | "salt">;

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

  async ofCustomer(workspace: Salted, customer: Customer): Promise<SuppressedAddress[]> {
    const { id: customerId, email, suppressed } = customer;
    const addressId = suppressionIdOf(workspace, email ?? "");
    const own = email === undefined ? undefined : await this.find(workspace.id, addressId);
    if (!suppressed) return own ? [own] : [];
    const { suppressionId: id = addressId, reason, at } = suppressed;
    const withThem = (address: SuppressedAddress) => ({
      ...address,
      customerIds: [...holdersOf(address), customerId],
    });
    if (own?.id === id) return [withThem(own)];
    // Its item was not written, because that was cut off, or speaks of the address alone by now.
    const itself = { id, customerId, reason, at, ...(id === addressId && email !== undefined && { email }) };
    const item = id === addressId ? undefined : await this.find(workspace.id, id);
    return [...(own ? [own] : []), item?.reason === reason ? withThem(item) : itself];
  }

  async isSuppressed(workspace: Salted, address: string, options: Consistency = {}): Promise<boolean> {
    const key = keys.suppressed(workspace.id, suppressionIdOf(workspace, address));
    return (await this.#table.get(key, options)) !== undefined;
  }

  async suppress(workspace: Salted, wishes: readonly SuppressionWish[]): Promise<WrittenSuppression[]> {
    const written = await this.#writeAll(workspace, wishes);
    const byId = new Map(written.map(({ suppression }) => [suppression.id, suppression]));
    const ids = wishes.flatMap(({ email, customerId }) => [
      this.#ids.customer(workspace, { kind: "email", value: email }),
      ...(customerId === undefined ? [] : [customerId]),
    ]);
    for (const holder of await this.#findHolders(workspace.id, ids)) {
      // A customer's other address is another matter.
      const suppression = byId.get(suppressionIdOf(workspace, holder.email ?? ""));
      const isMeant = ({ email = "" }: Customer) => suppressionIdOf(workspace, email) === suppression?.id;
      if (suppression) await this.#flag(holder, suppressionBy(suppression), isMeant);
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

  async lift(workspace: Salted, suppression: SuppressedAddress): Promise<boolean> {
    const { id, email, reason } = suppression;
    const standing = await this.find(workspace.id, id);
    const change = standing ? reasonTakenBack(standing, reason) : "lifted";
    if (change === undefined) return false;
    const ownChoice = standing?.reason === reason ? ownChoiceBehind(standing) : undefined;
    const identities = email === undefined ? [] : this.#identitiesOf(workspace, email);
    const ids = [...identities, ...holdersOf(suppression), ...(standing ? holdersOf(standing) : [])];
    for (const holder of await this.#findHolders(workspace.id, ids)) {
      const { suppressed } = holder;
      const addressId = suppressionIdOf(workspace, holder.email ?? "");
      const left =
        suppressed && withoutReason(suppressed, reason, ({ suppressionId = addressId }) => suppressionId === id);
      if (left === suppressed) continue;
      const key = keys.customer(workspace.id, holder.id);
      await this.#table.update(key, { suppressed: left ?? ownChoice }, asSeen(suppressed));
    }
    if (!standing) return true;
    // Last: whatever is cut off before can be done again.
    const key = keys.suppressed(workspace.id, id);
    const seen = { ...asRead(standing), unsubscribedAt: standing.unsubscribedAt };
    const written = change === "lifted" ? this.#table.delete(key, seen) : this.#table.update(key, change, seen);
    return (await written).done;
  }

  list(query: ListQuery): Promise<Page<SuppressedAddress>> {
    return listByDay<SuppressedAddress>(this.#table, "suppressed", query);
  }

  /** Wishes for one address one after the other: what the last of them finds is what stands. */
  #writeAll(workspace: Salted, wishes: readonly SuppressionWish[]): Promise<WrittenSuppression[]> {
    const last = new Map<string, Promise<WrittenSuppression>>();
    const writes = wishes.map((wish) => {
      const id = suppressionIdOf(workspace, wish.email);
      const before = last.get(id);
      const write = () => this.#write(workspace, wish);
      const written = before ? before.then(write) : write();
      last.set(id, written);
      return written;
    });
    return Promise.all(writes);
  }

  /** The address's own item, put or brought up to date. */
  async #write(workspace: Salted, wish: SuppressionWish): Promise<WrittenSuppression> {
    const id = suppressionIdOf(workspace, wish.email);
    const key = keys.suppressed(workspace.id, id);
    const now = this.#now();
    const draft: SuppressedAddress = { id, ...wish, addedAt: now };
    const listed = byDay(workspace.id, "suppressed", now, id);
    for (let tries = 0; tries < maxTries; tries++) {
      const added = await this.#table.add({ ...key, ...listed, record: "suppressed", ...draft });
      if (added.done || !added.item) return { suppression: draft, isNew: true };
      const standing = withId(id, added.item);
      const news = furtherReason(standing, wish, now);
      const changes = {
        ...news,
        ...furtherHolder(standing, wish.customerId),
        ...missingIn(standing, workspace.id, wish),
      };
      if (Object.keys(changes).length === 0) return { suppression: standing, isNew: false };
      const changed = await this.#table.update(key, changes, asRead(standing));
      if (!changed.done) continue;
      return { suppression: withId(id, changed.item), isNew: false, ...(news && { changedAt: now }) };
    }
    throw contended();
  }

  /** Conditional on what was seen, so that of two reasons at once the one stands that should. */
  async #flag(customer: Customer, news: Suppression, isMeant = (_: Customer): boolean => true): Promise<void> {
    let seen = customer;
    for (let tries = 0; tries < maxTries; tries++) {
      const suppressed = seen.suppressed ? withReason(seen.suppressed, news) : news;
      if (!suppressed || !isMeant(seen)) return;
      const key = keys.customer(seen.workspaceId, seen.id);
      const written = await this.#table.update(key, { suppressed }, { email: seen.email, ...asSeen(seen.suppressed) });
      if (written.done || !written.item) return;
      seen = toEntity<Customer>(written.item);
    }
    throw contended();
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

/** What lets the first ones made be listed. */
const missingIn = ({ id, at, addedAt }: SuppressedAddress, workspaceId: string, { email }: SuppressionWish): Changes =>
  addedAt === undefined ? { id, email, addedAt: at, ...byDay(workspaceId, "suppressed", at, id) } : {};

const asRead = ({ reason, customerIds }: SuppressedAddress): Condition => ({ reason, customerIds });

const asSeen = (suppressed: Suppression | undefined): Condition =>
  suppressed
    ? {
        "suppressed.reason": suppressed.reason,
        "suppressed.at": suppressed.at,
        "suppressed.ownChoice.at": suppressed.ownChoice?.at,
      }
    : { suppressed: undefined };

const contended = (): AppError =>
  new AppError("unavailable", "This suppression is being changed from several places at once. Try again.");
