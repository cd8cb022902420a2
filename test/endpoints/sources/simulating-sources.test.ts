import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { deliveriesOf } from "../hooks/senders.ts";

describe("trying a payload out on a source", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const create = async (told: Record<string, unknown> = {}) =>
    (await hearback.call("POST", "/v1/sources", { body: { name: "Desk", kind: "generic", ...told } })).json;
  const simulate = (id: string, body: unknown) => hearback.call("POST", `/v1/sources/${id}/test`, { body });

  it("tells the interaction that it would become, and does nothing", async () => {
    const { id } = await create({ survey: hearback.seed.surveyId });
    const payload = interaction({ id: "t-1", occurredAt: "2026-11-22T09:30:00+01:00" });
    const before = (await hearback.call("GET", "/v1/interactions")).json;
    const written = await hearback.writesDuring(async () => {
      const { status, json } = await simulate(id, { payload });
      const { type, customer } = payload;
      const occurredAt = "2026-11-22T08:30:00.000Z";
      const mapped = { id: "t-1", type, customer, occurredAt, survey: hearback.seed.surveyId };
      expect([status, json.results]).toEqual([200, [{ outcome: "mapped", interaction: mapped }]]);
    });
    expect(written).toEqual([]);
    expect(await deliveriesOf(hearback, { id })).toEqual([]);
    expect((await hearback.call("GET", "/v1/interactions")).json).toEqual(before);
  });

  it("needs no secret yet, and takes headers in any case where a kind reads them", async () => {
    const { id } = await create({ kind: "shopify" });
    const payload = { id: 7, email: "jo@example.com", updated_at: "2026-11-22T09:30:00Z" };
    const { json } = await simulate(id, { payload, headers: { "X-Shopify-Topic": "orders/fulfilled" } });
    expect(json.results).toMatchObject([{ outcome: "mapped", interaction: { type: "order.fulfilled" } }]);
    expect((await simulate(id, { payload })).json.results).toMatchObject([{ outcome: "ignored" }]);
  });

  it("takes a payload as the text that it is", async () => {
    const { id } = await create();
    const { json } = await simulate(id, { payload: JSON.stringify(interaction()) });
    expect(json.results[0].outcome).toBe("mapped");
    expect((await simulate(id, { payload: "<xml/>" })).json.results).toMatchObject([{ outcome: "refused" }]);
  });

  it("tells each fault by the field and by the place in the payload, and no value", async () => {
    const { id } = await create({
      mapping: {
        fields: { type: { const: "call.ended" }, "customer.email": { path: "caller.0.mail" }, id: { path: "call" } },
      },
    });
    const { json, text } = await simulate(id, { payload: { caller: [{ mail: "not-told" }], call: { not: "told" } } });
    expect(json.results).toMatchObject([{ outcome: "refused", errors: [{ path: "id" }] }]);
    const address = await simulate(id, { payload: { caller: [{ mail: "not-told" }], call: 1 } });
    const [error] = address.json.results[0].errors;
    expect(error).toEqual({ path: "customer.email", message: expect.stringContaining("(caller.0.mail)") });
    expect(text + address.text).not.toContain("not-told");
  });

  it("tells what a wrong address leaves of it", async () => {
    const { id } = await create();
    const { json } = await simulate(id, { payload: interaction({ customer: { id: "c-1", email: "none" } }) });
    const mapped = {
      outcome: "mapped",
      interaction: { customer: { id: "c-1" } },
      errors: [{ path: "customer.email" }],
    };
    expect(json.results).toMatchObject([mapped]);
    expect(json.results[0].interaction.customer).not.toHaveProperty("email");
  });

  it.each([
    ["no payload", {}, ["payload"]],
    ["headers that are none", { payload: {}, headers: { a: 1 } }, ["headers.a"]],
    ["an unknown field", { payload: {}, secret: "x" }, ["secret"]],
  ])("is refused with %s", async (_, body, faults) => {
    const refused = await simulate((await create()).id, body);
    expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
  });
});
