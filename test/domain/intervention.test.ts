import { describe, expect, it } from "vitest";
import type { Claim } from "../../functions/domain/customer.ts";
import {
  callingOff,
  doneAt,
  isAhead,
  isCalledOff,
  isLeaving,
  isOvertaken,
  isReaddressed,
  isSentNow,
  readdressedChanges,
  sentNowChanges,
  wasNotReceived,
  whatBecameOf,
} from "../../functions/domain/intervention.ts";
import { deliveryStatuses, type Invitation, invitationStatuses } from "../../functions/domain/invitation.ts";
import { anInvitation, invitationId, madeAt, otherInvitationId, surveyId } from "./builders.ts";

const sent = (told: Partial<Invitation> = {}) => anInvitation({ status: "sent", sentAt: madeAt, ...told });
const statusesWhere = (holds: (invitation: Invitation) => boolean) =>
  invitationStatuses.filter((status) => holds(anInvitation({ status, sentAt: madeAt })));
const delivered = (status: (typeof deliveryStatuses)[number]) => ({ delivery: { status, at: madeAt } });

describe("what is ahead of an invitation", () => {
  it("is its mail while that is scheduled or in doubt", () => {
    expect(statusesWhere(isAhead)).toEqual(["scheduled", "unconfirmed"]);
  });

  it("is a reminder that the link is still open for", () => {
    expect(isAhead(sent({ reminderDays: [4] }))).toBe(true);
    expect(isAhead(sent({ reminderDays: [4], step: 1 }))).toBe(false);
    expect(isAhead(sent({ reminderDays: [31] }))).toBe(false);
    expect(isAhead(anInvitation({ status: "skipped", sentAt: madeAt, reminderDays: [4] }))).toBe(false);
  });

  it("is called off by cancelling it, and reminders by letting what was sent rest", () => {
    expect(callingOff(anInvitation({ reminderDays: [4] }))).toEqual([
      "cancel",
      { reason: "cancelled", reminderDays: [] },
    ]);
    expect(callingOff(sent({ reminderDays: [2, 4], step: 1 }))).toEqual([
      "rest",
      { reason: "cancelled", reminderDays: [2] },
    ]);
  });

  it("stays called off unless a mail turns out to have left", () => {
    expect(isCalledOff(anInvitation({ status: "cancelled", reason: "cancelled" }))).toBe(true);
    expect(isCalledOff(sent({ reason: "cancelled" }))).toBe(true);
    expect(isCalledOff(sent())).toBe(false);
    expect(isCalledOff(sent({ reason: "answered" }))).toBe(false);
  });
});

describe("a mail that is leaving as its invitation is called off", () => {
  const now = "2026-11-22T10:00:00.000Z";
  const claim = (told: Partial<Claim> = {}): Claim => ({
    invitationId,
    surveyId,
    step: 0,
    attempt: 1,
    runId: "run",
    takenAt: now,
    leaseEndsAt: "2026-11-22T10:02:00.000Z",
    previous: {},
    ...told,
  });
  const cancelled = anInvitation({ status: "cancelled" });

  it("is seen by the live claim for the mail that was ahead", () => {
    expect(isLeaving(cancelled, claim(), now)).toBe(true);
    expect(isLeaving(sent({ step: 1 }), claim({ step: 2 }), now)).toBe(true);
  });

  it("is not taken for one that has left long ago, or whose sender died", () => {
    expect(isLeaving(cancelled, undefined, now)).toBe(false);
    expect(isLeaving(cancelled, claim({ invitationId: otherInvitationId }), now)).toBe(false);
    expect(isLeaving(cancelled, claim({ leaseEndsAt: now }), now)).toBe(false);
    expect(isLeaving(sent(), claim(), now)).toBe(false);
    expect(isLeaving({ ...cancelled, attempt: 2, firstAttempt: 2 }, claim(), now)).toBe(false);
  });

  it("is told from a reminder to the address before this one", () => {
    const toAnother = sent({ attempt: 3, firstAttempt: 3 });
    expect(isLeaving(toAnother, claim({ step: 1, attempt: 1 }), now)).toBe(false);
    expect(isLeaving(toAnother, claim({ step: 1, attempt: 3 }), now)).toBe(true);
  });

  it("leaves fewer reminders planned than were sent, or none where the first is listed", () => {
    expect(isOvertaken(sent({ reminderDays: [] }))).toBe(true);
    expect(isOvertaken(sent({ reminderDays: [2], step: 2 }))).toBe(true);
    for (const usual of [sent(), sent({ reminderDays: [2] }), sent({ reminderDays: [2], step: 1 })])
      expect(isOvertaken(usual)).toBe(false);
  });
});

