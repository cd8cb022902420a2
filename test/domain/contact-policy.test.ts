import { describe, expect } from "vitest";
import { decide, type Occasion, policyRules, weigh } from "../../functions/domain/contact-policy.ts";
import type { Reservation } from "../../functions/domain/customer.ts";
import { surveyDefaults } from "../../functions/domain/survey.ts";
import { addDays, addSeconds, later } from "../../functions/domain/time.ts";
import { fc, it } from "../support/property.ts";
import {
  aCustomer,
  aSurvey,
  aWorkspace,
  invitationId,
  madeAt as now,
  otherInvitationId,
  surveyId,
} from "./builders.ts";

const occasion = (told: Partial<Occasion> = {}): Occasion => ({
  sending: "mail",
  lot: 0,
  workspace: aWorkspace(),
  survey: aSurvey(),
  customer: aCustomer(),
  addressSuppressed: false,
  openUntil: addDays(now, 30),
  at: now,
  test: false,
  invitationId,
  ...told,
});

const daysAgo = (days: number, invitation = otherInvitationId): Reservation => ({
  at: addDays(now, -days),
  invitationId: invitation,
});
const invited = (told: { overall?: Reservation; survey?: Reservation }) =>
  aCustomer({
    lastInvited: {
      bySurvey: told.survey ? { [surveyId]: told.survey } : {},
      ...(told.overall && { overall: told.overall }),
    },
  });
const throttling = (survey: number, workspace: number, whenThrottled: "skip" | "defer" = "skip") => ({
  survey: aSurvey({ policy: { throttleDays: survey, whenThrottled } }),
  workspace: aWorkspace({ policy: { throttleDays: workspace } }),
});
const skipped = (reason: string) => ({ decision: "skip", reason });

describe("whether to ask a customer", () => {
  it("is yes when nothing speaks against it", () => {
    expect(decide(occasion())).toEqual({ decision: "send" });
  });

  it("is no for a customer without an address", () => {
    const { email: _, ...customer } = aCustomer();
    expect(decide(occasion({ customer }))).toStrictEqual(skipped("no_address"));
  });

  it("is no where no mail can be sent to the address that was told, whatever was known before", () => {
    expect(decide(occasion({ addressIsInvalid: true }))).toEqual(skipped("invalid_address"));
    expect(decide(occasion({ addressIsInvalid: true, sending: "link" }))).toEqual({ decision: "send" });
  });

  it("is no for a suppressed customer, and for a suppressed address whoever has it", () => {
    const customer = aCustomer({ suppressed: { reason: "unsubscribed", at: now } });
    expect(decide(occasion({ customer }))).toEqual(skipped("suppressed"));
    expect(decide(occasion({ addressSuppressed: true }))).toEqual(skipped("suppressed"));
  });

  it("is no while the survey is paused", () => {
    expect(decide(occasion({ survey: aSurvey({ status: "paused" }) }))).toEqual(skipped("survey_paused"));
  });

  it("is no once the survey is archived, in a test too", () => {
    const survey = aSurvey({ status: "archived" });
    expect(decide(occasion({ survey }))).toEqual(skipped("survey_archived"));
    const tested = occasion({ survey, test: true, workspace: aWorkspace({ testers: ["jo@example.com"] }) });
    expect(decide(tested)).toEqual(skipped("survey_archived"));
  });

  it("is no once the link would take no answer any more", () => {
    expect(decide(occasion({ openUntil: now }))).toEqual({ decision: "send" });
    expect(decide(occasion({ openUntil: addSeconds(now, -0.001) }))).toEqual(skipped("too_old"));
  });

  it("gives the first reason there is, in the order of the rules", () => {
    const { email: _, ...nobody } = aCustomer();
    const faults: Partial<Occasion>[] = [
      { customer: nobody },
      { addressSuppressed: true },
      { test: true },
      { survey: aSurvey({ status: "paused" }) },
      { openUntil: addDays(now, -1) },
      { customer: invited({ survey: daysAgo(1) }) },
    ];
    const reasons = faults.map((_fault, index) => {
      const verdict = decide(occasion(Object.assign({}, ...faults.slice(index).reverse())));
      return verdict.decision === "skip" && verdict.reason;
    });
    expect(reasons).toEqual(["no_address", "suppressed", "not_a_tester", "survey_paused", "too_old", "throttled"]);
  });
});

