import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MailEvent } from "../../functions/domain/mail.ts";
import { dispatchInvitations } from "../../functions/jobs/dispatch-invitations.ts";
import { recordMailEvent } from "../../functions/jobs/record-mail-event.ts";
import { claimSeconds } from "../../functions/timeouts.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { override } from "../support/override.ts";

const run = { holder: "test", timeLeftMs: () => 60_000 };

describe("things that happen at once", () => {
  let hearback: TestHearback;
  beforeEach(async () => {
    hearback = await startHearback();
  });
  afterEach(() => hearback.close());

  const report = (body: Record<string, unknown>) =>
    hearback.call("POST", "/v1/interactions", { body: interaction(body) });
  const find = (id: string) => hearback.services.invitations.find(hearback.seed.workspaceId, id, { consistent: true });
  const mailsTo = (address: string) => hearback.ses.accepted.filter(({ to }) => to.includes(address));
  const dispatchTwice = async () => {
    for (const _ of [1, 2]) {
      await hearback.jobs.run("dispatch-invitations");
      await hearback.jobs.run("record-mail-events");
      await hearback.clock.advance(200);
    }
  };

  it("one interaction reported with two surveys is one invitation, the one that was committed", async () => {
    const other = await hearback.call("POST", "/v1/surveys", { body: { name: "Other", kind: "nps" } });
    for (let round = 0; round < 5; round++) {
      const same = { id: `t-${round}`, customer: { email: `both-${round}@example.com` }, send: { delaySeconds: 0 } };
      const surveys = [hearback.seed.surveyId, other.json.id];
      const answers = await Promise.all(surveys.map((survey) => report({ ...same, survey })));
      expect(new Set(answers.map(({ json }) => json.invitation.id)).size).toBe(1);
      await dispatchTwice();
      expect(mailsTo(`both-${round}@example.com`)).toHaveLength(1);
    }
  });

  it("one address reported by address and id, and by address alone, is one customer with one mail", async () => {
    for (let round = 0; round < 5; round++) {
      const email = `one-${round}@example.com`;
      await Promise.all([report({ customer: { id: `c-${round}`, email } }), report({ customer: { email } })]);
      await dispatchTwice();
      expect(mailsTo(email)).toHaveLength(1);
    }
  });

  /** SES took the mail and the process died before it was written down. */
  const sendAndDie = async (email: string) => {
    const { json } = await report({ customer: { email } });
    const { services } = hearback;
    const die = () => Promise.reject(new Crash());
    const invitations = override(services.invitations, { move: die, postpone: die });
    const leases = override(services.leases, { release: die });
    await expect(dispatchInvitations({ ...services, invitations, leases }, run)).rejects.toThrow();
    return json.invitation.id as string;
  };

  it("a mail that left is found to be sent, although its survey was paused before that was known", async () => {
    const id = await sendAndDie("jo@example.com");
    await hearback.call("POST", `/v1/surveys/${hearback.seed.surveyId}/pause`);
    await hearback.jobs.run("dispatch-invitations");
    expect(await find(id)).toMatchObject({ status: "scheduled" });
    await hearback.jobs.run("record-mail-events");
    expect(await find(id)).toMatchObject({ status: "sent" });
  });

  it("a mail's own late event is no proof that the mail was lost, wherever its recording dies", async () => {
    const { services, clock, seed } = hearback;
    for (let n = 0; n < 6; n++) {
      const email = `late-${n}@example.com`;
      const id = await sendAndDie(email);
      await clock.advance(claimSeconds + 10);
      await hearback.services.leases.release("dispatch-invitations", run.holder);
      await dispatchInvitations(services, run);
      expect(await find(id)).toMatchObject({ status: "unconfirmed" });
      const accepted = clock.now();
      await clock.advance(1000);
      const event: MailEvent = {
        type: "send",
        recipient: email,
        messageId: "m-1",
        acceptedAt: accepted,
        at: accepted,
        tags: { workspace: seed.workspaceId, invitation: id, step: 0, attempt: 1 },
      };
      await recordMailEvent(event, crashAt(services, n).services).catch(() => {});
      await dispatchInvitations(services, run);
      expect(mailsTo(email), `mails after a crash at call ${n}`).toHaveLength(1);
      await recordMailEvent(event, services);
      expect(await find(id)).toMatchObject({ status: "sent" });
    }
  });

  it("a bounce ends the mailing of the address that bounced, not of the one that followed it", async () => {
    const first = await report({ customer: { id: "c-1", email: "old@example.com" } });
    await hearback.jobs.run("dispatch-invitations");
    await report({ type: "address.changed", customer: { id: "c-1", email: "new@example.com" } });
    const [mail] = await hearback.mailbox.list();
    const body = { messageId: mail?.id, type: "Bounce", bounceType: "Permanent" };
    await hearback.call("POST", "/_local/mail-events", { body });
    await hearback.jobs.run("record-mail-events");
    const story = await hearback.call("GET", `/v1/interactions/${first.json.id}`);
    expect(story.json.invitations[0].delivery.status).toBe("bounced");
    const { services, seed } = hearback;
    const workspace = await services.workspaces.get(seed.workspaceId);
    expect(await services.suppressions.isSuppressed(workspace, "old@example.com")).toBe(true);
    expect(await services.suppressions.isSuppressed(workspace, "new@example.com")).toBe(false);
  });

  it("what a test key reports never touches a live customer", async () => {
    const live = await report({ customer: { id: "c-9", email: "jo@example.com" }, send: { delaySeconds: 60 } });
    await hearback.call("PATCH", "/v1/workspace", { body: { testers: ["tester@example.com"] } });
    const { json: key } = await hearback.call("POST", "/v1/keys", {
      body: { name: "Test", mode: "test", scopes: ["ingest"] },
    });
    const customer = { id: "c-9", email: "tester@example.com" };
    const tested = await hearback.call("POST", "/v1/interactions", {
      key: key.apiKey,
      body: interaction({ customer }),
    });
    expect(tested.json).toMatchObject({ outcome: "invited" });
    await hearback.clock.advance(120);
    await dispatchTwice();
    expect(mailsTo("jo@example.com")).toHaveLength(1);
    expect(mailsTo("tester@example.com")).toHaveLength(1);
    expect(await find(live.json.invitation.id)).toMatchObject({ status: "sent" });
  });
});
