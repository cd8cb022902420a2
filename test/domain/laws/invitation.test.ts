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

  it("is right as it was made", () => {
    expect(invitationFaults(anInvitation())).toEqual([]);
  });

  it.each<[string, Partial<Invitation>]>([
    ["has the status lost, which there is not", { status: "lost" as Invitation["status"] }],
    ["is cancelled, and its history does not say so", { status: "cancelled" }],
    ["is scheduled, and its history does not say so", { history: [] }],
    ["was sent, and nothing says when", settledAs("sent")],
    ["is skipped without a reason", settledAs("skipped")],
    ["is failed without a reason", settledAs("failed")],
  ])("is told of when it %s", (fault, told) => {
    expect(invitationFaults(anInvitation(told))).toEqual([fault]);
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

  it.each<[string, Invitation | undefined, boolean]>([
    ["stands on the to-do list and is not in the table", undefined, true],
    ["is sent and stands on the to-do list, with nothing left to do", sent(), true],
    ["is scheduled and stands on no to-do list", anInvitation(), false],
    ["is sent and stands on no to-do list, with a reminder ahead", sent({ reminderDays: [4] }), false],
  ])("is wrong about an invitation that %s", (fault, invitation, isListed) => {
    expect(listingFault(invitation, isListed, later)).toBe(fault);
  });

  it("is given a minute to catch up with the latest move", () => {
    const moved = sent({
      createdAt: addDays(madeAt, -2),
      history: [
        { status: "scheduled", at: addDays(madeAt, -2) },
        { status: "unconfirmed", at: addDays(madeAt, -1) },
        { status: "sent", at: madeAt },
      ],
    });
    expect(listingFault(moved, true, addSeconds(madeAt, 59.999))).toBeUndefined();
    expect(listingFault(moved, true, addSeconds(madeAt, 60))).toBeDefined();
    expect(listingFault(anInvitation(), false, addSeconds(madeAt, 59.999))).toBeUndefined();
  });

  it("is given it from when an invitation was made whose history says nothing", () => {
    const blank = anInvitation({ history: [] });
    expect(listingFault(blank, false, addSeconds(madeAt, 59.999))).toBeUndefined();
    expect(listingFault(blank, false, addSeconds(madeAt, 60))).toBe("is scheduled and stands on no to-do list");
  });

  it("may hold one for long whose mail left as it was called off: the dispatcher takes it off", () => {
    expect(listingFault(sent({ reminderDays: [] }), true, addDays(madeAt, 1))).toBeUndefined();
  });
});
