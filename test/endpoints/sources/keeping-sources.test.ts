import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceKinds } from "../../../functions/sources/kinds.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { sender } from "../hooks/senders.ts";
import { walk } from "../paging.ts";

const given = "a secret of the vendor's".replaceAll(" ", "-");

describe("sources", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = (body: Record<string, unknown> = {}, key = hearback.seed.apiKey) =>
    hearback.call("POST", "/v1/sources", { key, body: { name: "Help desk", kind: "generic", ...body } });
  const get = async (id: string) => (await hearback.call("GET", `/v1/sources/${id}`)).json;
  const change = (id: string, body: unknown) => hearback.call("PATCH", `/v1/sources/${id}`, { body });
  const rotate = (id: string, body?: unknown) => hearback.call("POST", `/v1/sources/${id}/rotate`, { body });

  it("have an address to send to, and a secret of 256 bits that is shown once", async () => {
    const { status, json } = await create();
    expect(status).toBe(201);
    expect(json.url).toBe(`${hearback.url}/v1/hooks/${json.id}`);
    expect(json.id.slice(4, 15)).toBe(hearback.seed.workspaceId.slice(3));
    expect(Buffer.from(json.secret, "base64url")).toHaveLength(32);
    const { secret: _, ...rest } = json;
    expect(await get(json.id)).toEqual(rest);
    expect(await get(json.id)).toMatchObject({
      kind: "generic",
      mode: "live",
      enabled: true,
      secretSetAt: rest.createdAt,
    });
  });

  it.each(Object.entries(sourceKinds))(
    "are made for %s, with a secret of whoever makes it there",
    async (kind, { secret }) => {
      const { status, json } = await create({ kind });
      expect([status, json.secret !== undefined, json.secretSetAt !== undefined]).toEqual(
        secret === "generated" ? [201, true, true] : [201, false, false],
      );
      expect(json.about).not.toBe("");
      expect(json.mapping).toHaveProperty("fields");
    },
  );

  it("take the vendor's secret, now or once the vendor shows it, and never show it", async () => {
    const now = await create({ kind: "stripe", secret: given });
    const later = await create({ kind: "stripe" });
    const handedIn = await rotate(later.json.id, { secret: given });
    for (const { json, text } of [now, handedIn]) {
      expect(json.secretSetAt).toBeDefined();
      expect(text).not.toContain(given);
    }
    expect(handedIn.json).not.toHaveProperty("oldSecretUntil");
    const missing = await rotate(later.json.id);
    expect([missing.status, faultsOf(missing)]).toEqual([422, ["secret"]]);
  });

  it("show their secret nowhere but in the answer that made it: no list, no log, no delivery", async () => {
    const one = await sender(hearback);
    await one.send(interaction());
    const rotated = await rotate(one.id);
    await one.send(interaction(), { secret: rotated.json.secret });
    const answers = await Promise.all([
      hearback.call("GET", "/v1/sources?limit=200"),
      hearback.call("GET", `/v1/sources/${one.id}/deliveries`),
      change(one.id, { name: "Desk" }),
      hearback.call("DELETE", `/v1/sources/${one.id}`),
    ]);
    const shown = JSON.stringify([answers.map(({ text }) => text), hearback.logged]);
    for (const secret of [one.secret, rotated.json.secret]) expect(shown).not.toContain(secret);
  });

  it("do not show it to a repetition under an Idempotency-Key either", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const body = { name: "Help desk", kind: "generic" };
    const ask = () => hearback.call("POST", "/v1/sources", { body, headers });
    const [first, again] = [await ask(), await ask()];
    expect([first.status, again.status]).toEqual([201, 409]);
    expect(again.text).not.toContain(first.json.secret);
  });

  it("are listed newest first, page by page", async () => {
    const { json: older } = await create({ name: "Older" });
    await hearback.clock.advance(1);
    const { json: newer } = await create({ name: "Newer" });
    const listed = await walk(hearback, "/v1/sources", { limit: "3" });
    const ids = listed.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual([newer.id, older.id]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("change part by part, and go back to the kind's own mapping and to no survey", async () => {
    const { json } = await create();
    const mapping = { fields: { type: { const: "call.ended" }, "customer.email": { path: "caller" } } };
    await change(json.id, { mapping, survey: hearback.seed.surveyId, enabled: false });
    await change(json.id, { name: "Calls" });
    const changed = { name: "Calls", mapping, survey: hearback.seed.surveyId, enabled: false };
    expect(await get(json.id)).toMatchObject(changed);
    const { json: back } = await change(json.id, { mapping: null, survey: null, enabled: true });
    expect(back.mapping).toEqual(json.mapping);
    expect(back).not.toHaveProperty("survey");
    expect((await change(json.id, {})).json).toEqual(back);
  });

  it("are gone once they are deleted", async () => {
    const { json } = await create();
    expect((await hearback.call("DELETE", `/v1/sources/${json.id}`)).json).toMatchObject({ id: json.id });
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/deliveries"],
      ["POST", "/rotate"],
    ]) {
      expect((await hearback.call(method ?? "", `/v1/sources/${json.id}${path}`)).status).toBe(404);
    }
    expect((await change(json.id, { enabled: true })).status).toBe(404);
  });

  it("of a test key are test sources, and it changes no others: with their secrets it could report in earnest", async () => {
    const body = { name: "Test", mode: "test", scopes: ["read", "manage"] };
    const { apiKey: key } = (await hearback.call("POST", "/v1/keys", { body })).json;
    const { json: live } = await create();
    const { json: test } = await create({}, key);
    expect(test.mode).toBe("test");
    const attempts = [
      ["PATCH", "", { enabled: false }],
      ["POST", "/rotate", {}],
      ["DELETE", "", undefined],
    ] as const;
    for (const [method, path, sent] of attempts) {
      const ask = (id: string) => hearback.call(method, `/v1/sources/${id}${path}`, { key, body: sent });
      expect([(await ask(live.id)).status, (await ask(test.id)).status]).toEqual([403, 200]);
    }
  });

  it.each([
    ["no name", { name: undefined }, ["name"]],
    ["a name of two lines", { name: "two\nlines" }, ["name"]],
    ["an unknown kind", { kind: "fax" }, ["kind"]],
    ["a kind that every object has", { kind: "constructor" }, ["kind"]],
    ["a short secret", { secret: "short" }, ["secret"]],
    ["a secret of two lines", { secret: "0123456789abcdef\n0123" }, ["secret"]],
    ["a secret that is none of its kind", { kind: "standard-webhooks", secret: "whsec_0123456789" }, ["secret"]],
    ["another workspace's survey", { survey: "srv_00000000000" }, ["survey"]],
    ["a mapping that is none", { mapping: "type" }, ["mapping"]],
    ["an unknown field", { colour: "red" }, ["colour"]],
  ])("are refused with %s", async (_, body, faults) => {
    const refused = await create(body);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
  });

  it.each([
    ["a time that is none", { oldAcceptedForHours: -1 }, ["oldAcceptedForHours"]],
    ["more than a week", { oldAcceptedForHours: 169 }, ["oldAcceptedForHours"]],
    ["a short secret", { secret: "short" }, ["secret"]],
  ])("are not rotated with %s", async (_, body, faults) => {
    const refused = await rotate((await create()).json.id, body);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
  });

  it("rotated several times at once accept every secret that an answer has shown", async () => {
    const one = await sender(hearback);
    const rotations = await Promise.all(Array.from({ length: 3 }, () => rotate(one.id)));
    const made = rotations.filter(({ status }) => status === 200).map(({ json }) => json.secret);
    expect(made.length).toBeGreaterThan(0);
    for (const { status } of rotations) expect([200, 409]).toContain(status);
    for (const secret of made) expect((await one.send(interaction(), { secret })).status).toBe(202);
  });
});
