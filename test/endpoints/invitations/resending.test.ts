import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MailEvent } from "../../../functions/domain/mail.ts";
import { resendInvitation } from "../../../functions/endpoints/invitations/resend-invitation.ts";
import { recordMailEvent } from "../../../functions/jobs/record-mail-event.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { auditOf } from "../../support/audit.ts";
import { Crash, crashAt } from "../../support/crash.ts";
import { interaction } from "../../support/hearback.ts";
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

const wrong = "jo@exmaple.com";
const right = "jo@example.com";

describe("sending an invitation to an address that was put right", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract({ plant: { survey: reminding, workspace: { testers: ["tess@example.com"] } } });
  });
  afterEach(() => hearback.close());

  const resend = (id: string, email: string = right, key?: string) => acted(hearback)(id, "resend", { email }, key);
  const urlOf = (purpose: "survey" | "unsubscribe", id: string) =>
    hearback.services.links.url(purpose, { workspaceId: hearback.seed.workspaceId, id });
  const pass = async (seconds: number) => {
    await hearback.clock.advance(seconds);
    await dispatch(hearback);
  };
  /** An invitation whose mail came back. */
  const bounced = async (customer: Record<string, string> = { id: "c-1", email: wrong }) => {
    const id = await inviteBy(hearback, { customer });
    await dispatch(hearback);
    await bounce(hearback, customer["email"] ?? "");
    return id;
  };

  it("mails the same link there, and the reminders that were planned", async () => {
    const id = await bounced();
    const { status, json } = await resend(id);
    expect([status, json.status, json.reason]).toEqual([202, "scheduled", "readdressed"]);
    for (const field of ["sentAt", "messageId", "delivery"]) expect(json).not.toHaveProperty(field);
    await dispatch(hearback);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "sent", delivery: { status: "delivered" } });
    const [mail] = await hearback.mailbox.list();
    expect(mail?.links.some((link) => link.startsWith(`${hearback.url}/s/`))).toBe(true);
    await pass(2 * day + 60);
    await pass(2 * day + 60);
    expect(mailsOf(hearback, id)).toEqual([`0 ${wrong}`, `0 ${right}`, `1 ${right}`, `2 ${right}`]);
    expect(await invitationOf(hearback, id)).toMatchObject({ remindersSent: 2 });
    expect((await hearback.submit(await urlOf("survey", id), { score: "9" })).status).toBe(303);
  });

  it("makes the address one of the customer's names, and keeps the wrong one suppressed", async () => {
    const { suppressions, workspaces } = hearback.services;
    const id = await bounced();
    await resend(id);
    const { json } = await hearback.call("POST", "/v1/interactions", {
      body: interaction({ customer: { email: right } }),
    });
    expect(json.id.slice(4, 26)).toBe(id.slice(4, 26));
    const workspace = await workspaces.get(hearback.seed.workspaceId);
    expect(await suppressions.isSuppressed(workspace, wrong)).toBe(true);
    expect(await suppressions.isSuppressed(workspace, right)).toBe(false);
  });

  it("is harmless twice: one mail, written down once with who did it", async () => {
    const id = await bounced();
    const key = await keyWith(hearback, {});
    const answers = await Promise.all([resend(id, right, key), resend(id, right, key)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    await dispatch(hearback);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toEqual([`0 ${wrong}`, `0 ${right}`]);
    const [{ json } = answers[0]] = answers;
    const { at } = json.history.find(({ reason }: { reason?: string }) => reason === "readdressed");
    expect(await auditOf(hearback, id)).toEqual([{ what: "resend", at, by: `key_${key.split("_")[2]}` }]);
  });

  it("can be done again when that address was wrong too", async () => {
    const id = await bounced();
    await resend(id, "jo@exampel.com");
    await dispatch(hearback);
    await bounce(hearback, "jo@exampel.com");
    expect((await resend(id)).status).toBe(202);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toEqual([`0 ${wrong}`, "0 jo@exampel.com", `0 ${right}`]);
  });

  it("mails what failed", async () => {
    const id = await inviteBy(hearback, { customer: { email: right } });
    const { invitations } = hearback.services;
    const seen = await invitations.find(hearback.seed.workspaceId, id);
    if (!seen) throw new Error("The invitation is missing.");
    await invitations.move(seen, "fail", hearback.clock.now(), { reason: "MessageRejected" });
    expect((await resend(id)).status).toBe(202);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toEqual([`0 ${right}`]);
  });

  it("mails what was skipped because the address is suppressed", async () => {
    const other = (await hearback.call("POST", "/v1/surveys", { body: { name: "Other", kind: "csat" } })).json;
    const id = await inviteBy(hearback, { customer: { email: wrong }, survey: other.id, send: { delaySeconds: 60 } });
    await bounced({ email: wrong });
    await pass(120);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "skipped", reason: "suppressed" });
    expect((await resend(id)).status).toBe(202);
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toEqual([`0 ${right}`]);
  });

  it("keeps quiet hours, the throttle and all else that holds for a first mail", async () => {
    const id = await bounced();
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/pause`);
    await resend(id);
    await dispatch(hearback);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "skipped", reason: "survey_paused" });
  });

  it("takes what the mail service tells late of the wrong address for what it is", async () => {
    const { services, seed } = hearback;
    const id = await bounced();
    await resend(id);
    const late = (type: MailEvent["type"], attempt: number, recipient: string): MailEvent => ({
      type,
      recipient,
      ...(type === "bounced" && { suppress: "bounced" }),
      messageId: `m-${attempt}`,
      acceptedAt: hearback.clock.now(),
      at: hearback.clock.now(),
      tags: { workspace: seed.workspaceId, invitation: id, step: 0, attempt },
    });
    for (const type of ["send", "bounced", "delivered"] as const) await recordMailEvent(late(type, 1, wrong), services);
    const waiting = await invitationOf(hearback, id);
    expect(waiting.status).toBe("scheduled");
    expect(waiting).not.toHaveProperty("delivery");
    await dispatch(hearback);
    await recordMailEvent(late("bounced", 1, wrong), services);
    expect(await invitationOf(hearback, id)).toMatchObject({ status: "sent", delivery: { status: "delivered" } });
    expect(mailsOf(hearback, id)).toEqual([`0 ${wrong}`, `0 ${right}`]);
    expect(hearback.logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("tries a send in doubt once more there, like every first mail", async () => {
    const { services, clock, seed } = hearback;
    const id = await bounced();
    await resend(id);
    const standing = await services.invitations.find(seed.workspaceId, id, { consistent: true });
    if (!standing) throw new Error("The invitation is missing.");
    await services.invitations.move(standing, "doubt", clock.now(), { attemptedAt: clock.now(), dueAt: clock.now() });
    await clock.advance(1000);
    await services.heartbeat.beat(clock.now());
    await dispatch(hearback);
    expect(mailsOf(hearback, id)).toEqual([`0 ${wrong}`, `0 ${right}`]);
    expect(await services.invitations.find(seed.workspaceId, id)).toMatchObject({ attempt: 3, firstAttempt: 2 });
  });

  it("is completed by its repetition after a crash at any of its awaits", async () => {
    const { services, seed } = hearback;
    const caller = await services.apiKeys.authenticate(seed.apiKey);
    let n = 0;
    for (let crashed = true; crashed; n++) {
      const [from, to] = [`from-${n}@example.com`, `to-${n}@example.com`];
      const id = await bounced({ email: from });
      const dying = crashAt(services, n);
      const input = { caller, params: { id }, body: { email: to } } as never;
      await resendInvitation.run(input, dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      expect((await resend(id, to)).status, `after a crash at call ${n}`).toBe(202);
      expect(await auditOf(hearback, id)).toHaveLength(1);
      await dispatch(hearback);
      expect(mailsOf(hearback, id), `after a crash at call ${n}`).toEqual([`0 ${from}`, `0 ${to}`]);
    }
    expect(n).toBeGreaterThan(7);
  });

  describe("is refused", () => {
    const refused = async (id: string, why: string, email = right) => {
      const { status, json } = await resend(id, email);
      expect([status, json.detail]).toEqual([409, expect.stringContaining(why)]);
      const mails = mailsOf(hearback, id).length;
      await dispatch(hearback);
      expect(mailsOf(hearback, id)).toHaveLength(mails);
    };

    it("for what was delivered", async () => {
      const id = await inviteBy(hearback);
      await dispatch(hearback);
      await refused(id, "it was delivered");
    });

    it("for what waits, was cancelled, or is a link", async () => {
      const waiting = await inviteBy(hearback, { send: { delaySeconds: day } });
      await refused(waiting, "scheduled");
      await cancelled(hearback)(waiting);
      await refused(waiting, "cancelled");
      await refused(await inviteBy(hearback, { send: { via: "link" } }), "link");
    });

    it("for what has been answered, though its mail came back", async () => {
      const id = await bounced();
      await hearback.clock.advance(3600);
      await hearback.submit(await urlOf("survey", id), { score: "9" });
      await refused(id, "answered");
    });

    it("for what has expired", async () => {
      const id = await bounced();
      await hearback.clock.advance(31 * day);
      await refused(id, "expired");
    });

    it("for the address that came back, and for every one that is suppressed", async () => {
      await bounced({ id: "c-2", email: "other@example.com" });
      const id = await bounced();
      await refused(id, "bounced", wrong.toUpperCase());
      await refused(id, "This address", "other@example.com");
    });

    it("for a customer who wants no more mail, although their address came back first", async () => {
      const id = await bounced();
      await hearback.submit(await urlOf("unsubscribe", id), { "List-Unsubscribe": "One-Click" });
      await refused(id, "unsubscribed");
      const { customers, workspaces } = hearback.services;
      const workspace = await workspaces.get(hearback.seed.workspaceId);
      const customer = await customers.find(workspace.id, `cus_${id.slice(4, 26)}`);
      expect(customer).toMatchObject({ email: wrong, suppressed: { reason: "unsubscribed" } });
    });

    it.each([{}, { email: "" }, { email: "a@x,b@y" }, { email: "jo" }, { email: null }])("with %j", async (body) => {
      const answer = await acted(hearback)(await bounced(), "resend", body);
      expect([answer.status, faultsOf(answer)]).toEqual([422, ["email"]]);
    });

    it("with a field that is not known", async () => {
      const answer = await acted(hearback)(`inv_${"0".repeat(44)}`, "resend", { email: right, to: right });
      expect([answer.status, faultsOf(answer)]).toEqual([422, ["to"]]);
    });

    it("without the scope manage, with a test key for a live invitation, and where there is none", async () => {
      const id = await bounced();
      expect((await resend(id, right, await keyWith(hearback, { scopes: ["read", "ingest"] }))).status).toBe(403);
      expect((await resend(id, right, await keyWith(hearback, { mode: "test" }))).status).toBe(403);
      expect((await resend(`inv_${"0".repeat(44)}`)).status).toBe(404);
    });
  });
});

describe("a customer whose address bounced", () => {
  let hearback: ContractedHearback;
  beforeEach(async () => {
    hearback = await startUnderContract({ plant: { survey: { policy: { throttleDays: 0, whenThrottled: "skip" } } } });
  });
  afterEach(() => hearback.close());

  const report = (email: string) =>
    hearback.call("POST", "/v1/interactions", {
      body: { type: "ticket.solved", customer: { id: "c-1", email } },
    });

  it("is invited again with the next interaction that tells another address, and not with the same", async () => {
    await report(wrong);
    await dispatch(hearback);
    await bounce(hearback, wrong);
    expect((await report(wrong)).json).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
    const { json } = await report(right);
    expect(json.outcome).toBe("invited");
    await dispatch(hearback);
    expect(mailsOf(hearback, json.invitation.id)).toEqual([`0 ${right}`]);
    expect((await report(wrong)).json).toMatchObject({ outcome: "not_invited", reason: "suppressed" });
  });
});
