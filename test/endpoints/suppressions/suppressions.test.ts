import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { auditOf } from "../../support/audit.ts";
import { changeByHand, deleteByHand } from "../../support/by-hand.ts";
import { interaction } from "../../support/hearback.ts";
import { invite } from "../customers.ts";

const path = "/v1/suppressions";

describe("a suppression", () => {
  let hearback: ContractedHearback;
  let keyId: string;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { policy: { throttleDays: 0, whenThrottled: "skip" } } } });
    keyId = `key_${hearback.seed.apiKey.split("_")[2]}`;
  });
  afterAll(() => hearback.close());

  const newAddress = () => `${crypto.randomUUID()}@example.com`;
  const add = (body: unknown) => hearback.call("POST", path, { body });
  const named = (name: string) => `${path}/${encodeURIComponent(name)}`;
  const byAddress = (email: string) => named(`email:${email}`);
  const get = (at: string) => hearback.call("GET", at);
  const remove = (at: string) => hearback.call("DELETE", at);
  const report = async (customer: Record<string, string>) =>
    (await hearback.call("POST", "/v1/interactions", { body: interaction({ customer }) })).json;
  const mailsTo = async (email: string) => {
    await hearback.jobs.run("dispatch-invitations");
    return (await hearback.mailbox.list()).filter(({ to }) => to.includes(email)).length;
  };

  it("that a business adds ends all mailing of the address, however it is written", async () => {
    const email = newAddress();
    const at = hearback.clock.now();
    const { status, json } = await add({ email, note: "Asked by phone" });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.stringMatching(/^sup_[0-9A-Za-z]{22}$/),
      email,
      reason: "manual",
      at: json.at,
      addedAt: json.addedAt,
      by: keyId,
      note: "Asked by phone",
    });
    expect(json.at >= at && json.at <= hearback.clock.now()).toBe(true);
    const spelling = email.toUpperCase();
    for (const customer of [{ email }, { email: spelling }, { id: `c-${email}`, email }]) {
      expect(await report(customer)).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
    }
    for (const at of [named(json.id), byAddress(email), byAddress(spelling)]) {
      expect((await get(at)).json).toEqual(json);
    }
  });

  it("is kept once: whoever adds it again is shown what stands", async () => {
    const email = newAddress();
    const first = await add({ email, reason: "complained", note: "First" });
    const again = await add({ email: email.toUpperCase(), reason: "bounced", note: "Second" });
    expect([again.status, again.json]).toEqual([200, first.json]);
  });

  it.each(["unsubscribed", "bounced"])(
    "that is %s outlives the person: once they are erased its hash keeps them from being mailed, and tells nothing else",
    async (reason) => {
      const email = newAddress();
      const customer = { id: `c-${email}`, email };
      const { id: interactionId, invitation } = await report(customer);
      const { id } = (await add({ email, reason, note: "Jo wrote to us" })).json;
      const { workspaceId } = hearback.seed;
      const { customerId } = (await get(`/v1/interactions/${interactionId}`)).json;
      const suppressed = keys.suppressed(workspaceId, id);
      for (const key of [
        keys.interaction(workspaceId, interactionId),
        keys.invitation(workspaceId, invitation.id),
        keys.customer(workspaceId, customerId),
      ])
        await deleteByHand(hearback, key);
      await changeByHand(hearback, suppressed, "REMOVE #email, #customerId, #note");

      const { Item } = await hearback.dynamodb.send(new GetCommand({ TableName: hearback.tableName, Key: suppressed }));
      expect(JSON.stringify(Item)).not.toContain(email.slice(0, 8));
      expect(await report(customer)).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
      expect(await mailsTo(email)).toBe(0);
      expect((await get(named(id))).json).not.toHaveProperty("email");
      expect((await get(byAddress(email))).json).toMatchObject({ id, reason });
      // Told anew, it is what it was, and nobody learns the address from it.
      await add({ email, reason });
      expect((await get(named(id))).json).not.toHaveProperty("email");
      expect((await remove(byAddress(email))).status).toBe(200);
      expect((await report(customer)).outcome).toBe("invited");
    },
  );

  it("keeps a mail that is due already from being sent", async () => {
    const email = newAddress();
    const { interactionId } = await invite(hearback, { customer: { email } });
    await add({ email });
    expect(await mailsTo(email)).toBe(0);
    const story = (await hearback.call("GET", `/v1/interactions/${interactionId}`)).json;
    expect(story.invitations[0]).toMatchObject({ status: "skipped", reason: "suppressed" });
  });

  it("that is removed lets the customer be invited and mailed again, and is gone then", async () => {
    const email = newAddress();
    await report({ id: `c-${email}`, email });
    const { json } = await add({ email });
    expect(await mailsTo(email)).toBe(0);
    const removed = await remove(byAddress(email));
    expect([removed.status, removed.json]).toEqual([200, json]);
    expect((await report({ email })).outcome).toBe("invited");
    expect(await mailsTo(email)).toBe(1);
    for (const at of [named(json.id), byAddress(email)]) {
      expect((await get(at)).status).toBe(404);
      expect((await remove(at)).status).toBe(404);
    }
    const listed = (await get(`${path}?limit=200`)).json.items;
    expect(listed.map(({ id }: { id: string }) => id)).not.toContain(json.id);
    expect((await add({ email })).status).toBe(201);
  });

  it("that customers chose is found and can be removed, and says whose it is", async () => {
    const email = newAddress();
    const { unsubscribeUrl, interactionId } = await invite(hearback, { customer: { email } });
    const { customerId } = (await hearback.call("GET", `/v1/interactions/${interactionId}`)).json;
    await hearback.submit(unsubscribeUrl, {});
    const { json } = await get(byAddress(email));
    expect(json).toEqual({
      id: json.id,
      email,
      customerId,
      reason: "unsubscribed",
      at: json.at,
      addedAt: json.addedAt,
    });
    await remove(named(json.id));
    expect((await report({ email })).outcome).toBe("invited");
  });

  it("tells that the customer unsubscribed too, whichever came first", async () => {
    for (const isFirst of [true, false]) {
      const email = newAddress();
      const { unsubscribeUrl } = await invite(hearback, { customer: { email } });
      if (isFirst) await hearback.submit(unsubscribeUrl, {});
      await add({ email, note: "Wants no mail" });
      if (!isFirst) await hearback.submit(unsubscribeUrl, {});
      const { json } = await get(byAddress(email));
      expect(json).toMatchObject({ reason: "manual", by: keyId, note: "Wants no mail" });
      expect(json.unsubscribedAt <= json.at).toBe(isFirst);
    }
  });

  it("is found by the address that the customer has now, though they came with another", async () => {
    const customer = { id: `c-${crypto.randomUUID()}` };
    const [old, email] = [newAddress(), newAddress()];
    const { unsubscribeUrl } = await invite(hearback, { customer: { ...customer, email: old } });
    await hearback.submit(unsubscribeUrl, {});
    expect((await report({ ...customer, email })).reason).toBe("suppressed");
    expect((await get(byAddress(email))).json).toMatchObject({ email: old, reason: "unsubscribed" });
    expect((await remove(byAddress(email))).status).toBe(200);
    expect((await report({ ...customer, email })).outcome).toBe("invited");
    expect((await get(byAddress(old))).status).toBe(404);
  });

  it("tells of a complaint behind the business's own wish, and lifts no complaint that nobody has seen", async () => {
    const email = newAddress();
    await report({ id: `c-${email}`, email });
    const asSeen = (await add({ email, note: "Asked by phone" })).json;
    const again = await add({ email, reason: "complained" });
    expect([again.status, again.json]).toEqual([200, expect.objectContaining({ id: asSeen.id, reason: "complained" })]);
    const { suppressions, workspaces } = hearback.services;
    const workspace = await workspaces.get(hearback.seed.workspaceId);
    expect(await suppressions.lift(workspace, asSeen)).toBe(false);
    expect((await report({ email })).reason).toBe("suppressed");
    expect((await remove(byAddress(email))).json).toEqual(again.json);
    expect((await report({ email })).outcome).toBe("invited");
  });

  it("gives what customers chose its place again when another reason is taken back, and that a second time", async () => {
    for (const isFirst of [true, false]) {
      const email = newAddress();
      const { unsubscribeUrl } = await invite(hearback, { customer: { email } });
      if (isFirst) await hearback.submit(unsubscribeUrl, {});
      const { json: added } = await add({ email, note: "Wants no mail" });
      if (!isFirst) await hearback.submit(unsubscribeUrl, {});
      const removed = await remove(byAddress(email));
      expect(removed.json).toMatchObject({ reason: "manual", remaining: { id: added.id, reason: "unsubscribed" } });
      expect((await get(byAddress(email))).json).toEqual(removed.json.remaining);
      expect(removed.json.remaining).not.toHaveProperty("note");
      expect((await report({ email })).reason).toBe("suppressed");
      expect((await remove(named(added.id))).json).toEqual(removed.json.remaining);
      expect((await report({ email })).outcome).toBe("invited");
    }
  });

  it("that customers chose with one address is not lost behind a suppression of the next", async () => {
    const customer = { id: `c-${crypto.randomUUID()}` };
    const [old, email] = [newAddress(), newAddress()];
    const { unsubscribeUrl } = await invite(hearback, { customer: { ...customer, email: old } });
    await hearback.submit(unsubscribeUrl, {});
    await report({ ...customer, email });
    await add({ email });
    const removed = await remove(byAddress(email));
    expect(removed.json).toMatchObject({ email, reason: "manual", remaining: { email: old, reason: "unsubscribed" } });
    expect((await report({ ...customer, email })).reason).toBe("suppressed");
    expect(await mailsTo(email)).toBe(0);
    expect((await remove(byAddress(email))).json).not.toHaveProperty("remaining");
    expect((await report({ ...customer, email })).outcome).toBe("invited");
    expect(await mailsTo(email)).toBe(1);
  });

  it("that customers chose with one address is lifted from behind a suppression of the next", async () => {
    const customer = { id: `c-${crypto.randomUUID()}` };
    const [old, email] = [newAddress(), newAddress()];
    const { unsubscribeUrl } = await invite(hearback, { customer: { ...customer, email: old } });
    await hearback.submit(unsubscribeUrl, {});
    await report({ ...customer, email });
    await add({ email });
    await remove(byAddress(old));
    expect((await report({ ...customer, email })).reason).toBe("suppressed");
    await remove(byAddress(email));
    expect((await report({ ...customer, email })).outcome).toBe("invited");
  });

  it("of one address says nothing of the customer's other one", async () => {
    const customer = { id: `c-${crypto.randomUUID()}` };
    const [old, email] = [newAddress(), newAddress()];
    await report({ ...customer, email: old });
    await report({ ...customer, email });
    await add({ email: old });
    expect((await report({ ...customer, email })).outcome).toBe("invited");
    expect((await get(byAddress(email))).status).toBe(404);
  });

  it("is audited: which key did what to it, and when", async () => {
    const email = newAddress();
    const { json } = await add({ email });
    await add({ email });
    await remove(byAddress(email));
    await remove(byAddress(email));
    expect(await auditOf(hearback, json.id)).toEqual([
      { at: json.addedAt, by: keyId, what: "suppress" },
      { at: expect.any(String), by: keyId, what: "lift" },
    ]);
  });

  it("is audited again when another reason takes its place, and when the customer's own choice is told beside it", async () => {
    const body = { name: "Other", scopes: ["read", "manage"] };
    const { apiKey: key } = (await hearback.call("POST", "/v1/keys", { body })).json;
    const other = `key_${key.split("_")[2]}`;
    const email = newAddress();
    const { json: first } = await add({ email, reason: "unsubscribed" });
    await hearback.clock.advance(3600);
    const { json: second } = await hearback.call("POST", path, { key, body: { email } });
    expect(second).toMatchObject({ reason: "manual", by: other, addedAt: first.addedAt });
    expect(second.changedAt > first.addedAt).toBe(true);
    await hearback.call("POST", path, { key, body: { email } });
    await add({ email, reason: "unsubscribed" });
    const entries = [
      { at: first.addedAt, by: keyId, what: "suppress" },
      { at: second.changedAt, by: other, what: "suppress" },
    ];
    expect(await auditOf(hearback, first.id)).toEqual(entries);

    const complaint = await add({ email: newAddress(), reason: "complained" });
    const again = { email: complaint.json.email, reason: "unsubscribed" };
    await hearback.clock.advance(3600);
    await hearback.call("POST", path, { key, body: again });
    expect(await auditOf(hearback, complaint.json.id)).toEqual([
      { at: complaint.json.addedAt, by: keyId, what: "suppress" },
      { at: expect.any(String), by: other, what: "suppress" },
    ]);
  });

  it("is not for a test key to change, because it holds for live mail", async () => {
    const email = newAddress();
    const body = { name: "Test", mode: "test", scopes: ["read", "manage"] };
    const { apiKey: key } = (await hearback.call("POST", "/v1/keys", { body })).json;
    const written = await hearback.writesDuring(async () => {
      for (const [method, at, body] of [
        ["POST", path, { email }],
        ["POST", `${path}/import`, { items: [{ email }] }],
        ["DELETE", byAddress(email), undefined],
      ] as const) {
        expect((await hearback.call(method, at, { key, body })).status).toBe(403);
      }
    });
    expect(written).toEqual([]);
    expect((await hearback.call("GET", path, { key })).status).toBe(200);
  });

  it.each([
    [{}, ["email"]],
    [{ email: "nobody" }, ["email"]],
    [{ email: "Jo <jo@example.com>" }, ["email"]],
    [{ email: "jo@example.com,al@example.com" }, ["email"]],
    [{ email: "jo@example.com", reason: "erased" }, ["reason"]],
    [{ email: "jo@example.com", note: "two\nlines" }, ["note"]],
    [{ email: "jo@example.com", note: "x".repeat(301) }, ["note"]],
    [{ email: "jo@example.com", at: "2026-11-22T09:30:00Z" }, ["at"]],
  ])("is not made of %j", async (body, faults) => {
    const refused = await add(body);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
    expect(refused.text).not.toContain("@example.com");
  });

  it.each([
    "none",
    "sup_",
    `sup_${"0".repeat(22)}`,
    "email:",
    "email:nobody",
    "email:jo@example.com,al@example.com",
    "id:c-1",
    "email:%00",
  ])("is not found as %s", async (name) => {
    expect((await get(named(name))).status).toBe(404);
    const refused = await remove(named(name));
    expect([refused.status, refused.json.detail]).toEqual([
      404,
      expect.stringMatching(/^There is no such suppression; look/),
    ]);
  });
});
