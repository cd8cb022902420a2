import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, shown, startUnderContract } from "../../http/contract.ts";
import { interaction, request } from "../../support/hearback.ts";
import { invite } from "../customers.ts";
import { deliveriesOf, sender } from "./senders.ts";

describe("a webhook", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const story = async (id: string) => (await hearback.call("GET", `/v1/interactions/${id}`)).json;

  it("is recorded as the interaction in it, and its customer invited", async () => {
    const { send } = await sender(hearback);
    const { status, json } = await send(interaction({ id: "t-1", channel: "chat" }));
    expect([status, json.results]).toMatchObject([202, [{ outcome: "accepted", interaction: { outcome: "invited" } }]]);
    const { id } = json.results[0].interaction;
    expect(await story(id)).toMatchObject({ externalId: "t-1", type: "ticket.solved", channel: "chat", test: false });
  });

  it("of our own form is taken under data too", async () => {
    const { json } = await (await sender(hearback)).send({ event: "x", data: interaction({ id: "t-data" }) });
    expect((await story(json.results[0].interaction.id)).externalId).toBe("t-data");
  });

  it("may simply carry the secret in a header", async () => {
    const { id, secret } = await sender(hearback);
    const post = (key: string) =>
      hearback.open(`${hearback.url}/v1/hooks/${id}`, {
        method: "POST",
        headers: { "x-hearback-key": key },
        body: JSON.stringify(interaction()),
      });
    expect((await post(secret)).json.results[0].outcome).toBe("accepted");
    expect((await post(`${secret}x`)).status).toBe(401);
  });

  it("offers its source's survey, unless it names one itself", async () => {
    const { json: other } = await hearback.call("POST", "/v1/surveys", { body: { name: "Other", kind: "csat" } });
    const { send } = await sender(hearback, { survey: other.id });
    const surveyOf = async (told: Record<string, unknown>) =>
      (await send(interaction({ type: "heard.by.none", ...told }))).json.results[0].interaction.invitation.surveyId;
    expect(await surveyOf({})).toBe(other.id);
    expect(await surveyOf({ survey: hearback.seed.surveyId })).toBe(hearback.seed.surveyId);
  });

  it("becomes what its source's own mapping makes of it", async () => {
    const { send } = await sender(hearback, {
      mapping: {
        when: { path: "state", equals: "done" },
        fields: { type: { const: "call.ended" }, "customer.email": { path: "caller.mail" }, id: { path: "call" } },
      },
    });
    const caller = { mail: "caller@example.com" };
    const { json } = await send({ state: "done", call: 7, caller });
    expect(await story(json.results[0].interaction.id)).toMatchObject({ type: "call.ended", externalId: "7" });
    expect((await send({ state: "ringing", call: 7, caller })).json.results).toMatchObject([{ outcome: "ignored" }]);
  });

  it("that nothing is made of is ignored, and says why", async () => {
    const { send } = await sender(hearback, { kind: "stripe", secret: "whsec_0123456789abcdef" });
    const { status, json } = await send({ id: "evt_1", type: "customer.updated", data: { object: {} } });
    expect([status, json.results]).toEqual([202, [{ outcome: "ignored", reason: expect.stringMatching(/\w/) }]]);
  });

  it("of a test source makes test interactions", async () => {
    const body = { name: "Test", mode: "test", scopes: ["manage"] };
    const { apiKey: key } = (await hearback.call("POST", "/v1/keys", { body })).json;
    const { json } = await (await sender(hearback, { key })).send(interaction({ test: false }));
    expect(json.results[0].interaction.reason).toBe("not_a_tester");
    expect((await story(json.results[0].interaction.id)).test).toBe(true);
  });

  it("tells what is wrong with it, by field, and is told to be taken all the same: no vendor can mend it", async () => {
    const { send, id } = await sender(hearback);
    const { status, json } = await send({
      type: "ticket.solved",
      customer: { email: "jo@example.com" },
      colour: "red",
    });
    expect(status).toBe(202);
    expect(json.results).toMatchObject([{ outcome: "refused", errors: [{ path: "colour" }] }]);
    const bodies: [string, Uint8Array][] = [
      ["no JSON", Buffer.from("{")],
      ["no text", Buffer.from([0x7b, 0xff, 0x7d])],
      ["nothing", Buffer.from("")],
      ["a list", Buffer.from("[]")],
      ["depths", Buffer.from("[".repeat(100_000))],
    ];
    for (const [what, body] of bodies) {
      const headers = { "content-type": "application/octet-stream" };
      const { json } = await send(body, { headers });
      expect(json.results, what).toMatchObject([{ outcome: "refused", errors: [{ path: "" }] }]);
    }
    expect(await deliveriesOf(hearback, { id })).toHaveLength(1 + bodies.length);
  });

  it("names a survey that is not there, or a time that is too far ahead, in vain", async () => {
    const { send } = await sender(hearback);
    const ahead = new Date(Date.parse(hearback.clock.now()) + 600_000).toISOString();
    for (const [told, path] of [
      [{ survey: "srv_00000000000" }, "survey"],
      [{ occurredAt: ahead }, "occurredAt"],
    ] as const) {
      expect((await send(interaction(told))).json.results).toMatchObject([{ outcome: "refused", errors: [{ path }] }]);
    }
  });

  it("of any content type is taken as it is", async () => {
    const { send } = await sender(hearback);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense"]) {
      const { json } = await send(interaction(), { headers: { "content-type": type } });
      expect(json.results?.[0].outcome, type).toBe("accepted");
    }
  });

  it("over 256 KB is too large, whoever sends it", async () => {
    const { send } = await sender(hearback);
    const padded = (bytes: number) => {
      const report = JSON.stringify(interaction());
      return Buffer.from(report + " ".repeat(bytes - report.length));
    };
    expect((await send(padded(256 * 1024))).status).toBe(202);
    expect((await send(padded(256 * 1024 + 1))).status).toBe(413);
  });

  it("of many events tells what became of each; one that is wrong harms no other", async () => {
    const { send } = await sender(hearback, {
      kind: "hubspot",
      secret: "0123456789abcdef",
      mapping: {
        when: { path: "who", exists: true },
        fields: { type: { const: "deal.won" }, id: { path: "id" }, "customer.id": { path: "who" } },
      },
    });
    const events = [{ id: 1, who: "c-1" }, { id: 2 }, { id: 3, who: "x".repeat(201) }, "what", { id: 4, who: "c-4" }];
    const { status, json } = await send(events, { query: "?portal=7" });
    const outcomes = json.results.map(({ outcome }: { outcome: string }) => outcome);
    expect([status, outcomes]).toEqual([202, ["accepted", "ignored", "refused", "ignored", "accepted"]]);
    expect((await send(events)).json).toEqual(json);
    const many = Array.from({ length: 101 }, () => events[0]);
    expect((await send(many)).json.results).toMatchObject([{ outcome: "refused" }]);
  });

  it("that came before gets the same answer, and nothing is done twice, with an id in it or without", async () => {
    const { send } = await sender(hearback);
    for (const report of [interaction({ id: "t-again" }), interaction()]) {
      const [first, again] = [await send(report), await send(report, { secondsAgo: 1 })];
      expect(shown(again)).toEqual(shown(first));
      expect(first.json.results[0].outcome).toBe("accepted");
    }
  });

  it("hands over the link where it asks for one", async () => {
    const { json } = await (await sender(hearback)).send(interaction({ send: { via: "link" } }));
    const { invitation } = json.results[0].interaction;
    expect((await hearback.open(invitation.url)).status).toBe(200);
  });

  it("whose address is wrong invites nobody, and is recorded where the customer has an id", async () => {
    const { send, id } = await sender(hearback);
    const report = (customer: object) => interaction({ customer });
    const known = await send(report({ id: "c-bad", email: "jo@@example.com" }));
    const outcome = { outcome: "not_invited", reason: "invalid_address" };
    const errors = [{ path: "customer.email", message: expect.stringMatching(/not an e-mail address/) }];
    expect(known.json.results).toMatchObject([{ outcome: "accepted", interaction: outcome, errors }]);
    const unknown = await send(report({ email: "jo@@example.com" }));
    expect([unknown.status, unknown.json.results]).toMatchObject([202, [{ outcome: "refused", errors }]]);
    const kept = await deliveriesOf(hearback, { id });
    expect(kept.map(({ results: [result] }: Kept) => [result?.outcome, result?.errors?.[0]?.path])).toEqual([
      ["refused", "customer.email"],
      ["accepted", "customer.email"],
    ]);
    expect(JSON.stringify([known.text, unknown.text, kept, hearback.logged])).not.toContain("jo@@");
  });

  it("whose address is wrong does not fall back to one that was told before", async () => {
    const customer = { id: "c-moved", email: "moved@example.com" };
    await invite(hearback, { customer, type: "ticket.solved" });
    const { json } = await (await sender(hearback)).send(interaction({ customer: { ...customer, email: "none" } }));
    expect(json.results[0].interaction).toMatchObject({ outcome: "not_invited", reason: "invalid_address" });
  });

  it("that greets unsigned instead of reporting is answered alike by every address, whether there is a source or not", async () => {
    const { id } = await sender(hearback, { kind: "woocommerce" });
    for (const address of [id, `src_${"0".repeat(22)}`, "x"]) {
      const greeting = { method: "POST", body: new URLSearchParams({ webhook_id: "12" }) };
      const { status, text } = await request(`${hearback.url}/v1/hooks/${address}`, greeting);
      expect([status, text]).toEqual([200, ""]);
    }
    expect(await deliveriesOf(hearback, { id })).toEqual([]);
  });

  it("leaves a delivery: when, what became of it and of which interaction, never what was in it, for 30 days", async () => {
    const { send, id } = await sender(hearback);
    const at = hearback.clock.now();
    const { json } = await send(interaction({ customer: { email: "kept-secret@example.com" } }));
    await hearback.clock.advance(1);
    await send({ type: "kept-secret" });
    const kept = await deliveriesOf(hearback, { id });
    expect(kept.map(({ results }: Kept) => results[0]?.outcome)).toEqual(["refused", "accepted"]);
    expect(kept[1].results).toEqual([{ outcome: "accepted", interactionId: json.results[0].interaction.id }]);
    expect(kept[1].at >= at).toBe(true);
    expect(JSON.stringify(kept)).not.toContain("kept-secret");
    await hearback.clock.advance(30 * 86_400);
    expect(await deliveriesOf(hearback, { id })).toEqual([]);
  });

  it("is among the last 50 of its source alone", async () => {
    const [one, other] = [await sender(hearback), await sender(hearback)];
    for (let n = 0; n < 52; n++) await one.send({ n });
    await other.send({});
    expect(await deliveriesOf(hearback, one)).toHaveLength(50);
    expect(await deliveriesOf(hearback, other)).toHaveLength(1);
  });

  it("writes one item besides what its interactions write", async () => {
    const { send } = await sender(hearback);
    const byApi = interaction();
    const written = await hearback.writesDuring(() => hearback.call("POST", "/v1/interactions", { body: byApi }));
    expect(await hearback.writesDuring(() => send(interaction()))).toHaveLength(written.length + 1);
  });
});

interface Kept {
  readonly results: readonly { readonly outcome: string; readonly errors?: readonly { readonly path: string }[] }[];
}
