import { describe, expect, it } from "vitest";
import { isAhead } from "../../../functions/domain/intervention.ts";
import { type Invitation, invitationStatuses } from "../../../functions/domain/invitation.ts";
import { invitationFaults, isOverdue, listingFault } from "../../../functions/domain/laws/invitation.ts";
import { addDays, addSeconds } from "../../../functions/domain/time.ts";
import { anInvitation, madeAt } from "../builders.ts";

const settledAs = (status: Invitation["status"], told: Partial<Invitation> = {}) =>
  anInvitation({
    status,
    history: [
      { status: "scheduled", at: madeAt },
      { status, at: madeAt },
    ],
    ...told,
  });
const sent = (told: Partial<Invitation> = {}) => settledAs("sent", { sentAt: madeAt, ...told });

describe("an invitation by itself", () => {
  it("is right in every status that its history bears out", () => {
    const reasons = { skipped: "throttled", failed: "error" } as Record<string, string>;
    for (const status of invitationStatuses) {
      const reason = reasons[status];
      const told = { ...(status === "sent" && { sentAt: madeAt }), ...(reason && { reason }) };
      expect(invitationFaults(settledAs(status, told)), status).toEqual([]);
    }
  });

  it.each([
    ["a status that there is not", { status: "lost" as Invitation["status"] }],
    ["a status that its history does not bear out", { status: "cancelled" as const }],
    ["a mail that left nobody knows when", { ...settledAs("sent") }],
    ["no reason why it was skipped", { ...settledAs("skipped") }],
    ["no reason why it failed", { ...settledAs("failed") }],
  ])("is not with %s", (_, told) => {
    expect(invitationFaults(anInvitation(told))).toHaveLength(1);
  });
});

describe("what is ahead of an invitation", () => {
  it("is its first mail, and the end of a doubt", () => {
    expect([anInvitation(), settledAs("unconfirmed")].map(isAhead)).toEqual([true, true]);
  });

  it("is nothing once it was sent, skipped, failed or cancelled", () => {
    const settled = [sent(), settledAs("skipped"), settledAs("failed"), settledAs("cancelled")];
    expect(settled.map(isAhead)).toEqual([false, false, false, false]);
  });

  it("is each of its reminders, as long as the link is open by then", () => {
    const steps = [0, 1, 2].map((step) => isAhead(sent({ step, reminderDays: [4, 8] })));
    expect(steps).toEqual([true, true, false]);
    expect(isAhead(sent({ reminderDays: [4], openUntil: addDays(madeAt, 3) }))).toBe(false);
  });

  it("is overdue after 15 minutes", () => {
    expect(isOverdue(anInvitation(), addSeconds(madeAt, 900))).toBe(false);
    expect(isOverdue(anInvitation(), addSeconds(madeAt, 901))).toBe(true);
    expect(isOverdue(settledAs("cancelled"), addDays(madeAt, 1))).toBe(false);
  });
});

describe("the to-do list", () => {
  const later = addSeconds(madeAt, 61);

  it("holds what has something ahead, and nothing else", () => {
    expect(listingFault(anInvitation(), true, later)).toBeUndefined();
    expect(listingFault(sent(), false, later)).toBeUndefined();
    expect(listingFault(undefined, false, later)).toBeUndefined();
  });

  it.each([
    ["holds one that is gone", undefined, true],
    ["holds one with nothing ahead", sent(), true],
    ["lacks one that is scheduled", anInvitation(), false],
    ["lacks one with a reminder ahead", sent({ reminderDays: [4] }), false],
  ])("is wrong when it %s", (_, invitation, isListed) => {
    expect(listingFault(invitation, isListed, later)).toBeDefined();
  });

  it("is given a minute to catch up with a move", () => {
    expect(listingFault(sent(), true, addSeconds(madeAt, 59))).toBeUndefined();
    expect(listingFault(anInvitation(), false, addSeconds(madeAt, 59))).toBeUndefined();
  });
});
