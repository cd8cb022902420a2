import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordMailEvent } from "../../../functions/jobs/record-mail-event.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { auditOf } from "../../support/audit.ts";
import { cancelled, day, dispatch, invitationOf, inviteBy, keyWith, mailsOf, reminding } from "./mailed.ts";

describe("cancelling an invitation", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract({ plant: { survey: reminding, workspace: { testers: ["tess@example.com"] } } });
  });
  afterEach(() => hearback.close());

  const invite = (report?: Record<string, unknown>) => inviteBy(hearback, report);
  const cancel = (id: string, key?: string) => cancelled(hearback)(id, key);
  const pass = async (seconds: number) => {
    await hearback.clock.advance(seconds);
    await dispatch(hearback);
  };

  it("keeps its mail from leaving, and says when it was cancelled", async () => {
    const id = await invite();
    const { status, json } = await cancel(id);
    expect([status, json.status]).toEqual([200, "cancelled"]);
    expect(json.history).toMatchObject([{ status: "scheduled" }, { status: "cancelled", reason: "cancelled" }]);
    await pass(10 * day);
    expect(mailsOf(hearback, id)).toEqual([]);
    expect(await invitationOf(hearback, id)).toEqual(json);
  });

  it("is harmless twice, and writes nothing the second time", async () => {
    const id = await invite();
    const first = await cancel(id);
    await hearback.clock.advance(60);
    const again = await cancel(id);
    expect([again.status, again.json]).toEqual([200, first.json]);
  });

  it("takes the reminders off what was sent, and leaves the link open", async () => {
    const id = await invite();
    await pass(60);
    const { status, json } = await cancel(id);
    expect([status, json.status, json.reason]).toEqual([200, "sent", "cancelled"]);
    expect((await cancel(id)).json).toEqual(json);
    for (let days = 0; days < 6; days++) await pass(day);
    expect(mailsOf(hearback, id)).toHaveLength(1);
    const url = await hearback.services.links.url("survey", { workspaceId: hearback.seed.workspaceId, id });
    expect((await hearback.submit(url, { score: "9" })).status).toBe(303);
  });

  it("takes off the second reminder when the first has left", async () => {
    const id = await invite();
    await pass(60);
    await pass(2 * day);
    expect((await cancel(id)).json).toMatchObject({ status: "sent", remindersSent: 1 });
    for (let days = 0; days < 4; days++) await pass(day);
    expect(mailsOf(hearback, id)).toHaveLength(2);
  });

  it("calls off what is in doubt, which may still turn out to have left, but has no reminders then", async () => {
    const { services, seed, clock } = hearback;
    const id = await invite();
    const seen = await services.invitations.find(seed.workspaceId, id);
    if (!seen) throw new Error("The invitation is missing.");
    await services.invitations.move(seen, "doubt", clock.now(), { attemptedAt: clock.now(), dueAt: clock.now() });
    expect((await cancel(id)).json).toMatchObject({ status: "cancelled" });
    const at = clock.now();
    const tags = { workspace: seed.workspaceId, invitation: id, step: 0, attempt: 1 };
    await recordMailEvent({ type: "send", messageId: "m-1", acceptedAt: at, at, tags }, services);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "sent", sentAt: at });
    for (let days = 0; days < 6; days++) await pass(day);
    expect(mailsOf(hearback, id)).toEqual([]);
    expect((await cancel(id)).json).toMatchObject({ status: 409, detail: expect.stringContaining("was sent") });
  });

  it("is refused with what became of it where nothing is ahead any more", async () => {
    const id = await invite();
    await pass(60);
    await pass(2 * day);
    await pass(3 * day);
    const all = await cancel(id);
    expect([all.status, all.json.detail]).toEqual([409, expect.stringContaining("delivered; no reminder is ahead")]);
  });

  it("is refused for what was skipped, naming the reason", async () => {
    const id = await invite();
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/pause`);
    await pass(60);
    expect((await cancel(id)).json).toMatchObject({
      status: 409,
      detail: "The invitation was skipped: survey_paused.",
    });
  });

  it("is refused for a link, which the business hands over itself", async () => {
    const id = await invite({ send: { via: "link" } });
    expect((await cancel(id)).json).toMatchObject({ status: 409, detail: expect.stringContaining("link") });
  });

  it("is written down with who did it, once", async () => {
    const id = await invite();
    const key = await keyWith(hearback, {});
    const { json } = await cancel(id, key);
    await cancel(id);
    const at = json.history.at(-1).at;
    expect(await auditOf(hearback, id)).toEqual([{ what: "cancel", at, by: `key_${key.split("_")[2]}` }]);
  });

  it("takes a key with the scope manage, and of a test key test invitations only", async () => {
    const id = await invite();
    const test = await invite({ test: true, customer: { email: "tess@example.com" } });
    expect((await cancel(id, await keyWith(hearback, { scopes: ["read", "ingest"] }))).status).toBe(403);
    const testKey = await keyWith(hearback, { mode: "test" });
    expect((await cancel(id, testKey)).status).toBe(403);
    expect((await cancel(test, testKey)).json.status).toBe("cancelled");
    expect((await invitationOf(hearback, id)).status).toBe("scheduled");
  });

  it.each(["inv_1", "x", `inv_${"0".repeat(44)}`, `int_${"0".repeat(44)}`])("finds nothing under %s", async (id) => {
    expect((await cancel(id)).status).toBe(404);
    expect((await hearback.call("GET", `/v1/invitations/${id}`)).status).toBe(404);
  });

  describe("by customer", () => {
    const cancelAll = (body: unknown, key?: string) => hearback.call("POST", "/v1/invitations/cancel", { body, key });
    const jo = { id: "c-1", email: "jo@example.com" };

    it("cancels all that is ahead of them, by every name they have, and nobody else's", async () => {
      const sent = await invite({ customer: jo });
      await pass(60);
      const other = (await hearback.call("POST", "/v1/surveys", { body: { name: "Other", kind: "csat" } })).json;
      const scheduled = await invite({ customer: jo, survey: other.id });
      const foreign = await invite();
      const { status, json } = await cancelAll({ customer: { email: "JO@example.com" } });
      expect([status, json.alreadySending]).toEqual([200, []]);
      expect(json.cancelled.sort()).toEqual([sent, scheduled].sort());
      expect((await cancelAll({ customer: { id: "c-1" } })).json.cancelled).toEqual([]);
      expect((await invitationOf(hearback, foreign)).status).toBe("scheduled");
      await pass(3 * day);
      expect([...mailsOf(hearback, sent), ...mailsOf(hearback, scheduled)]).toHaveLength(1);
    });

    it("leaves other surveys alone when one is named", async () => {
      const other = (await hearback.call("POST", "/v1/surveys", { body: { name: "Other", kind: "csat" } })).json;
      const [first, second] = [await invite({ customer: jo }), await invite({ customer: jo, survey: other.id })];
      const { json } = await cancelAll({ customer: { id: "c-1" }, survey: other.id });
      expect(json.cancelled).toEqual([second]);
      expect((await invitationOf(hearback, first)).status).toBe("scheduled");
    });

    it("cancels those of both customers when id and address are two", async () => {
      const [a, b] = [
        await invite({ customer: { email: "a@example.com" } }),
        await invite({ customer: { id: "c-b", email: "b@example.com" } }),
      ];
      const { json } = await cancelAll({ customer: { id: "c-b", email: "a@example.com" } });
      expect(json.cancelled.sort()).toEqual([a, b].sort());
    });

    it("cancels nothing of somebody who was never heard of", async () => {
      expect((await cancelAll({ customer: { email: "nobody@example.com" } })).json).toEqual({
        cancelled: [],
        alreadySending: [],
      });
    });

    it("leaves live invitations alone with a test key", async () => {
      await invite({ customer: { email: "tess@example.com" } });
      const test = await invite({ customer: { email: "tess@example.com" }, test: true });
      const testKey = await keyWith(hearback, { mode: "test" });
      expect((await cancelAll({ customer: { email: "tess@example.com" } }, testKey)).json.cancelled).toEqual([test]);
    });

    it.each([
      [{}, ["customer"]],
      [{ customer: {} }, ["customer"]],
      [{ customer: { email: "no address" } }, ["customer.email"]],
      [{ customer: { id: "" } }, ["customer.id"]],
      [{ customer: { id: "c", name: "Jo" } }, ["customer.name"]],
      [{ customer: { id: "c" }, survey: "after support" }, ["survey"]],
      [{ customer: { id: "c" }, survey: "srv_00000000000" }, ["survey"]],
      [{ customer: { id: "c" }, when: "now" }, ["when"]],
    ])("refuses %j", async (body, faults) => {
      const refused = await cancelAll(body);
      expect([refused.status, faultsOf(refused)]).toEqual([422, faults]);
    });
  });
});
