import { describe, expect, it } from "vitest";
import { judge } from "../../functions/domain/breaker.ts";
import type { Invitation, MailEventEntry } from "../../functions/domain/invitation.ts";
import { anInvitation, madeAt } from "./builders.ts";

const mailed = (event?: MailEventEntry["event"], told: Partial<MailEventEntry> = {}): Invitation =>
  anInvitation({
    status: "sent",
    ...(event && { mailEvents: [{ event, at: madeAt, step: 0, attempt: 1, ...told }] }),
  });
const times = (count: number, one: Invitation): Invitation[] => Array.from({ length: count }, () => one);
const thousand = (...some: Invitation[]) => [...some, ...times(1000 - some.length, mailed("delivered"))];

const longAgo = "2026-01-01T00:00:00.000Z";

describe("the breaker", () => {
  it("lets a workspace send whose mails arrive", () => {
    expect(judge(thousand(), longAgo)).toBeUndefined();
  });

  it("trips above 0.1 % complaints, and not at it", () => {
    expect(judge(thousand(mailed("complained")), longAgo)).toBeUndefined();
    expect(judge(thousand(...times(2, mailed("complained"))), longAgo)).toEqual({
      because: "complaints",
      percent: 0.2,
    });
  });

  it("trips above 5 % bounces, and not at it", () => {
    expect(judge(thousand(...times(50, mailed("bounced"))), longAgo)).toBeUndefined();
    expect(judge(thousand(...times(51, mailed("bounced"))), longAgo)).toEqual({ because: "bounces", percent: 5.1 });
  });

  it("names the complaints when both are too many", () => {
    const both = thousand(...times(60, mailed("bounced")), ...times(3, mailed("complained")));
    expect(judge(both, longAgo)).toEqual({ because: "complaints", percent: 0.3 });
  });

  it("says nothing of fewer than 1,000 mails, however bad they are", () => {
    expect(judge(times(999, mailed("complained")), longAgo)).toBeUndefined();
    expect(judge([], longAgo)).toBeUndefined();
  });

  it("judges the newest 1,000 only", () => {
    expect(judge([...thousand(), ...times(500, mailed("complained"))], longAgo)).toBeUndefined();
  });

  it("counts an invitation once, and its reminders with it", () => {
    const twice = mailed();
    const mailEvents = [0, 1].map((step) => ({ event: "complained", at: madeAt, step, attempt: 1 }) as const);
    expect(judge(thousand({ ...twice, mailEvents }), longAgo)).toBeUndefined();
    expect(judge(thousand({ ...twice, mailEvents }, mailed("complained", { step: 2 })), longAgo)?.percent).toBe(0.2);
  });

  it.each(["soft_bounced", "delayed", "rejected", "unsubscribed", "double_send"] as const)(
    "is not moved by %s",
    (event) => {
      expect(judge(times(1000, mailed(event)), longAgo)).toBeUndefined();
    },
  );

  it("leaves out what SES kept back because of another sender of the account", () => {
    const bounces = times(500, mailed("bounced", { reason: "Permanent/OnAccountSuppressionList" }));
    const complaints = times(500, mailed("complained", { reason: "OnAccountSuppressionList" }));
    expect(judge([...bounces, ...complaints], longAgo)).toBeUndefined();
    expect(judge(times(1000, mailed("bounced", { reason: "Permanent/Suppressed" })), longAgo)?.because).toBe("bounces");
  });

  it("does not hold against a workspace what was told before it was taken up again, whatever was sent anew since", () => {
    const bounced = thousand(...times(60, mailed("bounced")));
    expect(judge(bounced, madeAt)?.because).toBe("bounces");
    expect(judge(bounced, "2026-11-22T09:30:00.001Z")).toBeUndefined();
  });
});
