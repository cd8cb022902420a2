import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { decide, type Occasion } from "../../functions/domain/contact-policy.ts";
import type { Reservation } from "../../functions/domain/customer.ts";
import { addDays, addSeconds, later } from "../../functions/domain/time.ts";
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
    expect(decide(occasion({ customer }))).toEqual(skipped("no_address"));
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

  it("waits up to the last moment of its link", () => {
    const until = addDays(now, 20);
    expect(decide(occasion({ ...deferring, openUntil: until }))).toMatchObject({ decision: "defer" });
  });

  it("is skipped when its link would be over by then", () => {
    const openUntil = addSeconds(addDays(now, 20), -0.001);
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