describe("asking a sample", () => {
  const sampled = (samplePercent: number) => aSurvey({ invitation: { ...surveyDefaults.invitation, samplePercent } });

  it("asks those whose lot is below the percentage, and nobody or everybody at its ends", () => {
    const asked = (percent: number, lot: number) => decide(occasion({ survey: sampled(percent), lot })).decision;
    expect([asked(25, 24.99), asked(25, 25), asked(0, 0), asked(100, 99.99), asked(12.5, 12.4)]).toEqual([
      "send",
      "skip",
      "skip",
      "send",
      "send",
    ]);
    expect(decide(occasion({ survey: sampled(25), lot: 60 }))).toEqual(skipped("sampled_out"));
  });

  it("holds for links as for mails, not for reminders of those who were asked, and not for tests", () => {
    const out = { survey: sampled(0), lot: 50 };
    expect(decide(occasion({ ...out, sending: "link" }))).toEqual(skipped("sampled_out"));
    expect(decide(occasion({ ...out, sending: "reminder" }))).toEqual({ decision: "send" });
    const workspace = aWorkspace({ testers: ["jo@example.com"] });
    expect(decide(occasion({ ...out, workspace, test: true }))).toEqual({ decision: "send" });
  });
});

describe("asking at a fair time", () => {
  const night = { from: "20:00", to: "08:00" };
  // Half past nine in the morning in London.
  const quietIn = (timeZone: string | undefined, told: Partial<Occasion> = {}) =>
    occasion({
      workspace: aWorkspace({ policy: { throttleDays: 0, quietHours: night } }),
      customer: aCustomer({ ...(timeZone !== undefined && { timeZone }) }),
      ...told,
    });

  it("waits for the morning of the customer's own zone, else of the workspace's", () => {
    expect(decide(quietIn(undefined))).toEqual({ decision: "send" });
    expect(decide(quietIn("America/New_York"))).toEqual({
      decision: "defer",
      reason: "quiet_hours",
      until: "2026-11-22T13:00:00.000Z",
    });
  });

  it("goes by the survey's own quiet hours where it has some", () => {
    const survey = aSurvey({
      policy: { throttleDays: 0, whenThrottled: "skip", quietHours: { from: "09:00", to: "10:00" } },
    });
    expect(decide(quietIn("America/New_York", { survey }))).toEqual({ decision: "send" });
    expect(decide(quietIn("Europe/London", { survey }))).toMatchObject({ until: "2026-11-22T10:00:00.000Z" });
  });

  it("waits for Monday where a survey goes out on weekdays only", () => {
    const survey = aSurvey({ policy: { throttleDays: 0, whenThrottled: "skip", weekdaysOnly: true } });
    expect(decide(quietIn(undefined, { survey }))).toEqual({
      decision: "defer",
      reason: "weekend",
      until: "2026-11-23T08:00:00.000Z",
    });
  });

  it("waits for the morning after a throttle that ends at night, for the throttle's reason", () => {
    const survey = aSurvey({ policy: { throttleDays: 1, whenThrottled: "defer" } });
    const customer = { ...invited({ survey: { at: "2026-11-21T23:00:00.000Z", invitationId: otherInvitationId } }) };
    expect(decide(quietIn(undefined, { survey, customer }))).toEqual({
      decision: "defer",
      reason: "throttled",
      until: "2026-11-23T08:00:00.000Z",
    });
  });

  it("is too late when the link takes no answer any more by then", () => {
    const openUntil = "2026-11-22T12:59:59.999Z";
    expect(decide(quietIn("America/New_York", { openUntil }))).toEqual(skipped("too_old"));
    const lastMoment = "2026-11-22T13:00:00.000Z";
    expect(decide(quietIn("America/New_York", { openUntil: lastMoment }))).toMatchObject({ until: lastMoment });
  });

  it("holds for reminders too, and neither for links nor for what somebody sends now nor for tests", () => {
    const there = "America/New_York";
    expect(decide(quietIn(there, { sending: "reminder" }))).toMatchObject({ decision: "defer" });
    expect(decide(quietIn(there, { sending: "link" }))).toEqual({ decision: "send" });
    expect(decide(quietIn(there, { isUrgent: true }))).toEqual({ decision: "send" });
    const workspace = aWorkspace({ testers: ["jo@example.com"], policy: { throttleDays: 0, quietHours: night } });
    expect(decide(quietIn(there, { workspace, test: true }))).toEqual({ decision: "send" });
  });
});

describe("a daily cap", () => {
  const workspace = aWorkspace({ timeZone: "Europe/Berlin", policy: { throttleDays: 0, dailyCap: 2 } });
  const mailed = (count: number, day = "2026-11-22") => ({ workspace, mailed: { day, count } });

  it("ends a local day's mails when it is reached, and says when the next day begins", () => {
    expect(decide(occasion(mailed(1)))).toEqual({ decision: "send" });
    const full = { decision: "skip", reason: "daily_cap", until: "2026-11-22T23:00:00.000Z" };
    expect(decide(occasion(mailed(2)))).toEqual(full);
    expect(
      decide(occasion({ ...mailed(0), workspace: aWorkspace({ policy: { throttleDays: 0, dailyCap: 0 } }) })),
    ).toEqual({ ...full, until: "2026-11-23T00:00:00.000Z" });
  });

  it("of none holds on a day of which nothing is known", () => {
    const none = aWorkspace({ policy: { throttleDays: 0, dailyCap: 0 } });
    expect(decide(occasion({ workspace: none }))).toMatchObject(skipped("daily_cap"));
  });

  it("says nothing of another day than the one that was counted", () => {
    expect(decide(occasion(mailed(2, "2026-11-21")))).toEqual({ decision: "send" });
  });

  it("does not hold for reminders, links and tests", () => {
    expect(decide(occasion({ ...mailed(2), sending: "reminder" }))).toEqual({ decision: "send" });
    expect(decide(occasion({ ...mailed(2), sending: "link" }))).toEqual({ decision: "send" });
  });
});

