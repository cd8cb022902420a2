import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { idsOf } from "../paging.ts";

const path = "/v1/interactions/batch";

describe("a batch of interactions", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const send = (items: unknown, { key, idempotencyKey }: { key?: string; idempotencyKey?: string } = {}) =>
    hearback.call("POST", path, {
      key,
      body: { items },
      ...(idempotencyKey !== undefined && { headers: { "idempotency-key": idempotencyKey } }),
    });

  it("is answered row by row, in order, as each would be alone", async () => {
    const known = interaction({ id: "known" });
    const alone = await hearback.call("POST", "/v1/interactions", { body: known });
    const { status, json } = await send([
      interaction(),
      { type: "ticket.solved" },
      interaction({ type: "unheard.of" }),
      known,
      interaction({ send: { via: "link" } }),
      "no object",
      interaction({ send: { via: "none" } }),
      interaction({ survey: "srv_00000000000" }),
      interaction({ occurredAt: "2999-01-01T00:00:00Z" }),
    ]);
    const refusedFor = (fault: string) => ({ status: 422, errors: [expect.objectContaining({ path: fault })] });
    expect(status).toBe(200);
    expect(json.errors).toBe(4);
    expect(json.items).toEqual([
      expect.objectContaining({ outcome: "invited" }),
      expect.objectContaining(refusedFor("customer")),
      expect.objectContaining({ outcome: "not_invited", reason: "no_survey" }),
      alone.json,
      expect.objectContaining({ invitation: expect.objectContaining({ url: expect.stringContaining("/s/") }) }),
      expect.objectContaining(refusedFor("")),
      expect.objectContaining({ outcome: "not_invited", reason: "not_requested" }),
      expect.objectContaining(refusedFor("survey")),
      expect.objectContaining(refusedFor("occurredAt")),
    ]);
  });

  it("takes a row that stands in it twice for a repetition, whichever way its customer is named", async () => {
    const [jo, sam] = [{ email: "jo@example.com" }, { id: "c-7", email: "sam@example.com" }];
    const row = (id: string, customer: object, channel: string) => interaction({ id, customer, channel });
    const { json } = await send([
      row("a", jo, "first"),
      row("b", sam, "first"),
      row("a", { email: "JO@example.com" }, "second"),
      row("b", { id: "c-7" }, "second"),
      row("b", { email: "sam@example.com" }, "third"),
    ]);
    const [a, b, ...repeated] = json.items;
    expect(repeated).toEqual([a, b, b]);
    for (const { id } of [a, b]) {
      expect((await hearback.call("GET", `/v1/interactions/${id}`)).json).toMatchObject({ channel: "first" });
    }
  });

  it("decides on the rows of one customer in their order", async () => {
    const customer = { email: "often@example.com" };
    const rows = Array.from({ length: 6 }, (_, n) => interaction({ id: `v-${n}`, customer, send: { via: "link" } }));
    const { json } = await send(rows);
    const outcomes = json.items.map(({ outcome, reason }: Record<string, string>) => reason ?? outcome);
    expect(outcomes).toEqual(["invited", ...Array(5).fill("throttled")]);
  });

  it("of 500 is answered in time, and taken in as many requests as that needs, each row once", async () => {
    const { apiKey: key } = await hearback.plant();
    const rows = Array.from({ length: 500 }, (_, n) =>
      interaction({ id: `t-${n}`, customer: { id: `c-${n % 20}` }, send: { via: "none" } }),
    );
    // A machine that is busy with other things may not do them all in one.
    let answer = await send(rows, { key });
    for (let tries = 0; answer.json.errors > 0 && tries < 5; tries++) answer = await send(rows, { key });
    expect(answer.json.errors).toBe(0);
    expect(new Set(idsOf(answer.json.items)).size).toBe(500);
    const written = await hearback.writesDuring(async () => {
      expect((await send(rows.slice(200, 210), { key })).json.items).toEqual(answer.json.items.slice(200, 210));
    });
    expect(written).toEqual([]);
  }, 60_000);

  it("with an Idempotency-Key is done once, also the rows that have no id", async () => {
    const rows = [interaction(), interaction(), { type: "" }];
    const first = await send(rows, { idempotencyKey: "batch-1" });
    const again = await send(rows, { idempotencyKey: "batch-1" });
    expect([again.headers.get("idempotency-replayed"), again.text]).toEqual(["true", first.text]);
    const other = await send([...rows, interaction()], { idempotencyKey: "batch-1" });
    expect([other.status, other.json.title]).toEqual([422, "Mismatch"]);
    const { json: withoutKey } = await send(rows);
    expect(withoutKey.items[0].id).not.toBe(first.json.items[0].id);
  });

  it("of a test key makes test interactions", async () => {
    const { json } = await hearback.call("POST", "/v1/keys", {
      body: { name: "T", mode: "test", scopes: ["ingest", "read"] },
    });
    const { json: answer } = await send([interaction()], { key: json.apiKey });
    const { json: shown } = await hearback.call("GET", `/v1/interactions/${answer.items[0].id}`);
    expect(shown.test).toBe(true);
  });

  it.each<[what: string, body: unknown, faults: string[]]>([
    ["no rows", { items: [] }, ["items"]],
    ["501 rows", { items: Array(501).fill({}) }, ["items"]],
    ["rows that are no list", { items: { "0": {} } }, ["items"]],
    ["a list alone", [interaction()], [""]],
    ["a further field", { items: [{}], send: { via: "none" } }, ["send"]],
  ])("is refused as a whole with %s", async (_, body, faults) => {
    const answer = await hearback.call("POST", path, { body });
    expect([answer.status, faultsOf(answer)]).toEqual([422, faults]);
  });

  it("is taken up to 4 MB, where a single interaction may have 256 KB", async () => {
    const padding = " ".repeat(4096 * 1024 - Buffer.byteLength('{"items":[{}]}'));
    const fits = await hearback.call("POST", path, { body: `{"items":[{}]}${padding}` });
    const over = await hearback.call("POST", path, { body: `{"items":[{}]}${padding} ` });
    expect([fits.status, over.status]).toEqual([200, 413]);
  });

  it("tells briefly what is wrong, however much is", async () => {
    const row = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`${n}-${"x".repeat(500)}`, n]));
    const { json } = await send(Array(12).fill(row));
    for (const { errors } of json.items) {
      expect(errors.length).toBeLessThanOrEqual(5);
      for (const { path: name } of errors) expect(name.length).toBeLessThanOrEqual(200);
    }
  });
});
