import { describe, expect, it } from "vitest";
import { type HistoryEntry, type Invitation, remindedChanges } from "../../functions/domain/invitation.ts";
import type { MailEvent } from "../../functions/domain/mail.ts";
import { doubleSendsOf, farewellOf, feedbackOf, isAhead, provenMove } from "../../functions/domain/mail-feedback.ts";
import { anInvitation, invitationId, madeAt, workspaceId } from "./builders.ts";

const at = "2026-11-22T10:00:00.000Z";

const anEvent = ({
  step = 0,
  attempt = 1,
  ...told
}: Partial<MailEvent> & { step?: number; attempt?: number } = {}): MailEvent => ({
  type: "delivered",
  messageId: "m-1",
  acceptedAt: madeAt,
  at,
  tags: { workspace: workspaceId, invitation: invitationId, step, attempt },
  ...told,
});

const sent = (told: Partial<Invitation> = {}) =>
  anInvitation({ status: "sent", sentAt: madeAt, messageId: "m-1", reminderDays: [4, 9], ...told });
const historyOf = (...statuses: Invitation["status"][]): HistoryEntry[] =>
  statuses.map((status) => ({ status, at: madeAt }));

describe("the move that a mail event proves", () => {
  it.each(["send", "delivered", "bounced", "rejected"] as const)(
    "is that the mail was sent, if it is told %s",
    (type) => {
      const reminder = "2026-11-26T09:30:00.000Z";
      expect(provenMove(anInvitation({ reminderDays: [4] }), anEvent({ type }))).toEqual([
        "send",
        { sentAt: madeAt, messageId: "m-1", dueAt: reminder },
      ]);
    },
  );

  it.each(["unconfirmed", "failed", "skipped", "cancelled"] as const)(
    "is that the mail was sent, though it is %s",
    (status) => {
      expect(provenMove(anInvitation({ status }), anEvent())).toMatchObject(["send", { messageId: "m-1" }]);
    },
  );

  it("is none once that is known", () => {
    expect(provenMove(sent(), anEvent())).toBeUndefined();
    expect(provenMove(sent({ step: 1 }), anEvent({ step: 1 }))).toBeUndefined();
    expect(provenMove(sent({ step: 1 }), anEvent())).toBeUndefined();
  });

  it("is that a reminder was sent, after which the next one follows", () => {
    expect(provenMove(sent(), anEvent({ step: 1, messageId: "m-2" }))).toEqual([
      "remind",
      { step: 1, messageId: "m-2", dueAt: "2026-12-01T09:30:00.000Z" },
    ]);
  });

  it("is that of the first try, when a doubt is about to be tried again", () => {
    const retried = anInvitation({ attempt: 2, history: historyOf("scheduled", "unconfirmed", "scheduled") });
    expect(provenMove(retried, anEvent({ attempt: 1 }))).toMatchObject(["send", {}]);
  });

  it("is none when the address was put right since", () => {
    const history = historyOf("scheduled", "sent", "scheduled");
    const readdressed = anInvitation({ attempt: 2, firstAttempt: 2, history });
    expect(provenMove(readdressed, anEvent({ attempt: 1 }))).toBeUndefined();
    expect(provenMove(readdressed, anEvent({ attempt: 2 }))).toMatchObject(["send", {}]);
    const again = sent({ attempt: 2, firstAttempt: 2, history: [...history, ...historyOf("sent")] });
    expect(provenMove(again, anEvent({ step: 1, attempt: 1 }))).toBeUndefined();
  });
});

describe("an invitation that was read too early", () => {
  it("does not show the attempt, the step or the sending that an event is about", () => {
    expect(isAhead(sent(), anEvent({ attempt: 2 }))).toBe(true);
    expect(isAhead(sent(), anEvent({ step: 2 }))).toBe(true);
    expect(isAhead(anInvitation(), anEvent({ step: 1 }))).toBe(true);
  });

  it("is none when the event is about what it shows, or about the next reminder", () => {
    for (const step of [0, 1, 2]) expect(isAhead(sent({ step: 1 }), anEvent({ step }))).toBe(false);
    expect(isAhead(anInvitation({ attempt: 2 }), anEvent({ attempt: 1 }))).toBe(false);
  });
});

