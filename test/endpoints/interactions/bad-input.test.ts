import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSeconds } from "../../../functions/domain/time.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";

/** A field of the report by its path, and a value of the right type. */
const fields: [path: string, right: unknown][] = [
  ["id", "ticket-1"],
  ["type", "ticket.solved"],
  ["occurredAt", "2026-11-22T09:30:00Z"],
  ["customer", { id: "c-1" }],
  ["customer.id", "c-1"],
  ["customer.email", "jo@example.com"],
  ["customer.name", "Jo"],
  ["customer.locale", "en"],
  ["customer.timeZone", "Europe/London"],
  ["channel", "chat"],
  ["journeyStage", "trial"],
  ["variant", "B"],
  ["agent", { id: "a-7" }],
  ["agent.id", "a-7"],
  ["agent.name", "Sam"],
  ["product", "Router"],
  ["issueId", "ticket-1"],
  ["handleTimeSeconds", 5],
  ["resolvedOnFirstContact", true],
  ["amount", { value: "1", currency: "EUR" }],
  ["amount.value", "49.90"],
  ["amount.currency", "EUR"],
  ["attributes", { plan: "pro" }],
  ["attributes.plan", "pro"],
  ["survey", "srv_00000000000"],
  ["send", {}],
  ["send.via", "email"],
  ["send.delaySeconds", 5],
  ["send.expireAfterDays", 5],
  ["test", false],
];

/** One value of each JSON type that is not the field's own; an attribute may be of several. */
const wrongFor = (path: string, right: unknown): unknown[] =>
  [null, "text", 7, true, [], [[]], {}].filter((value) => {
    if (path === "attributes.plan") return value === null || typeof value === "object";
    return Array.isArray(value) || value === null || typeof value !== typeof right;
  });

/** A report that is right but for one field. */
function reportWith(path: string, value: unknown): Record<string, unknown> {
  const [head = "", tail] = path.split(".");
  const around: Record<string, object> = {
    customer: { email: "jo@example.com" },
    agent: { id: "a-7" },
    amount: { value: "1", currency: "EUR" },
  };
  return interaction({ [head]: tail === undefined ? value : { ...around[head], [tail]: value } });
}