describe("what holds for a link that the business hands over", () => {
  const { email: _, ...nobody } = aCustomer();

  it("is neither an address nor its suppression nor a pause of sending", () => {
    const workspace = aWorkspace({ sendingPaused: { at: now, because: "bounces", percent: 6 } });
    expect(decide(occasion({ sending: "link", workspace, customer: nobody, addressSuppressed: true }))).toEqual({
      decision: "send",
    });
    expect(decide(occasion({ workspace }))).toEqual(skipped("sending_paused"));
  });

  it("is the throttle, which it cannot wait for", () => {
    const customer = invited({ survey: daysAgo(1) });
    const told = { sending: "link", customer, ...throttling(30, 0, "defer") } as const;
    expect(decide(occasion(told))).toEqual({ decision: "skip", reason: "throttled", until: addDays(now, 29) });
  });
});

describe("a survey that its customer wants no more of", () => {
  it("is not mailed to them, and others are", () => {
    const customer = aCustomer({ stopped: { [surveyId]: now } });
    expect(decide(occasion({ customer }))).toEqual(skipped("suppressed"));
    expect(decide(occasion({ customer, sending: "reminder" }))).toEqual(skipped("suppressed"));
    expect(decide(occasion({ customer, survey: aSurvey({ id: "srv_00000000002" }) }))).toEqual({ decision: "send" });
  });
});

describe("why", () => {
  it("is told rule by rule, up to the one that ended it", () => {
    const workspace = aWorkspace({ policy: { throttleDays: 0, quietHours: { from: "08:00", to: "12:00" } } });
    const told = weigh(occasion({ workspace }));
    expect(told.results.map(({ rule }) => rule)).toEqual(policyRules.map(({ name }) => name));
    expect(told.results.filter(({ objection }) => objection)).toEqual([
      {
        rule: "fair time",
        objection: { decision: "defer", reason: "quiet_hours", until: "2026-11-22T12:00:00.000Z" },
      },
    ]);
    const archived = weigh(occasion({ survey: aSurvey({ status: "archived" }) }));
    expect(archived.results.at(-1)).toEqual({ rule: "survey", objection: skipped("survey_archived") });
  });
});

describe("asking within a test", () => {
  const testers = aWorkspace({ testers: ["Tess@Example.com"] });

  it("reaches testers only", () => {
    expect(decide(occasion({ test: true, workspace: testers }))).toEqual(skipped("not_a_tester"));
    const tess = aCustomer({ email: "tess@example.COM" });
    expect(decide(occasion({ test: true, workspace: testers, customer: tess }))).toEqual({ decision: "send" });
  });

  it("goes on while a survey is paused, to try it before it is resumed, and ends with the survey", () => {
    const asked = { test: true, workspace: testers, customer: aCustomer({ email: "tess@example.com" }) };
    expect(decide(occasion({ ...asked, survey: aSurvey({ status: "paused" }) }))).toEqual({ decision: "send" });
    expect(decide(occasion({ ...asked, survey: aSurvey({ status: "archived" }) }))).toEqual(skipped("survey_archived"));
  });

  it("is not throttled", () => {
    const customer = { ...invited({ survey: daysAgo(0), overall: daysAgo(0) }), email: "tess@example.com" };
    const { survey, workspace } = throttling(30, 30);
    const tested = occasion({ test: true, survey, workspace: { ...workspace, testers: testers.testers }, customer });
    expect(decide(tested)).toEqual({ decision: "send" });
  });

  it("does not reach a tester who has unsubscribed", () => {
    const customer = aCustomer({ email: "tess@example.com", suppressed: { reason: "unsubscribed", at: now } });
    expect(decide(occasion({ test: true, workspace: testers, customer }))).toEqual(skipped("suppressed"));
  });
});

