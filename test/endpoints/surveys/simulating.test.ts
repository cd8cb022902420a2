import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { policyRules } from "../../../functions/domain/contact-policy.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";

const day = 24 * 3600;

describe("simulating a survey", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    const invitation = { delaySeconds: 3600, expireAfterDays: 30, reminders: [{ afterDays: 2 }, { afterDays: 9 }] };
    const workspace = { testers: ["tess@example.com"] };
    hearback = await startUnderContract({ plant: { workspace, survey: { invitation } } });
  });
  afterEach(() => hearback.close());

  const simulate = (told: Record<string, unknown> = {}, key?: string) =>
    hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/simulate`, { body: interaction(told), key });
  const report = (told: Record<string, unknown> = {}) =>
    hearback.call("POST", "/v1/interactions", { body: interaction({ survey: hearback.seed.surveyId, ...told }) });
  const changeSurvey = (change: unknown) =>
    hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body: change });
  const later = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
  const ago = (seconds: number) => later(hearback.clock.now(), -seconds);
  const wholeTable = async () => {
    const { Items = [] } = await hearback.dynamodb.send(new ScanCommand({ TableName: hearback.tableName }));
    return new Map(Items.map((item) => [`${item["pk"]?.S} ${item["sk"]?.S}`, item]));
  };
  const passed = (names: readonly string[]) => names.map((rule) => ({ rule, passed: true }));
  const allRules = policyRules.map(({ name }) => name);
  const rulesBefore = (name: string) => allRules.slice(0, allRules.indexOf(name));

  it("tells when somebody who was never heard of would be asked and reminded, and every rule that was asked", async () => {
    const occurredAt = ago(60);
    const { status, json } = await simulate({ occurredAt });
    const dueAt = later(occurredAt, 3600);
    const reminders = [later(dueAt, 2 * day), later(dueAt, 9 * day)];
    expect([status, json]).toEqual([200, { outcome: "invited", dueAt, reminders, rules: passed(allRules) }]);
  });

  it("writes nothing, whoever it is about and whatever it comes to", async () => {
    const known = { id: "c-1", email: "jo@example.com" };
    await report({ customer: known, id: "t-1" });
    await hearback.clock.advance(3700);
    await hearback.jobs.run("dispatch-invitations");
    const before = await wholeTable();
    expect(before.size).toBeGreaterThan(5);
    for (const told of [
      {},
      { id: "t-1", customer: known },
      { id: "t-2", customer: { ...known, name: "Jo Li", email: "new@example.com" } },
      { customer: { id: "c-1", email: "stranger@example.com" }, send: { via: "link" } },
      { customer: { id: "c-9" } },
      { send: { via: "none" } },
      { test: true, customer: { email: "tess@example.com" } },
    ]) {
      expect((await simulate(told)).status).toBe(200);
    }
    expect(await wholeTable()).toEqual(before);
  });

  it("comes to what the report then comes to", async () => {
    const customer = { email: "jo@example.com" };
    const told = { customer, occurredAt: ago(60) };
    const simulated = await simulate(told);
    expect((await report(told)).json.invitation.dueAt).toBe(simulated.json.dueAt);
    await hearback.clock.advance(3700);
    await hearback.jobs.run("dispatch-invitations");
    for (const send of [{ via: "email" }, { via: "link" }]) {
      const { json } = await simulate({ customer, send });
      const { outcome, reason, until } = (await report({ customer, send })).json;
      expect([json.outcome, json.reason, json.until]).toEqual([outcome, reason, until]);
      expect(json.rules.at(-1)).toEqual({ rule: "throttle", passed: false, reason: "throttled", until });
      expect(json).not.toHaveProperty("dueAt");
    }
  });

  it("names the rule that ends it after those that passed", async () => {
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/pause`);
    expect((await simulate()).json).toEqual({
      outcome: "not_invited",
      reason: "survey_paused",
      rules: [...passed(rulesBefore("survey")), { rule: "survey", passed: false, reason: "survey_paused" }],
    });
    expect((await simulate({ customer: { id: "c-mute" } })).json.rules).toEqual([
      { rule: "address", passed: false, reason: "no_address" },
    ]);
  });

  it("tells what makes it wait, and goes on with the rules at the later time", async () => {
    const minute = hearback.clock.now().slice(11, 16);
    const [from, to] = [later(`2026-01-01T${minute}:00.000Z`, -7200), later(`2026-01-01T${minute}:00.000Z`, 7200)];
    await changeSurvey({ policy: { quietHours: { from: from.slice(11, 16), to: to.slice(11, 16) } } });
    const { json } = await simulate();
    expect(json).toMatchObject({ outcome: "invited", reason: "quiet_hours", until: json.dueAt });
    expect(json.dueAt.slice(11, 16)).toBe(to.slice(11, 16));
    expect(json.rules).toEqual([
      ...passed(rulesBefore("fair time")),
      { rule: "fair time", passed: false, reason: "quiet_hours", until: json.dueAt },
      { rule: "daily cap", passed: true },
    ]);
  });

  it("asks of a link what is asked of links", async () => {
    const { json } = await simulate({ customer: { id: "c-mute" }, send: { via: "link" } });
    expect(json).toMatchObject({ outcome: "invited", rules: passed(["survey", "expiry", "sampling", "throttle"]) });
    expect(json).not.toHaveProperty("reminders");
  });

  it("says not_requested when the business wants nobody asked, and asks no rule", async () => {
    const expected = { outcome: "not_invited", reason: "not_requested", rules: [] };
    expect((await simulate({ send: { via: "none" } })).json).toEqual(expected);
  });

  it("tells what was decided when the interaction has been reported, which stands", async () => {
    const told = { id: "t-1", customer: { email: "jo@example.com" } };
    const { json } = await report(told);
    const { dueAt } = json.invitation;
    const { json: simulated } = await simulate({ ...told, customer: { email: "JO@example.com" } });
    expect(simulated).toEqual({ outcome: "invited", dueAt, interactionId: json.id, rules: [] });
  });

  it("hears a customer afresh whose address bounced, once another is told", async () => {
    const { services, seed } = hearback;
    const first = await report({ customer: { id: "c-1", email: "old@example.com" } });
    const workspace = await services.workspaces.get(seed.workspaceId);
    const customerId = `cus_${first.json.id.slice(4, 26)}`;
    const bounced = { email: "old@example.com", reason: "bounced", at: hearback.clock.now(), customerId } as const;
    await services.suppressions.suppress(workspace, [bounced]);
    expect((await simulate({ customer: { id: "c-1" } })).json.reason).toBe("suppressed");
    expect((await simulate({ customer: { id: "c-1", email: "new@example.com" } })).json.outcome).toBe("invited");
  });

  it("counts what a test key asks as a test, as its reports are", async () => {
    const body = { name: "Test", mode: "test", scopes: ["read"] };
    const key = (await hearback.call("POST", "/v1/keys", { body })).json.apiKey;
    expect((await simulate({}, key)).json).toMatchObject({ outcome: "not_invited", reason: "not_a_tester" });
    const tester = await simulate({ customer: { email: "tess@example.com" } }, key);
    expect(tester.json.rules.map(({ rule }: { rule: string }) => rule)).not.toContain("throttle");
    expect(tester.json.outcome).toBe("invited");
  });

  it("takes this survey's name or none, whatever the survey listens to", async () => {
    const { surveyId } = hearback.seed;
    const other = (await hearback.call("POST", "/v1/surveys", { body: { name: "Other", kind: "csat" } })).json;
    expect((await simulate({ survey: surveyId, type: "unheard.of" })).json.outcome).toBe("invited");
    const refused = await simulate({ survey: other.id });
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["survey"]]);
  });

  it.each([
    [{ type: "" }, ["type"]],
    [{ customer: {} }, ["customer"]],
    [{ customer: { email: "a@x,b@y" } }, ["customer.email"]],
    [{ send: { via: "pigeon" } }, ["send.via"]],
    [{ occurredAt: "2099-01-01T00:00:00Z" }, ["occurredAt"]],
    [{ colour: "red" }, ["colour"]],
  ])("refuses %j as a report would be", async (told, faults) => {
    const [simulated, reported] = [await simulate(told), await report(told)];
    expect([simulated.status, faultsOf(simulated)]).toEqual([422, faults]);
    expect([reported.status, faultsOf(reported)]).toEqual([422, faults]);
  });

  it("needs the scope read, and a survey that is there", async () => {
    const body = { name: "Ingest", scopes: ["ingest", "manage"] };
    const key = (await hearback.call("POST", "/v1/keys", { body })).json.apiKey;
    expect((await simulate({}, key)).status).toBe(403);
    const missing = await hearback.call("POST", "/v1/surveys/srv_00000000000/simulate", { body: interaction() });
    expect(missing.status).toBe(404);
  });
});
