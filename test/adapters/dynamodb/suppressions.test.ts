import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hash128, hashedIds } from "../../../functions/adapters/crypto/hashed-ids.ts";
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import { DynamoSuppressions } from "../../../functions/adapters/dynamodb/suppressions.ts";
import { Table } from "../../../functions/adapters/dynamodb/table.ts";
import type { Customer } from "../../../functions/domain/customer.ts";
import type { SuppressionReason } from "../../../functions/domain/suppression.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { madeAt } from "../../domain/builders.ts";
import { changeByHand } from "../../support/by-hand.ts";
import { Crash } from "../../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../../support/hearback.ts";
import { override } from "../../support/override.ts";

const later = "2026-11-23T09:30:00.000Z";

describe("the store of suppressions", () => {
  let hearback: TestHearback;
  let workspace: Workspace;
  beforeAll(async () => {
    hearback = await startHearback();
    workspace = await hearback.services.workspaces.get(hearback.seed.workspaceId);
  });
  afterAll(() => hearback.close());

  const newAddress = () => `${crypto.randomUUID()}@example.com`;
  const idOf = (address: string) => `sup_${hash128(workspace.salt, "suppressed", address)}`;
  /** What was written before an address was kept, or an id. */
  const putOld = async (address: string, reason: SuppressionReason) => {
    const pk = `w#${workspace.id}#suppressed#${hash128(workspace.salt, "suppressed", address)}`;
    const item = { pk, sk: "suppressed", record: "suppressed", reason, at: madeAt };
    await hearback.dynamodb.send(new PutCommand({ TableName: hearback.tableName, Item: item }));
  };
  const customerWith = async (email: string, more: Record<string, string> = {}): Promise<Customer> => {
    const body = interaction({ customer: { email, ...more } });
    const { json } = await hearback.call("POST", "/v1/interactions", { body });
    const { customerId } = (await hearback.call("GET", `/v1/interactions/${json.id}`)).json;
    return read(customerId);
  };
  const read = async (id: string): Promise<Customer> => {
    const customer = await hearback.services.customers.find(workspace.id, id, { consistent: true });
    if (!customer) throw new Error("There is no such customer.");
    return customer;
  };

  const table = () => new Table(hearback.dynamodb, hearback.tableName, () => hearback.clock.now());
  const storeOn = (methods: Partial<Record<keyof Table, unknown>>) =>
    new DynamoSuppressions(override(table(), methods), hashedIds, () => hearback.clock.now());

  it("reads, strengthens and lifts what was written before addresses were kept", async () => {
    const { suppressions } = hearback.services;
    const email = newAddress();
    await putOld(email, "unsubscribed");
    expect(await suppressions.isSuppressed(workspace, email)).toBe(true);
    const old = { id: idOf(email), reason: "unsubscribed", at: madeAt };
    expect(await suppressions.find(workspace.id, old.id)).toEqual(old);
    expect(await suppressions.findByAddress(workspace, email)).toEqual({ ...old, email });
    const [written] = await suppressions.suppress(workspace, [{ email, reason: "complained", at: later }]);
    expect(written).toMatchObject({
      isNew: false,
      suppression: { ...old, email, reason: "complained", at: later, unsubscribedAt: madeAt },
    });
    for (const isSuppressed of [true, false]) {
      const standing = await suppressions.findByAddress(workspace, email);
      expect(standing && (await suppressions.lift(workspace, standing))).toBe(true);
      expect(await suppressions.isSuppressed(workspace, email)).toBe(isSuppressed);
    }
  });

  it("lists what was written before there was a list, once its address is suppressed again", async () => {
    const { suppressions } = hearback.services;
    const email = newAddress();
    await putOld(email, "bounced");
    const listed = async () => {
      const range = { from: madeAt, to: later, limit: 200 };
      const { items } = await suppressions.list({ workspaceId: workspace.id, ...range });
      return items.filter(({ id }) => id === idOf(email));
    };
    expect(await listed()).toEqual([]);
    const written = await suppressions.suppress(workspace, [{ email, reason: "bounced", at: later }]);
    const suppression = { id: idOf(email), email, reason: "bounced", at: madeAt, addedAt: madeAt };
    expect(written).toEqual([{ isNew: false, suppression }]);
    expect(await listed()).toEqual([suppression]);
  });

  it("lifts customers who were suppressed before they said by which address", async () => {
    const { suppressions, customers } = hearback.services;
    const email = newAddress();
    const { id } = await customerWith(email);
    await putOld(email, "bounced");
    const key = { pk: `w#${workspace.id}#c#${id}`, sk: "customer" };
    const old = { ...(await read(id)), suppressed: { reason: "bounced", at: madeAt } };
    await hearback.dynamodb.send(
      new PutCommand({ TableName: hearback.tableName, Item: { ...key, record: "customer", ...old } }),
    );
    const standing = await suppressions.findByAddress(workspace, email);
    expect(standing && (await suppressions.lift(workspace, standing))).toBe(true);
    expect((await customers.find(workspace.id, id))?.suppressed).toBeUndefined();
  });

  it("writes to whom the address belongs, by their first identity or by another", async () => {
    const { suppressions } = hearback.services;
    const [first, second] = [newAddress(), newAddress()];
    const owner = await customerWith(first);
    const { json } = await hearback.call("POST", "/v1/interactions", {
      body: interaction({ customer: { id: `c-${second}` } }),
    });
    await customerWith(second, { id: `c-${second}` });
    const { customerId: aliased } = (await hearback.call("GET", `/v1/interactions/${json.id}`)).json;
    await suppressions.suppress(workspace, [
      { email: first.toUpperCase(), reason: "manual", at: later },
      { email: second, reason: "bounced", at: later },
    ]);
    expect((await read(owner.id)).suppressed).toEqual({ reason: "manual", at: later, suppressionId: idOf(first) });
    expect((await read(aliased)).suppressed).toEqual({ reason: "bounced", at: later, suppressionId: idOf(second) });
  });

  it("keeps a stronger reason from being lifted with the customer's own choice", async () => {
    const { suppressions } = hearback.services;
    const email = newAddress();
    const { id: customerId } = await customerWith(email);
    await suppressions.unsubscribe(workspace, customerId, madeAt);
    const asSeen = await suppressions.findByAddress(workspace, email);
    await suppressions.suppress(workspace, [{ email, reason: "complained", at: later, customerId }]);
    expect(asSeen && (await suppressions.lift(workspace, asSeen))).toBe(true);
    expect((await read(customerId)).suppressed?.reason).toBe("complained");
    expect(await suppressions.findByAddress(workspace, email)).not.toHaveProperty("unsubscribedAt");
    expect(await suppressions.isSuppressed(workspace, email)).toBe(true);
  });

  it("lifts no reason that another has followed", async () => {
    const { suppressions } = hearback.services;
    const email = newAddress();
    const [bounced] = await suppressions.suppress(workspace, [{ email, reason: "bounced", at: madeAt }]);
    if (!bounced) return expect.fail("Nothing was written.");
    await suppressions.lift(workspace, bounced.suppression);
    await suppressions.suppress(workspace, [{ email, reason: "complained", at: later }]);
    expect(await suppressions.lift(workspace, bounced.suppression)).toBe(false);
    expect(await suppressions.isSuppressed(workspace, email)).toBe(true);
  });

  describe("of an address that two customers have", () => {
    /** The second is known by an address of their own first. */
    const twoWith = async (email: string): Promise<[Customer, Customer]> => {
      const owner = await customerWith(email);
      const other = await customerWith(newAddress());
      const { identities, conflicts } = other;
      return [owner, await hearback.services.customers.learn(other, { email }, identities, [...conflicts, owner.id])];
    };
    const suppressedOf = (customers: Customer[]) =>
      Promise.all(customers.map(async ({ id }) => (await read(id)).suppressed));
    const getByAddress = async (email: string) =>
      (await hearback.services.suppressions.findByAddress(workspace, email)) ?? expect.fail("It is not suppressed.");

    it.each(["unsubscribed", "bounced", "complained"] as const)(
      "is lifted for both when both were %s",
      async (reason) => {
        const { suppressions } = hearback.services;
        const email = newAddress();
        const both = await twoWith(email);
        for (const { id: customerId } of both) {
          if (reason === "unsubscribed") await suppressions.unsubscribe(workspace, customerId, madeAt);
          else await suppressions.suppress(workspace, [{ email, reason, at: madeAt, customerId }]);
        }
        expect(await suppressedOf(both)).toMatchObject([{ reason }, { reason }]);
        expect(await suppressions.lift(workspace, await getByAddress(email))).toBe(true);
        expect(await suppressedOf(both)).toEqual([undefined, undefined]);
      },
    );

    it("is lifted for both when they left for one reason after the other", async () => {
      const { suppressions } = hearback.services;
      const email = newAddress();
      const both = await twoWith(email);
      const [{ id: first }, { id: second }] = both;
      await suppressions.unsubscribe(workspace, second, madeAt);
      await suppressions.suppress(workspace, [{ email, reason: "complained", at: later, customerId: first }]);
      for (const reason of ["complained", "unsubscribed"]) {
        const standing = await getByAddress(email);
        expect(standing.reason).toBe(reason);
        expect(await suppressions.lift(workspace, standing)).toBe(true);
      }
      expect(await suppressedOf(both)).toEqual([undefined, undefined]);
    });

    it("is not lifted before the second is found who comes meanwhile", async () => {
      const { suppressions } = hearback.services;
      const email = newAddress();
      const both = await twoWith(email);
      const [{ id: first }, { id: second }] = both;
      await suppressions.unsubscribe(workspace, first, madeAt);
      const standing = await getByAddress(email);
      const late: Table["delete"] = async (...told) => {
        await suppressions.unsubscribe(workspace, second, madeAt);
        return table().delete(...told);
      };
      expect(await storeOn({ delete: late }).lift(workspace, standing)).toBe(false);
      expect(await suppressions.lift(workspace, await getByAddress(email))).toBe(true);
      expect(await suppressedOf(both)).toEqual([undefined, undefined]);
    });

    it("is lifted for the second too by what they see, of whom the address's record was not told", async () => {
      const { suppressions } = hearback.services;
      const email = newAddress();
      const both = await twoWith(email);
      const [{ id: first }, { id: second }] = both;
      await suppressions.unsubscribe(workspace, first, madeAt);
      const cut = storeOn({ add: () => Promise.reject(new Crash()) });
      await expect(cut.unsubscribe(workspace, second, madeAt)).rejects.toThrow(Crash);
      const seen = await suppressions.ofCustomer(workspace, await read(second));
      for (const suppression of seen) expect(await suppressions.lift(workspace, suppression)).toBe(true);
      expect(await suppressedOf(both)).toEqual([undefined, undefined]);
    });
  });

  it("flags customers with all that was told of their address, whichever row was written last", async () => {
    const email = newAddress();
    const { id: customerId } = await customerWith(email);
    let isFirst = true;
    const add: Table["add"] = async (item) => {
      // The first row's write takes longer than the second's.
      if (isFirst) {
        isFirst = false;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return table().add(item);
    };
    const store = storeOn({ add });
    const written = await store.suppress(workspace, [
      { email, reason: "unsubscribed", at: madeAt },
      { email: email.toUpperCase(), reason: "bounced", at: later },
    ]);
    expect(written.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(await store.findByAddress(workspace, email)).toMatchObject({ reason: "bounced", unsubscribedAt: madeAt });
    expect((await read(customerId)).suppressed).toMatchObject({ reason: "unsubscribed", at: madeAt });
  });

  describe("of whom only the customer says that they unsubscribed", () => {
    /** Cut off before the address's own item is written. */
    const unsubscribeCutOff = async (customerId: string) => {
      const cut = storeOn({ add: () => Promise.reject(new Crash()) });
      await expect(cut.unsubscribe(workspace, customerId, madeAt)).rejects.toThrow(Crash);
    };

    it("finds and lifts that, by the address they have", async () => {
      const { suppressions } = hearback.services;
      const email = newAddress();
      const { id: customerId } = await customerWith(email);
      await unsubscribeCutOff(customerId);
      const standing = await suppressions.findByAddress(workspace, email);
      expect(standing).toEqual({ id: idOf(email), email, customerId, reason: "unsubscribed", at: madeAt });
      expect(await suppressions.ofCustomer(workspace, await read(customerId))).toEqual([standing]);
      expect(standing && (await suppressions.lift(workspace, standing))).toBe(true);
      expect((await read(customerId)).suppressed).toBeUndefined();
    });

    it("keeps it when what stood against the address before is lifted", async () => {
      const { suppressions } = hearback.services;
      const email = newAddress();
      const { id: customerId } = await customerWith(email);
      await suppressions.suppress(workspace, [{ email, reason: "bounced", at: later }]);
      await unsubscribeCutOff(customerId);
      const bounce = await suppressions.findByAddress(workspace, email);
      expect(bounce?.reason).toBe("bounced");
      expect(bounce && (await suppressions.lift(workspace, bounce))).toBe(true);
      expect((await suppressions.findByAddress(workspace, email))?.reason).toBe("unsubscribed");
    });

    it("says so when the customer keeps changing, instead of leaving it out", async () => {
      const email = newAddress();
      const { id: customerId } = await customerWith(email);
      let changes = 0;
      const update: Table["update"] = async (...call) => {
        const bounced = { reason: "bounced", at: `${later}${changes++}` };
        await changeByHand(hearback, keys.customer(workspace.id, customerId), "SET #suppressed = :bounced", {
          ":bounced": bounced,
        });
        return table().update(...call);
      };
      const unsubscribed = storeOn({ update }).unsubscribe(workspace, customerId, madeAt);
      await expect(unsubscribed).rejects.toMatchObject({ code: "unavailable" });
      expect(changes).toBe(5);
    });
  });

  it("flags whoever still has the address when it is spelled anew meanwhile", async () => {
    const email = newAddress();
    const { id: customerId } = await customerWith(email);
    const table = new Table(hearback.dynamodb, hearback.tableName, () => hearback.clock.now());
    const update: Table["update"] = async (...call) => {
      const key = keys.customer(workspace.id, customerId);
      await changeByHand(hearback, key, "SET #email = :email", { ":email": email.toUpperCase() });
      return table.update(...call);
    };
    const store = new DynamoSuppressions(override(table, { update }), hashedIds, () => hearback.clock.now());
    await store.suppress(workspace, [{ email, reason: "manual", at: later }]);
    expect((await read(customerId)).suppressed?.reason).toBe("manual");
  });

  it("keeps one suppression of many reasons at once, the customer's own choice never the last word", async () => {
    const { suppressions } = hearback.services;
    for (let round = 0; round < 5; round++) {
      const email = newAddress();
      const { id: customerId } = await customerWith(email);
      const wish = (reason: SuppressionReason) => [{ email, reason, at: later, customerId }];
      const results = await Promise.all([
        suppressions.unsubscribe(workspace, customerId, madeAt).then(() => []),
        suppressions.suppress(workspace, wish("complained")),
        suppressions.suppress(workspace, wish("unsubscribed")),
        suppressions.suppress(workspace, wish("complained")),
      ]);
      expect(results.flat().filter(({ isNew }) => isNew).length).toBeLessThanOrEqual(1);
      const standing = await suppressions.findByAddress(workspace, email);
      expect(standing).toMatchObject({ reason: "complained", at: later });
      expect([madeAt, later]).toContain(standing?.unsubscribedAt);
      expect((await read(customerId)).suppressed?.reason).toBe("complained");
    }
  });
});
