/** What webhooks meet between their vendor and the customer's mailbox: repeats, forgeries, floods and each other. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SourceKindName, sourceKinds } from "../../functions/sources/kinds.ts";
import { deliveriesOf, sender } from "../endpoints/hooks/senders.ts";
import { type ContractedHearback, shown, startUnderContract } from "../http/contract.ts";
import { otherSecretOf, secretOf, signsBody, signsTime } from "../sources/deliveries.ts";
import { type Answer, interaction } from "../support/hearback.ts";

const every = Object.keys(sourceKinds) as SourceKindName[];
const signing = every.filter(signsBody);
const timing = every.filter(signsTime);

/** Of every kind: our interaction as its event. */
const mapping = { base: ["body", ""], fields: {} };

describe("a webhook on its way", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { survey: { policy: { throttleDays: 0, whenThrottled: "skip" } } } });
  });
  afterAll(() => hearback.close());

  const of = (kind: SourceKindName) => sender(hearback, { kind, secret: secretOf[kind], mapping });
  const story = async (id: string) => (await hearback.call("GET", `/v1/interactions/${id}`)).json;
  const idOf = ({ json }: Answer): string => json.results[0].interaction.id;
  const outcomes = ({ json }: Answer) => json.results.map(({ outcome }: { outcome: string }) => outcome);
  const interactionsOf = async (customerId: string) =>
    (await hearback.call("GET", `/v1/interactions?customer=${customerId}`)).json.items;

  async function mailsTo(address: string) {
    await hearback.jobs.run("dispatch-invitations");
    return (await hearback.mailbox.list()).filter(({ to }) => to.includes(address));
  }

  it("case 6: smuggles no line break, U+2028 or bidi character into a name, attribute or header", async () => {
    const own = await of("generic");
    const evil = "Jo\r\nBcc: eve@example.com\u2028\u202eX";
    for (const told of [
      { customer: { email: "jo-6@example.com", name: evil } },
      { agent: { id: "a-1", name: evil } },
      { attributes: { plan: evil } },
      { type: "ticket\u2028solved" },
      { id: "t\r\n6" },
    ]) {
      expect(outcomes(await own.send(interaction(told))), JSON.stringify(told)).toEqual(["refused"]);
    }
    const email = "jo-6@example.com";
    const fields = { type: { const: "ticket.solved" }, "customer.email": { path: "mail" } };
    const mapped = { fields: { ...fields, "customer.name": { path: "name" }, "attributes.plan": { path: "name" } } };
    const cleaning = await sender(hearback, { mapping: mapped });
    const answer = await cleaning.send({ mail: email, name: evil });
    expect((await story(idOf(answer))).attributes.plan).toBe("Jo Bcc: eve@example.com X");
    const [mail] = await mailsTo(email);
    expect(mail?.raw).not.toMatch(/^bcc:/im);
    expect(mail?.to).toHaveLength(1);
  });

  it.each(["a@example.com,b@example.com", "Team: a@example.com;", "a(b)@example.com", '"a b"@example.com', "a@b"])(
    "case 7: %s is no address: nobody is invited, and it is told where it stands",
    async (email) => {
      const { id, send } = await of("generic");
      const answer = await send(interaction({ customer: { id: `c-${email.length}`, email } }));
      expect(answer.json.results).toMatchObject([
        { outcome: "accepted", interaction: { reason: "invalid_address" }, errors: [{ path: "customer.email" }] },
      ]);
      const [kept] = await deliveriesOf(hearback, { id });
      expect(kept.results).toMatchObject([{ outcome: "accepted", errors: [{ path: "customer.email" }] }]);
      expect(await mailsTo(email)).toEqual([]);
    },
  );

  it.each(signing)(
    "case 8: of %s is refused with one byte changed, or with another workspace's secret",
    async (kind) => {
      const { send } = await of(kind);
      const other = await hearback.plant();
      const foreign = await sender(hearback, { kind, secret: otherSecretOf(kind), mapping, key: other.apiKey });
      const report = interaction({ id: "t-8" });
      const statuses = [
        await send(report, { tampered: (body) => body.with(0, (body[0] ?? 0) ^ 1) }),
        await send(report, { tampered: (body) => body.with(-1, (body.at(-1) ?? 0) ^ 1) }),
        await send(report, { tampered: (body) => Buffer.concat([body, Buffer.from(" ")]) }),
        await send(report, { secret: foreign.secret }),
      ].map(({ status }) => status);
      expect(statuses).toEqual([401, 401, 401, 401]);
      expect(outcomes(await send(report))).toEqual(["accepted"]);
    },
  );

  it.each(every)(
    "case 8: of %s is taken with both secrets of a rotation, and base64-encoded by the gateway",
    async (kind) => {
      const { id, send } = await of(kind);
      await hearback.call("POST", `/v1/sources/${id}/rotate`, { body: { secret: otherSecretOf(kind) } });
      for (const secret of [secretOf[kind], otherSecretOf(kind)]) {
        const headers = { "content-type": "application/octet-stream" };
        expect(outcomes(await send(interaction({ product: "Crème" }), { secret, headers }))).toEqual(["accepted"]);
      }
    },
  );

  it.each(["1700000000abc", "1e9", "0x6921", " 1763803800", "", "-1", "99999999999999999999"])(
    "case 8: with %j as its time is refused",
    async (time) => {
      const [own, standard] = [await of("generic"), await of("standard-webhooks")];
      for (const [one, header] of [
        [own, "x-hearback-timestamp"],
        [standard, "webhook-timestamp"],
      ] as const) {
        expect((await one.send(interaction(), { headers: { [header]: time } })).status).toBe(401);
      }
    },
  );

  it("case 8: in invalid UTF-8 is no JSON, though it is signed as it must be", async () => {
    const { send } = await of("standard-webhooks");
    const body = Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const answer = await send(body, { headers: { "content-type": "application/octet-stream" } });
    expect(answer.json.results).toMatchObject([{ outcome: "refused", errors: [{ path: "" }] }]);
  });

  it.each(timing)(
    "case 9: of %s again after four minutes is harmless, after six refused, after 76 hours signed anew harmless",
    async (kind) => {
      const { send } = await of(kind);
      const report = interaction({ id: `t-9-${kind}` });
      const first = await send(report);
      expect(shown(await send(report, { secondsAgo: 240 }))).toEqual(shown(first));
      expect((await send(report, { secondsAgo: 360 })).status).toBe(401);
      expect((await send(report, { secondsAgo: -360 })).status).toBe(401);
      await hearback.clock.advance(76 * 3600);
      expect(shown(await send(report))).toEqual(shown(first));
      expect(await interactionsOf((await story(idOf(first))).customerId)).toHaveLength(1);
    },
  );

  it("case 10: fifty at once are one interaction and one mail, and all get the same answer", async () => {
    for (const id of [{ id: "t-10" }, {}]) {
      const { send } = await of("standard-webhooks");
      const email = `jo-10-${crypto.randomUUID()}@example.com`;
      const report = interaction({ ...id, customer: { email } });
      const answers = await Promise.all(Array.from({ length: 50 }, () => send(report)));
      for (const answer of answers) expect(answer.json).toEqual(answers[0]?.json);
      const { customerId } = await story(idOf(answers[0] as Answer));
      expect(await interactionsOf(customerId)).toHaveLength(1);
      expect(await mailsTo(email)).toHaveLength(1);
    }
  });

  it("case 10: with the same id and another body is still the first one", async () => {
    const { send } = await of("generic");
    const report = interaction({ id: "t-10-again", channel: "chat" });
    const [first, again] = [await send(report), await send({ ...report, channel: "phone" })];
    expect(shown(again)).toEqual(shown(first));
    expect((await story(idOf(first))).channel).toBe("chat");
  });

  it("case 11: from two sources and the API is one interaction and one mail", async () => {
    const report = interaction({ id: "t-11", customer: { email: "jo-11@example.com" } });
    const sources = await Promise.all((["generic", "stripe", "woocommerce"] as const).map(of));
    const answers = await Promise.all([...sources, ...sources].map(({ send }) => send(report)));
    const { json } = await hearback.call("POST", "/v1/interactions", { body: report });
    for (const answer of answers) expect(answer.json.results[0].interaction).toEqual(json);
    expect(await mailsTo("jo-11@example.com")).toHaveLength(1);
  });

  it("of two vendors that number their customers alike is about two people", async () => {
    const [shop, desk] = [await sender(hearback, { kind: "woocommerce" }), await sender(hearback, { kind: "gorgias" })];
    const headers = { "x-wc-webhook-topic": "order.updated" };
    const order = { id: 7, status: "completed", customer_id: 5, billing: { email: "jo-5@example.com" } };
    const ticket = { id: "7", status: "closed", customer: { id: "5", email: "kim-5@example.com" } };
    const [jo, kim] = [
      await story(idOf(await shop.send(order, { headers }))),
      await story(idOf(await desk.send(ticket))),
    ];
    expect(jo.customerId).not.toBe(kim.customerId);
    const { customer } = (await hearback.call("GET", "/v1/customers/id:woocommerce:5")).json;
    expect([customer.id, customer.email]).toEqual([jo.customerId, "jo-5@example.com"]);
  });

  it("case 18: of workspace B reaches nothing of A's: not its sources, surveys, customers or deliveries", async () => {
    const a = await of("generic");
    const b = await hearback.plant();
    const theirs = await sender(hearback, { key: b.apiKey });
    const report = interaction({ id: "t-18", customer: { id: "c-18", email: "jo-18@example.com" } });
    await a.send(report);
    const untouched = await deliveriesOf(hearback, a);

    const own = await theirs.send(report);
    expect((await hearback.call("GET", `/v1/interactions/${idOf(own)}`)).status).toBe(404);
    const named = await theirs.send(interaction({ survey: hearback.seed.surveyId }));
    expect(named.json.results).toMatchObject([{ outcome: "refused", errors: [{ path: "survey" }] }]);
    const mixed = `src_${a.id.slice(4, 15)}${theirs.id.slice(15)}`;
    for (const id of [a.id, mixed, theirs.id.slice(0, -1), `${theirs.id}0`, `${theirs.id}%23`, a.id.slice(0, 15)]) {
      expect((await theirs.send(report, { to: id })).status, id).toBe(401);
    }
    for (const path of ["", "/deliveries"]) {
      const { status } = await hearback.call("GET", `/v1/sources/${a.id}${path}`, { key: b.apiKey });
      expect(status).toBe(404);
    }
    expect(await deliveriesOf(hearback, a)).toEqual(untouched);
  });
});
