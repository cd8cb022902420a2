import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { days, invite } from "../customers.ts";

describe("accepting an interaction", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({ plant: { workspace: { testers: ["Tess@Example.com"] } } });
  });
  afterAll(() => hearback.close());

  const post = (overrides: Record<string, unknown> = {}, key?: string) =>
    hearback.call("POST", "/v1/interactions", { body: interaction(overrides), key });
  const storyOf = async (id: string) => (await hearback.call("GET", `/v1/interactions/${id}`)).json;
  const inSeconds = (seconds: number) => new Date(Date.parse(hearback.clock.now()) + seconds * 1000).toISOString();
  const newSurvey = async (fields: Record<string, unknown>) =>
    (await hearback.call("POST", "/v1/surveys", { body: { name: "Another", kind: "nps", ...fields } })).json;

  it("keeps every optional field and shows it again", async () => {
    const facts = {
      type: "ticket.solved",
      occurredAt: inSeconds(-60),
      channel: "chat",
      journeyStage: "post_purchase",
      variant: "B",
      agent: { id: "a-7", name: "Sam" },
      product: "Router X",
      issueId: "ticket-1001",
      handleTimeSeconds: 312.5,
      resolvedOnFirstContact: true,
      amount: { value: "-49.90", currency: "EUR" },
      attributes: { plan: "pro", seats: 3, trial: false, "a.b-c_d": "x" },
    };
    const accepted = await post({
      ...facts,
      id: "ticket-1001",
      customer: { id: "c-42", email: "jo@example.com", name: "Jo Li", locale: "en-GB", timeZone: "Europe/London" },
      survey: hearback.seed.surveyId,
      send: { via: "email", delaySeconds: 7200, expireAfterDays: 2 },
      test: false,
    });
    expect(accepted.status).toBe(202);
    const story = await storyOf(accepted.json.id);
    expect(story).toMatchObject({ ...facts, externalId: "ticket-1001", test: false, outcome: "invited" });
    expect(story.invitation).toEqual(accepted.json.invitation);
    expect(story.invitations).toMatchObject([
      {
        id: accepted.json.invitation.id,
        surveyId: hearback.seed.surveyId,
        surveyVersion: 1,
        status: "scheduled",
        dueAt: new Date(Date.parse(facts.occurredAt) + 7_200_000).toISOString(),
        expiresAt: new Date(Date.parse(facts.occurredAt) + days(2) * 1000).toISOString(),
        history: [{ status: "scheduled" }],
      },
    ]);
  });

  it("keeps an attribute whatever it is called", async () => {
    const attributes = { toString: "x", hasOwnProperty: 1, prototype: true, length: 3, "Set-Cookie": "y" };
    const { json } = await post({ attributes });
    expect((await storyOf(json.id)).attributes).toEqual(attributes);
  });

  it("shows nothing that was not told", async () => {
    const { json } = await post({ type: "unheard.of", customer: { id: "c-bare" } });
    expect(Object.keys(await storyOf(json.id)).sort()).toEqual(
      [
        "customerId",
        "id",
        "invitations",
        "occurredAt",
        "outcome",
        "reason",
        "receivedAt",
        "test",
        "timeline",
        "type",
      ].sort(),
    );
  });

  it("takes a time up to five minutes ahead, and keeps any offset as UTC", async () => {
    expect((await post({ occurredAt: inSeconds(290) })).status).toBe(202);
    const { json } = await post({ occurredAt: "2026-03-01T01:30:00.5+05:45" });
    expect((await storyOf(json.id)).occurredAt).toBe("2026-02-28T19:45:00.500Z");
  });

  it("takes the longest address and text in any script", async () => {
    const email = `${"x".repeat(64)}@${"y".repeat(63)}.${"z".repeat(63)}.${"w".repeat(57)}.com`;
    expect(email).toHaveLength(254);
    expect((await post({ customer: { email, name: "李 小龙 🙂" }, product: "جهاز توجيه" })).json.outcome).toBe(
      "invited",
    );
  });

  it("asks by the oldest active survey that listens to the type, unless one is named", async () => {
    const later = await newSurvey({ listensTo: ["ticket.solved", "parcel.lost"] });
    expect((await post()).json.invitation.surveyId).toBe(hearback.seed.surveyId);
    expect((await post({ type: "parcel.lost" })).json.invitation.surveyId).toBe(later.id);
    expect((await post({ survey: later.id })).json.invitation.surveyId).toBe(later.id);
    expect((await post({ type: "unheard.of", survey: later.id })).json.invitation.surveyId).toBe(later.id);
  });

  describe("without an invitation", () => {
    const notInvited = async (reason: string, overrides: Record<string, unknown>, key?: string) => {
      const { status, json } = await post(overrides, key);
      expect([status, json.outcome, json.reason]).toEqual([202, "not_invited", reason]);
      expect(await storyOf(json.id)).toMatchObject({ outcome: "not_invited", reason, invitations: [] });
      return json;
    };

    it("says no_survey when none listens to the type", () => notInvited("no_survey", { type: "unheard.of" }));

    it("says not_requested when the business wants nobody asked", () =>
      notInvited("not_requested", { send: { via: "none" } }));

    it("says no_address when the customer is known by an id alone", () =>
      notInvited("no_address", { customer: { id: "c-mute" } }));

    it("says survey_paused for a named survey that is paused", async () => {
      const { id } = await newSurvey({});
      await hearback.call("POST", `/v1/surveys/${id}/pause`);
      await notInvited("survey_paused", { survey: id });
    });

    it("says too_old when the link would be over before the mail leaves", async () => {
      await notInvited("too_old", { occurredAt: inSeconds(-days(31)) });
      await notInvited("too_old", { send: { expireAfterDays: 1, delaySeconds: days(2) } });
      expect((await post({ occurredAt: inSeconds(-days(31)), send: { expireAfterDays: 40 } })).json.outcome).toBe(
        "invited",
      );
    });

    it("says suppressed once the customer has unsubscribed, and tells the address by every name", async () => {
      const { unsubscribeUrl } = await invite(hearback, { customer: { id: "c-off", email: "off@example.com" } });
      await hearback.submit(unsubscribeUrl, { "List-Unsubscribe": "One-Click" });
      await notInvited("suppressed", { customer: { email: "off@example.com" } });
      await notInvited("suppressed", { customer: { id: "c-off" } });
      await notInvited("suppressed", { customer: { id: "c-other", email: "OFF@example.com" } });
    });

    it("says throttled, and until when, after the customer was mailed", async () => {
      const customer = { email: "often@example.com" };
      await invite(hearback, { customer });
      await hearback.jobs.run("dispatch-invitations");
      const [mail] = (await hearback.mailbox.list()).filter(({ to }) => to.includes(customer.email));
      const { until } = await notInvited("throttled", { customer });
      expect(Date.parse(until) - Date.parse(mail?.sentAt ?? "")).toBeLessThan(days(30) * 1000 + 60_000);
      expect(Date.parse(until) - Date.parse(mail?.sentAt ?? "")).toBeGreaterThan(days(30) * 1000 - 60_000);
      await hearback.clock.advance(days(30) + 60);
      expect((await post({ customer })).json.outcome).toBe("invited");
    });

    it("waits instead when the survey defers", async () => {
      const { id } = await newSurvey({
        policy: { whenThrottled: "defer", throttleDays: 3 },
        invitation: { delaySeconds: 0 },
      });
      const customer = { email: "patient@example.com" };
      await invite(hearback, { customer, survey: id });
      await hearback.jobs.run("dispatch-invitations");
      const { json } = await post({ customer, survey: id });
      expect(json.outcome).toBe("invited");
      expect(Date.parse(json.invitation.dueAt) - Date.parse(hearback.clock.now())).toBeGreaterThan(days(2.9) * 1000);
    });

    it("says not_a_tester when a test would reach somebody else", async () => {
      await notInvited("not_a_tester", { test: true });
      const { json } = await post({ test: true, customer: { email: "tess@example.com" } });
      expect(json.outcome).toBe("invited");
      expect((await storyOf(json.id)).test).toBe(true);
    });
  });
});