const wrongValues: [what: string, path: string, value: unknown][] = [
  ["an empty type", "type", ""],
  ["a name of 201 characters", "customer.name", "x".repeat(201)],
  ["an id of 201 characters", "id", "x".repeat(201)],
  ["a type of 101 characters", "type", "x".repeat(101)],
  ["a variant of 101 characters", "variant", "x".repeat(101)],
  ["an attribute of 501 characters", "attributes.plan", "x".repeat(501)],
  ["an attribute that is called constructor, which the table cannot hold", "attributes.constructor", "Lego"],
  ["an address of 256 characters", "customer.email", `${"x".repeat(60)}@${"y.".repeat(96)}com`],
  ["a line feed in a name", "customer.name", "Jo\nBcc: eve@example.com"],
  ["a carriage return in an agent's name", "agent.name", "Sam\r"],
  ["a NUL in a type", "type", "ticket\u0000solved"],
  ["a line separator in a product", "product", "a\u2028b"],
  ["a direction override in a channel", "channel", "\u202Etahc"],
  ["a lone surrogate in an attribute", "attributes.plan", "\ud800"],
  ["a time of a foreign format", "occurredAt", "22.11.2026"],
  ["a time without a zone", "occurredAt", "2026-11-22T09:30:00"],
  ["a day that does not exist", "occurredAt", "2026-02-30T09:30:00Z"],
  ["a leap second", "occurredAt", "2016-12-31T23:59:60Z"],
  ["a year of five digits once it is in UTC", "occurredAt", "9999-12-31T23:59:59-23:59"],
  ["a year before zero once it is in UTC", "occurredAt", "0000-01-01T00:00:00+23:59"],
  ["a locale with an underscore", "customer.locale", "en_GB"],
  ["a locale that is none", "customer.locale", "!"],
  ["a zone that does not exist", "customer.timeZone", "Mars/Olympus"],
  ["an offset for a zone", "customer.timeZone", "+01:00"],
  ["a currency in lower case", "amount.currency", "eur"],
  ["a currency of two letters", "amount.currency", "EU"],
  ["an amount with a comma", "amount.value", "49,90"],
  ["a negative handle time", "handleTimeSeconds", -1],
  ["a handle time beyond a year", "handleTimeSeconds", 31_536_001],
  ["a handle time smaller than the table can hold", "handleTimeSeconds", 1e-200],
  ["a number that loses digits", "attributes.plan", 1e16],
  ["a number larger than the table can hold", "attributes.plan", 1e300],
  ["a number smaller than the table can hold", "attributes.plan", 1e-200],
  ["more than 50 attributes", "attributes", Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${n}`, n]))],
  ["a negative delay", "send.delaySeconds", -1],
  ["half a second of delay", "send.delaySeconds", 0.5],
  ["a delay beyond 90 days", "send.delaySeconds", 7_776_001],
  ["an expiry of no days", "send.expireAfterDays", 0],
  ["an expiry beyond a year", "send.expireAfterDays", 366],
  ["an unknown way to send", "send.via", "pigeon"],
  ["a survey id of a foreign form", "survey", "survey-1"],
  ["an unknown survey", "survey", "srv_00000000000"],
];

const malformedAddresses = [
  "",
  "jo",
  "@example.com",
  "jo@",
  "jo@localhost",
  "jo@example",
  "jo@@example.com",
  "jo@exa mple.com",
  "jo @example.com",
  "jo@example.com,eve@example.com",
  "jo@example.com;eve@example.com",
  "team: jo@example.com;",
  "Jo <jo@example.com>",
  "<jo@example.com>",
  "jo(comment)@example.com",
  '"jo"@example.com',
  "jo@[127.0.0.1]",
  "jo@127.0.0.1",
  ".jo@example.com",
  "jo.@example.com",
  "j..o@example.com",
  "jo@-example.com",
  "jo@example..com",
  "jo@example.com.",
  "jö@example.com",
  "jo@exämple.com",
  "jo@example.com\r\nBcc: eve@example.com",
  "jo@example.com\u0000",
  `${"x".repeat(65)}@example.com`,
  " jo@example.com",
  "jo@example.com ",
  "mailto:jo@example.com",
];

describe("an interaction that is wrong", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  /** Refused with these paths, and nothing written. */
  async function expectRefused(body: unknown, paths: string[]): Promise<void> {
    const written = await hearback.writesDuring(async () => {
      const answer = await hearback.call("POST", "/v1/interactions", { body });
      expect(answer.status, answer.text).toBe(422);
      expect(answer.json.title).toBe("Invalid request");
      expect(faultsOf(answer)).toEqual(paths);
      for (const { message } of answer.json.errors) expect(message).toMatch(/\w/);
    });
    expect(written).toEqual([]);
  }

  it.each(fields)("is refused when %s is of another type, and the answer names it", async (path, right) => {
    for (const wrong of wrongFor(path, right))
      await expectRefused(reportWith(path, wrong), [expect.stringContaining(path)]);
  });

  it.each(wrongValues)("is refused with %s", (_, path, value) => expectRefused(reportWith(path, value), [path]));

  it.each([
    ["ten minutes ahead", 600, "Z"],
    ["six minutes ahead, told in another zone", 360, "+00:00"],
  ])("is refused for a time %s", async (_, seconds, zone) => {
    const occurredAt = addSeconds(hearback.clock.now(), seconds).replace("Z", zone);
    await expectRefused(interaction({ occurredAt }), ["occurredAt"]);
  });

  it.each(malformedAddresses)("is refused for the address %j", (email) =>
    expectRefused(interaction({ customer: { email } }), ["customer.email"]),
  );

  it("is refused without a type, and without a customer that can be recognised", async () => {
    await expectRefused({ customer: { id: "c-1" } }, ["type"]);
    await expectRefused({ type: "ticket.solved" }, ["customer"]);
    await expectRefused({ type: "ticket.solved", customer: {} }, ["customer"]);
    await expectRefused({ type: "ticket.solved", customer: { name: "Jo" } }, ["customer"]);
  });

  it("is refused for unknown fields, each named with its path", async () => {
    const body = interaction({
      kind: "x",
      customer: { id: "c-1", phone: "1" },
      agent: { id: "a", team: "b" },
      send: { at: "now" },
      amount: { value: "1", currency: "EUR", vat: 19 },
    });
    await expectRefused(body, ["agent.team", "amount.vat", "customer.phone", "kind", "send.at"]);
    await expectRefused('{"type":"a","customer":{"id":"c"},"__proto__":{"test":true}}', ["__proto__"]);
  });

  it("is told how far ahead a mail may be due", async () => {
    const { json } = await hearback.call("POST", "/v1/interactions", { body: reportWith("send.delaySeconds", 1e7) });
    expect(json.errors[0].message).toContain("within 90 days");
  });

  it("is told every fault at once", () =>
    expectRefused(interaction({ type: 5, channel: "", customer: { email: "jo" } }), [
      "channel",
      "customer.email",
      "type",
    ]));

  it("is refused for a survey of another workspace as for one that does not exist", async () => {
    const other = await hearback.plant();
    await expectRefused(interaction({ survey: other.surveyId }), ["survey"]);
  });

  it("is refused for a survey that does not exist even when nobody is to be asked", () =>
    expectRefused(interaction({ survey: "srv_00000000000", send: { via: "none" } }), ["survey"]));

  it.each(["null", "[]", '"text"', "5", "true"])("is refused when the body is %s", async (body) => {
    const { status } = await hearback.call("POST", "/v1/interactions", { body });
    expect(status).toBe(422);
  });
});