describe("the throttle", () => {
  it("keeps a customer from the same survey until its days are over", () => {
    const customer = invited({ survey: daysAgo(10), overall: daysAgo(10) });
    expect(decide(occasion({ customer, ...throttling(30, 0) }))).toEqual({
      decision: "skip",
      reason: "throttled",
      until: addDays(now, 20),
    });
  });

  it("is over to the millisecond", () => {
    const customer = invited({ survey: daysAgo(30) });
    const rules = throttling(30, 0);
    expect(decide(occasion({ customer, ...rules }))).toEqual({ decision: "send" });
    const before = addSeconds(now, -0.001);
    expect(decide(occasion({ customer, ...rules, at: before }))).toMatchObject({ reason: "throttled", until: now });
  });

  it("may be of one day", () => {
    const customer = invited({ survey: daysAgo(0), overall: daysAgo(0) });
    for (const rules of [throttling(1, 0), throttling(0, 1)]) {
      expect(decide(occasion({ customer, ...rules }))).toMatchObject({ reason: "throttled", until: addDays(now, 1) });
    }
  });

  it("of a survey takes no heed of other surveys", () => {
    expect(decide(occasion({ customer: invited({ overall: daysAgo(1) }), ...throttling(30, 0) }))).toEqual({
      decision: "send",
    });
  });

  it("of the workspace counts every survey", () => {
    expect(decide(occasion({ customer: invited({ overall: daysAgo(1) }), ...throttling(0, 7) }))).toEqual({
      decision: "skip",
      reason: "throttled",
      until: addDays(now, 6),
    });
  });

  it("ends when the later of the two is over", () => {
    const customer = invited({ survey: daysAgo(20), overall: daysAgo(2) });
    expect(decide(occasion({ customer, ...throttling(30, 7) }))).toMatchObject({ until: addDays(now, 10) });
    expect(decide(occasion({ customer, ...throttling(25, 14) }))).toMatchObject({ until: addDays(now, 12) });
  });

  it("is off at 0 days", () => {
    const customer = invited({ survey: daysAgo(0), overall: daysAgo(0) });
    expect(decide(occasion({ customer, ...throttling(0, 0) }))).toEqual({ decision: "send" });
    const tomorrow = invited({ survey: daysAgo(-1), overall: daysAgo(-1) });
    expect(decide(occasion({ customer: tomorrow, ...throttling(0, 0) }))).toEqual({ decision: "send" });
  });

  it("never blocks an invitation by its own reservation", () => {
    const own = daysAgo(1, invitationId);
    const customer = invited({ survey: own, overall: own });
    expect(decide(occasion({ customer, ...throttling(30, 30) }))).toEqual({ decision: "send" });
  });

  it("still counts another's reservation beside its own", () => {
    const customer = invited({ survey: daysAgo(1, invitationId), overall: daysAgo(1) });
    expect(decide(occasion({ customer, ...throttling(30, 7) }))).toMatchObject({ until: addDays(now, 6) });
  });

  it("counts when the mail would leave, not when it is decided", () => {
    const customer = invited({ survey: daysAgo(29) });
    expect(decide(occasion({ customer, ...throttling(30, 0), at: addDays(now, 1) }))).toEqual({ decision: "send" });
  });
});

describe("a throttled invitation of a survey that defers", () => {
  const customer = invited({ survey: daysAgo(10) });
  const deferring = { customer, ...throttling(30, 0, "defer") };

  it("waits until the throttle is over", () => {
    expect(decide(occasion(deferring))).toEqual({ decision: "defer", reason: "throttled", until: addDays(now, 20) });
  });

  it("waits as long as a day is left to answer in", () => {
    const openUntil = addDays(now, 21);
    expect(decide(occasion({ ...deferring, openUntil }))).toMatchObject({ decision: "defer" });
  });

  it("is skipped when its link would be over by then, or within a day", () => {
    const openUntil = addSeconds(addDays(now, 21), -0.001);
    expect(decide(occasion({ ...deferring, openUntil }))).toEqual({
      decision: "skip",
      reason: "throttled",
      until: addDays(now, 20),
    });
  });
});

describe("every throttle", () => {
  const days = fc.integer({ min: 0, max: 60 });

  it.prop([days, days, days, days, fc.constantFrom("skip", "defer")])(
    "blocks exactly until the later end, whatever is done about it",
    (surveyDays, workspaceDays, sinceSurvey, sinceAny, whenThrottled) => {
      const customer = invited({ survey: daysAgo(sinceSurvey), overall: daysAgo(sinceAny) });
      const rules = throttling(surveyDays, workspaceDays, whenThrottled);
      const end = later(addDays(now, surveyDays - sinceSurvey), addDays(now, workspaceDays - sinceAny));
      const verdict = decide(occasion({ customer, ...rules, openUntil: addDays(now, 100) }));
      if (surveyDays <= sinceSurvey && workspaceDays <= sinceAny) expect(verdict).toEqual({ decision: "send" });
      else expect(verdict).toEqual({ decision: whenThrottled, reason: "throttled", until: end });
    },
  );
});