describe("what a mail event tells", () => {
  it("is the delivery of the first mail, and evidence", () => {
    expect(feedbackOf(sent(), anEvent())).toEqual({
      delivery: { status: "delivered", at },
      mailEvents: [{ event: "delivered", at, step: 0, attempt: 1 }],
    });
  });

  it("is SES's word for the reason, and of a soft bounce whose address it was", () => {
    const told = feedbackOf(sent(), anEvent({ type: "soft_bounced", reason: "Transient/General" }), "cus_1");
    expect(told.mailEvents).toEqual([
      { event: "soft_bounced", at, step: 0, attempt: 1, reason: "Transient/General", identity: "cus_1" },
    ]);
  });

  it("is nothing when it is told again, or when it only says that the mail was taken", () => {
    const once = { ...sent(), ...feedbackOf(sent(), anEvent()) };
    expect(feedbackOf(once, anEvent())).toEqual({});
    expect(feedbackOf(sent(), anEvent({ type: "send" }))).toEqual({});
  });

  it("is evidence only, when it is about a reminder, an address of before, or an unsubscription", () => {
    const readdressed = sent({ attempt: 2, firstAttempt: 2 });
    for (const [invitation, event] of [
      [sent({ step: 1 }), anEvent({ step: 1, type: "bounced" })],
      [readdressed, anEvent({ attempt: 1, messageId: "m-0", type: "bounced" })],
      [sent(), anEvent({ type: "unsubscribed" })],
    ] as const) {
      expect(Object.keys(feedbackOf(invitation, event))).toEqual(["mailEvents"]);
    }
  });

  it("is told in order of time, whenever it comes", () => {
    const events = [
      anEvent({ type: "complained", at: "2026-11-23T10:00:00.000Z" }),
      anEvent(),
      anEvent({ type: "delayed", at: madeAt }),
    ];
    let end = sent();
    for (const event of events) end = { ...end, ...feedbackOf(end, event) };
    expect(end.mailEvents?.map(({ event }) => event)).toEqual(["delayed", "delivered", "complained"]);
  });

  it("is kept thirty times at most, and still moves the delivery after that", () => {
    const minute = (n: number) => `2026-11-22T10:${String(n).padStart(2, "0")}:00.000Z`;
    let invitation = sent();
    for (let n = 0; n < 40; n++)
      invitation = { ...invitation, ...feedbackOf(invitation, anEvent({ type: "delayed", at: minute(n) })) };
    expect(invitation.mailEvents).toHaveLength(30);
    expect(feedbackOf(invitation, anEvent({ at: minute(50) }))).toEqual({
      delivery: { status: "delivered", at: minute(50) },
    });
  });

  it("is that a mail was sent twice, when it is about another message of the same step", () => {
    const other = anEvent({ messageId: "m-2", type: "send", attempt: 1, acceptedAt: at });
    const told = feedbackOf(sent(), other);
    expect(told).toEqual({ mailEvents: [{ event: "double_send", at, step: 0, attempt: 1 }] });
    expect(feedbackOf({ ...sent(), ...told }, other)).toEqual({});
    const reminded = sent({ step: 1, messageId: "m-5" });
    expect(feedbackOf(reminded, { ...other, tags: { ...other.tags, step: 1 } }).mailEvents).toMatchObject([
      { event: "double_send", step: 1 },
    ]);
    expect(feedbackOf(reminded, anEvent({ type: "send" }))).toEqual({});
  });

  it("is the message of a reminder that was in doubt, and no second one", () => {
    const inDoubt = { ...sent(), ...remindedChanges(sent(), 1, { reason: "timeout" }) } as Invitation;
    expect(feedbackOf(inDoubt, anEvent({ type: "send", step: 1, messageId: "m-2" }))).toEqual({ messageId: "m-2" });
  });
});

describe("that a customer has unsubscribed by a mail's link", () => {
  it("is noted once, for the mail that was sent last", () => {
    const reminded = sent({ step: 1, attempt: 2 });
    const { mailEvents = [] } = farewellOf(reminded, at);
    expect(mailEvents).toEqual([{ event: "unsubscribed", at, step: 1, attempt: 2 }]);
    expect(farewellOf({ ...reminded, mailEvents }, at)).toEqual({});
  });

  it("is noted after whatever else was told, as long as there is room", () => {
    const delivered = { event: "delivered", at: madeAt, step: 0, attempt: 1 } as const;
    const told = (count: number) => sent({ mailEvents: Array.from({ length: count }, () => delivered) });
    expect(farewellOf(told(2), at).mailEvents?.map(({ event }) => event)).toEqual([
      "delivered",
      "delivered",
      "unsubscribed",
    ]);
    expect(farewellOf(told(29), at).mailEvents).toHaveLength(30);
    expect(farewellOf(told(30), at)).toEqual({});
  });
});

describe("mails that SES took twice", () => {
  it("are counted by the evidence", () => {
    const entry = (event: "double_send" | "delivered") => ({ event, at, step: 0, attempt: 1 });
    expect(doubleSendsOf({})).toBe(0);
    expect(doubleSendsOf({ mailEvents: [entry("delivered"), entry("double_send"), entry("double_send")] })).toBe(2);
  });
});
