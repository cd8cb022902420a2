import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { day, dispatch, invitationOf, keyWith, mailsOf, reminding } from "./mailed.ts";

const link = { via: "link" };

describe("an invitation whose link the business hands over", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract({
      plant: {
        survey: { ...reminding, invitation: { ...reminding.invitation, delaySeconds: 5 * 3600 } },
        workspace: { testers: ["tess@example.com"] },
      },
    });
  });
  afterEach(() => hearback.close());

  const report = (told: Record<string, unknown> = {}, key?: string) =>
    hearback.call("POST", "/v1/interactions", { body: interaction({ send: link, ...told }), key });
  const changeSurvey = (change: unknown) =>
    hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body: change });
  const invitedUrl = async (told: Record<string, unknown> = {}): Promise<string> => {
    const { json } = await report(told);
    expect(json.outcome).toBe("invited");
    return json.invitation.url;
  };

  it("is told at once with its url, and the same again to whoever asks again", async () => {
    const told = { id: "t-1", customer: { id: "c-1" } };
    const first = await report(told);
    expect(first.status).toBe(202);
    expect(first.json.invitation).toMatchObject({ via: "link", url: expect.stringContaining(`${hearback.url}/s/`) });
    const again = await report(told);
    expect([again.status, again.json]).toEqual([200, first.json]);
  });

  it("is the only kind that tells its url", async () => {
    const told = { id: "t-2", customer: { email: "jo@example.com" }, send: { via: "email" } };
    for (const answer of [await report(told), await report(told)]) {
      expect(answer.json.outcome).toBe("invited");
      expect(answer.text).not.toContain("/s/");
    }
  });

  it("is sent as it is made, and nothing is ever mailed for it", async () => {
    const { json } = await report({ customer: { email: "jo@example.com" } });
    const { id } = json.invitation;
    const made = await invitationOf(hearback, id);
    expect(made).toMatchObject({ status: "sent", via: "link", remindersSent: 0, history: [{ status: "sent" }] });
    expect(made.sentAt).toBe(made.dueAt);
    for (let days = 0; days < 6; days++) {
      await hearback.clock.advance(day);
      await dispatch(hearback);
    }
    expect(mailsOf(hearback, id)).toEqual([]);
    expect(await invitationOf(hearback, id)).toEqual(made);
  });

  it("leads to the survey, takes an answer and counts it", async () => {
    const url = await invitedUrl({ agent: { id: "a-7" } });
    expect((await hearback.open(url)).text).toContain('name="score"');
    expect((await hearback.submit(url, { score: "9", comment: "Quick" })).status).toBe(303);
    const { items } = (await hearback.call("GET", "/v1/responses")).json;
    expect(items).toMatchObject([{ score: 9, comment: "Quick" }]);
  });

  it("needs no address, and neither suppression, quiet hours nor the delay hold it back", async () => {
    await changeSurvey({ policy: { quietHours: { from: "00:00", to: "23:59" }, weekdaysOnly: true, throttleDays: 0 } });
    const before = hearback.clock.now();
    const { json } = await report({ customer: { id: "c-mute" } });
    expect(json.outcome).toBe("invited");
    expect(Date.parse(json.invitation.dueAt) - Date.parse(before)).toBeLessThan(60_000);
    const customer = { id: "c-off", email: "off@example.com" };
    const first = (await report({ customer })).json.invitation.id;
    const unsubscribe = { workspaceId: hearback.seed.workspaceId, id: first };
    await hearback.submit(await hearback.services.links.url("unsubscribe", unsubscribe), {
      "List-Unsubscribe": "One-Click",
    });
    const mailed = await report({ customer, send: { via: "email" } });
    expect(mailed.json).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
    expect((await report({ customer })).json.outcome).toBe("invited");
  });

  describe("under the throttle", () => {
    const customer = { id: "c-1", email: "jo@example.com" };

    it("counts: who got a link is not mailed, and who was mailed gets no link", async () => {
      await invitedUrl({ customer });
      const mail = await report({ customer, send: { via: "email" } });
      expect(mail.json).toMatchObject({ outcome: "not_invited", reason: "throttled", until: expect.any(String) });

      const other = { email: "mailed@example.com" };
      const { json } = await report({ customer: other, send: { via: "email", delaySeconds: 0 } });
      await dispatch(hearback);
      expect(mailsOf(hearback, json.invitation.id)).toHaveLength(1);
      expect((await report({ customer: other })).json).toMatchObject({ outcome: "not_invited", reason: "throttled" });
    });

    it("holds back a mail that waits, once a link was handed over", async () => {
      const { json } = await report({ customer, send: { via: "email" } });
      await invitedUrl({ customer });
      await hearback.clock.advance(day);
      await dispatch(hearback);
      expect(await invitationOf(hearback, json.invitation.id)).toMatchObject({
        status: "skipped",
        reason: "throttled",
      });
    });

    it("invites once when several are reported at once", async () => {
      for (const name of ["two", "five"]) {
        const count = name === "two" ? 2 : 5;
        const told = { customer: { id: `c-${name}` } };
        const answers = await Promise.all(Array.from({ length: count }, () => report(told)));
        const outcomes = answers.map(({ json }) => json.reason ?? json.outcome).sort();
        expect(outcomes).toEqual(["invited", ...Array(count - 1).fill("throttled")]);
        for (const { json } of answers) if (json.reason) expect(json.until).toMatch(/^\d{4}-/);
      }
    });

    it("cannot wait where the survey defers: it says until when", async () => {
      await changeSurvey({ policy: { whenThrottled: "defer", throttleDays: 3 } });
      const url = await invitedUrl({ customer });
      const { json } = await report({ customer });
      expect(json).toMatchObject({ outcome: "not_invited", reason: "throttled" });
      expect(Date.parse(json.until) - Date.parse(hearback.clock.now())).toBeGreaterThan(2.9 * day * 1000);
      await hearback.clock.advance(3 * day + 60);
      expect(await invitedUrl({ customer })).not.toBe(url);
    });
  });

  it("is not made for a paused survey, for whoever was not drawn, and when it would be over at once", async () => {
    expect(
      (await report({ occurredAt: new Date(Date.parse(hearback.clock.now()) - 31 * day * 1000).toISOString() })).json,
    ).toMatchObject({ outcome: "not_invited", reason: "too_old" });
    await changeSurvey({ invitation: { samplePercent: 1 } });
    const drawn = await Promise.all(Array.from({ length: 30 }, () => report()));
    expect(drawn.filter(({ json }) => json.reason === "sampled_out").length).toBeGreaterThan(20);
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/pause`);
    const paused = await report({ survey: hearback.seed.surveyId });
    expect(paused.json).toMatchObject({ outcome: "not_invited", reason: "survey_paused" });
  });

  it("is made for whoever calls with a test key, tester or not, and leaves the throttle alone", async () => {
    const key = await keyWith(hearback, { mode: "test", scopes: ["ingest"] });
    for (let n = 0; n < 2; n++) {
      const { json } = await report({ customer: { id: "c-1" } }, key);
      expect(json.outcome).toBe("invited");
      expect((await hearback.submit(json.invitation.url, { score: "3" })).status).toBe(303);
    }
    expect((await report({ customer: { id: "c-1" } })).json.outcome).toBe("invited");
  });

  describe("as a QR code", () => {
    const qr = (id: string, query = "", key?: string) =>
      hearback.call("GET", `/v1/invitations/${id}/qr${query}`, { key });
    const linkId = async (told: Record<string, unknown> = {}) => (await report(told)).json.invitation.id as string;

    it("is an SVG of the size that is asked for, with a title, and kept by nobody", async () => {
      const id = await linkId();
      const drawn = await qr(id);
      expect([drawn.status, drawn.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
      expect(drawn.headers.get("cache-control")).toContain("no-store");
      expect(drawn.text).toMatch(/^<svg [^>]*role="img" width="256" height="256"/);
      expect((await qr(id, "?size=2048")).text).toContain('width="2048" height="2048"');
      expect((await qr(id)).text).toBe(drawn.text);
      expect((await qr(await linkId())).text).not.toBe(drawn.text);
    });

    it.each(["0", "63", "2049", "64.5", "big", "", "-64", "1e9"])("refuses the size %j", async (size) => {
      const refused = await qr(await linkId(), `?size=${size}`);
      expect([refused.status, faultsOf(refused)]).toEqual([422, ["query.size"]]);
    });

    it("is refused for what is mailed, and says why", async () => {
      const { json } = await report({ send: { via: "email" } });
      expect((await qr(json.invitation.id)).json).toMatchObject({
        status: 409,
        detail: expect.stringContaining("mailed"),
      });
    });

    it("takes the scope ingest, and of a test key its own links only", async () => {
      const id = await linkId();
      expect((await qr(id, "", await keyWith(hearback, { scopes: ["read", "manage"] }))).status).toBe(403);
      const testKey = await keyWith(hearback, { mode: "test", scopes: ["ingest"] });
      expect((await qr(id, "", testKey)).status).toBe(403);
      const test = (await report({ customer: { id: "c-test" } }, testKey)).json.invitation.id;
      expect((await qr(test, "", testKey)).status).toBe(200);
      expect((await qr(`inv_${"0".repeat(44)}`)).status).toBe(404);
    });
  });
});
