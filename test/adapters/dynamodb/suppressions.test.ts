import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hash128 } from "../../../functions/adapters/crypto/hashed-ids.ts";
import type { Customer, SuppressionReason } from "../../../functions/domain/customer.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { madeAt } from "../../domain/builders.ts";
import { interaction, startHearback, type TestHearback } from "../../support/hearback.ts";

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

  it("reads, strengthens and lifts what was written before addresses were kept", async () => {
    const { suppressions } = hearback.services;
    const email = newAddress();
    await putOld(email, "unsubscribed");
    expect(await suppressions.isSuppressed(workspace, email)).toBe(true);
    const old = { id: idOf(email), reason: "unsubscribed", at: madeAt };
    expect(await suppressions.find(workspace.id, old.id)).toEqual(old);
    expect(await suppressions.findByAddress(workspace, email)).toEqual({ ...old, email });
    const [written] = await suppressions.suppress(workspace, [{ email, reason: "complained", at: later }]);
    expect(written).toEqual({
      isNew: false,
      suppression: { ...old, reason: "complained", at: later, unsubscribedAt: madeAt },
    });
    const standing = await suppressions.findByAddress(workspace, email);
    expect(standing && (await suppressions.lift(workspace, standing))).toBe(true);
    expect(await suppressions.isSuppressed(workspace, email)).toBe(false);
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
    expect(asSeen && (await suppressions.lift(workspace, asSeen))).toBe(false);
    expect((await read(customerId)).suppressed?.reason).toBe("complained");
    expect(await suppressions.isSuppressed(workspace, email)).toBe(true);
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
