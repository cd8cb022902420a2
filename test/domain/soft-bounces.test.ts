import { describe, expect, it } from "vitest";
import type { Invitation, MailEventEntry } from "../../functions/domain/invitation.ts";
import { isGivenUp } from "../../functions/domain/soft-bounces.ts";
import { addDays } from "../../functions/domain/time.ts";
import { anInvitation, customerId, madeAt } from "./builders.ts";

type Told = Partial<MailEventEntry> & Pick<MailEventEntry, "event">;

const sentAfter = (days: number, told: readonly Told[], more: Partial<Invitation> = {}) => {
  const sentAt = addDays(madeAt, days);
  const mailEvents = told.map((entry) => ({ at: sentAt, step: 0, attempt: 1, identity: customerId, ...entry }));
  return anInvitation({ status: "sent", sentAt, mailEvents, ...more });
};
const cameBack: readonly Told[] = [{ event: "delayed" }, { event: "soft_bounced" }];

describe("an address that bounces softly", () => {
  it("is given up when the last three invitations came back, over seven days", () => {
    expect(isGivenUp([sentAfter(0, cameBack), sentAfter(3, cameBack), sentAfter(7, cameBack)], customerId)).toBe(true);
  });

  it("is not given up sooner, or after fewer", () => {
    expect(isGivenUp([sentAfter(0, cameBack), sentAfter(3, cameBack), sentAfter(6.9, cameBack)], customerId)).toBe(
      false,
    );
    expect(isGivenUp([sentAfter(0, cameBack), sentAfter(30, cameBack)], customerId)).toBe(false);
    expect(isGivenUp([], customerId)).toBe(false);
  });

  it("is judged by the last three in order of sending, whatever came before", () => {
    const delivered = sentAfter(0, [{ event: "delivered" }]);
    const back = [sentAfter(9, cameBack), sentAfter(1, cameBack), sentAfter(5, cameBack)];
    expect(isGivenUp([...back, delivered], customerId)).toBe(true);
    expect(isGivenUp([...back, { ...delivered, sentAt: addDays(madeAt, 6) }], customerId)).toBe(false);
  });

  it.each<[what: string, told: readonly Told[]]>([
    ["has not ended", []],
    ["is only delayed", [{ event: "delayed" }]],
    ["was delivered, and its reader is out of office", [{ event: "delivered" }, { event: "soft_bounced" }]],
    ["was delivered with its reminder", [{ event: "soft_bounced" }, { event: "delivered", step: 1 }]],
    ["was refused by SES", [{ event: "soft_bounced" }, { event: "rejected" }]],
    ["went to another address", [{ event: "soft_bounced", identity: "cus_other" }]],
  ])("is not given up while one of them %s", (_what, told) => {
    for (const place of [0, 1, 2]) {
      const three = [0, 5, 10].map((days, n) => sentAfter(days, n === place ? told : cameBack));
      expect(isGivenUp(three, customerId)).toBe(false);
    }
  });

  it("is judged by its own mails only, when it was put right", () => {
    const readdressed = (event: Told["event"]) =>
      sentAfter(10, [{ event: "bounced" }, { event, attempt: 2 }], { attempt: 2, firstAttempt: 2 });
    const before = [sentAfter(0, cameBack), sentAfter(5, cameBack)];
    expect(isGivenUp([...before, readdressed("soft_bounced")], customerId)).toBe(true);
    expect(isGivenUp([...before, readdressed("delayed")], customerId)).toBe(false);
  });

  it("is not judged by links or by what was never sent", () => {
    const three = [0, 5, 10].map((days) => sentAfter(days, cameBack));
    expect(isGivenUp([...three, sentAfter(11, [], { via: "link" })], customerId)).toBe(true);
    expect(isGivenUp([...three, sentAfter(11, [], { status: "scheduled" })], customerId)).toBe(true);
  });
});