describe("an invitation that was not received", () => {
  it("has failed, was skipped for its address, or came back", () => {
    expect(statusesWhere(wasNotReceived)).toEqual(["failed"]);
    const skipped = (reason: string) => wasNotReceived(anInvitation({ status: "skipped", reason }));
    expect(["no_address", "suppressed", "throttled", "too_old"].filter(skipped)).toEqual(["no_address", "suppressed"]);
    expect(deliveryStatuses.filter((status) => wasNotReceived(sent(delivered(status))))).toEqual([
      "rejected",
      "bounced",
    ]);
  });

  it("is sent to another address as if it had not been, with the reminders that were planned", () => {
    const bounced = sent({ ...delivered("bounced"), reminderDays: [], messageId: "m-1", isUrgent: true });
    expect(readdressedChanges(bounced, madeAt, [{ afterDays: 4 }])).toStrictEqual({
      step: 0,
      attempt: 2,
      firstAttempt: 2,
      dueAt: madeAt,
      reason: "readdressed",
      reminderDays: [4],
      sentAt: undefined,
      messageId: undefined,
      attemptedAt: undefined,
      delivery: undefined,
      isUrgent: undefined,
    });
  });

  it("gets a number of its own for each try, whatever its reminders counted", () => {
    const attemptAfter = (told: Partial<Invitation>) => readdressedChanges(sent(told), madeAt, []).attempt;
    expect(attemptAfter({ attempt: 2 })).toBe(3);
    expect(attemptAfter({ attempt: 1, step: 1 })).toBe(2);
    expect(attemptAfter({ attempt: 3, firstAttempt: 3, step: 2 })).toBe(4);
  });

  it("is on its way to the other address until it came there or back", () => {
    const readdressed = { attempt: 2, firstAttempt: 2 };
    expect(statusesWhere((invitation) => isReaddressed({ ...invitation, ...readdressed }))).toEqual([
      "scheduled",
      "unconfirmed",
      "sent",
    ]);
    expect(statusesWhere(isReaddressed)).toEqual([]);
    const onItsWay = deliveryStatuses.filter((status) => isReaddressed(sent({ ...readdressed, ...delivered(status) })));
    expect(onItsWay).toEqual(["delayed"]);
  });
});

describe("what became of an invitation", () => {
  it("is a sentence of its own for each status and delivery", () => {
    const sentences = [
      ...invitationStatuses.map((status) => whatBecameOf(anInvitation({ status, sentAt: madeAt }))),
      ...deliveryStatuses.map((status) => whatBecameOf(sent(delivered(status)))),
      whatBecameOf(sent({ via: "link" })),
    ];
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it("names the reason, and when a reminder is due", () => {
    expect(whatBecameOf(anInvitation({ status: "skipped", reason: "throttled" }))).toContain(": throttled.");
    expect(whatBecameOf(sent({ reminderDays: [4] }))).toContain("2026-11-26T09:30:00.000Z");
  });
});

describe("what a business has done with an invitation", () => {
  const entry = (reason: string | undefined, at: string) => ({
    status: "scheduled" as const,
    at,
    ...(reason && { reason }),
  });
  const later = "2026-11-22T11:00:00.000Z";

  it("was done when its history says so last", () => {
    const invitation = anInvitation({
      history: [
        entry("send_now", madeAt),
        entry("send_now", later),
        entry("readdressed", madeAt),
        entry(undefined, later),
      ],
    });
    expect(doneAt(invitation, "send_now")).toBe(later);
    expect(doneAt(invitation, "resend")).toBe(madeAt);
    expect(doneAt(invitation, "cancel")).toBeUndefined();
  });

  it("is under way when it was sent now and is due", () => {
    expect(sentNowChanges(later)).toEqual({ isUrgent: true, reason: "send_now", decidedAt: later });
    const urgent = anInvitation({ isUrgent: true, dueAt: later });
    expect([isSentNow(urgent, later), isSentNow(urgent, madeAt)]).toEqual([true, false]);
    expect(isSentNow(anInvitation({ dueAt: madeAt }), later)).toBe(false);
  });
});
