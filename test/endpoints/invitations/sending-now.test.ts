import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { auditOf } from "../../support/audit.ts";
import {
  acted,
  bounce,
  cancelled,
  day,
  dispatch,
  invitationOf,
  inviteBy,
  keyWith,
  mailsOf,
  reminding,
} from "./mailed.ts";

/** All day but a minute of it, so that it is quiet whenever the test runs. */
const quietAllDay = (now: string) => {
  const minute = now.slice(11, 16);
  const before = new Date(Date.parse(`2026-01-01T${minute}:00Z`) - 60_000).toISOString().slice(11, 16);
  return { from: minute, to: before };
};

describe("sending an invitation now", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract({ plant: { survey: reminding, workspace: { testers: ["tess@example.com"] } } });
  });
  afterEach(() => hearback.close());

  const later = { send: { delaySeconds: 3 * day } };
  const invite = (report?: Record<string, unknown>) => inviteBy(hearback, { ...later, ...report });
  const sendNow = (id: string, key?: string) => acted(hearback)(id, "send-now", undefined, key);
  const changeSurvey = (change: unknown) =>
    hearback.call("PATCH", `/v1/surveys/${hearback.seed.surveyId}`, { body: change });

  it("mails it with the next run, whatever delay it was given", async () => {
    const id = await invite();
    const { status, json } = await sendNow(id);
    expect([status, json.status, json.reason]).toEqual([202, "scheduled", "send_now"]);
    expect(json.dueAt <= hearback.clock.now()).toBe(true);
    expect(json.history.at(-1)).toMatchObject({ status: "scheduled", reason: "send_now" });
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toHaveLength(1);
  });

  it("waives quiet hours for the first mail, and not for its reminders", async () => {
    await changeSurvey({ policy: { quietHours: quietAllDay(hearback.clock.now()) } });
    const id = await invite({ send: { delaySeconds: 0 } });
    await dispatch(hearback);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "scheduled", reason: "quiet_hours" });
    const { json } = await sendNow(id);
    expect(json).not.toHaveProperty("until");
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toHaveLength(1);
    await hearback.clock.advance(2 * day + 60);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toHaveLength(1);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "sent", reason: "quiet_hours" });
  });

  it("waives nothing that protects the customer: who was asked lately is skipped", async () => {
    const customer = { email: "often@example.com" };
    const [first, second] = [await invite({ customer }), await invite({ customer })];
    await sendNow(first);
    await dispatch(hearback);
    expect((await sendNow(second)).status).toBe(202);
    await dispatch(hearback);
    expect(await invitationOf(hearback, second)).toMatchObject({ status: "skipped", reason: "throttled" });
    expect(mailsOf(hearback, second)).toEqual([]);
  });

  it("lets one wait on that is deferred by the throttle", async () => {
    await changeSurvey({ policy: { whenThrottled: "defer", throttleDays: 3 } });
    const customer = { email: "patient@example.com" };
    const [first, second] = [await invite({ customer }), await invite({ customer })];
    await sendNow(first);
    await dispatch(hearback);
    await sendNow(second);
    await dispatch(hearback);
    const waiting = await invitationOf(hearback, second);
    expect(waiting).toMatchObject({ status: "scheduled", reason: "throttled", until: waiting.dueAt });
    expect((await sendNow(second)).status).toBe(202);
    await dispatch(hearback);
    expect(mailsOf(hearback, second)).toEqual([]);
    await hearback.clock.advance(3 * day + 60);
    await dispatch(hearback);
    expect(mailsOf(hearback, second)).toHaveLength(1);
  });

  it("is harmless twice, and is written down once with who did it", async () => {
    const id = await invite();
    const key = await keyWith(hearback, {});
    const first = await sendNow(id, key);
    await hearback.clock.advance(5);
    expect((await sendNow(id)).json).toEqual(first.json);
    const at = first.json.history.at(-1).at;
    expect(await auditOf(hearback, id)).toEqual([{ what: "send_now", at, by: `key_${key.split("_")[2]}` }]);
    await Promise.all([sendNow(id), sendNow(id), dispatch(hearback)]);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toHaveLength(1);
  });

  it("is not undone by a run of the dispatcher that had just put it off", async () => {
    const { services, seed } = hearback;
    const id = await invite();
    const seen = await services.invitations.find(seed.workspaceId, id);
    if (!seen) throw new Error("The invitation is missing.");
    await sendNow(id);
    const until = new Date(Date.parse(hearback.clock.now()) + day * 1000).toISOString();
    expect(await services.invitations.postpone(seen, until, { reason: "quiet_hours", until })).toBe(false);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toHaveLength(1);
  });

  it("is refused with what became of it, once it is not scheduled any more", async () => {
    const id = await invite({ send: { delaySeconds: 0 } });
    await dispatch(hearback);
    const reminded = await sendNow(id);
    expect([reminded.status, reminded.json.detail]).toEqual([409, expect.stringContaining("next reminder is due at")]);
    await bounce(hearback, (mailsOf(hearback, id)[0] ?? "").slice(2));
    expect((await sendNow(id)).json.detail).toContain("bounced");
    const off = await invite();
    await cancelled(hearback)(off);
    expect((await sendNow(off)).json).toMatchObject({ status: 409, detail: expect.stringContaining("was cancelled") });
    const link = await inviteBy(hearback, { send: { via: "link" } });
    expect((await sendNow(link)).json).toMatchObject({ status: 409, detail: expect.stringContaining("link") });
  });

  it("takes a key with the scope manage, and of a test key test invitations only", async () => {
    const id = await invite();
    const test = await invite({ test: true, customer: { email: "tess@example.com" } });
    expect((await sendNow(id, await keyWith(hearback, { scopes: ["read", "ingest"] }))).status).toBe(403);
    const testKey = await keyWith(hearback, { mode: "test" });
    expect([(await sendNow(id, testKey)).status, (await sendNow(test, testKey)).status]).toEqual([403, 202]);
    expect((await sendNow(`inv_${"0".repeat(44)}`)).status).toBe(404);
  });
});
