import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  type Claim,
  type CustomerFacts,
  furtherReason,
  identitiesOf,
  isExpired,
  newsAbout,
  suppressionReasons,
  withFacts,
} from "../../functions/domain/customer.ts";
import { aCustomer, invitationId, madeAt, surveyId } from "./builders.ts";

describe("the identities that an interaction names", () => {
  it("are the address and then the business's id", () => {
    expect(identitiesOf({ email: "jo@example.com", name: "Jo", businessId: "c-42" })).toEqual([
      { kind: "email", value: "jo@example.com" },
      { kind: "id", value: "c-42" },
    ]);
  });

  it("are only those that it tells", () => {
    expect(identitiesOf({ email: "jo@example.com" })).toEqual([{ kind: "email", value: "jo@example.com" }]);
    expect(identitiesOf({ businessId: "c-42" })).toEqual([{ kind: "id", value: "c-42" }]);
    expect(identitiesOf({ name: "Jo" })).toEqual([]);
  });
});

describe("a customer whose address bounced", () => {
  const bounced = aCustomer({ suppressed: { reason: "bounced", at: madeAt } });

  it("may be mailed at another address", () => {
    expect(withFacts(bounced, { email: "new@example.com" })).toEqual(aCustomer({ email: "new@example.com" }));
  });

  it("may not be mailed at the same one, however it is spelled, nor when none is told", () => {
    for (const facts of [{ email: "JO@example.com" }, { name: "Jo" }, {}]) {
      expect(withFacts(bounced, facts)).toEqual({ ...bounced, ...facts });
    }
  });

  it.each(["unsubscribed", "complained"] as const)(
    "is another case than one who has %s: that holds for every address",
    (reason) => {
      const suppressed = { reason, at: madeAt };
      expect(withFacts(aCustomer({ suppressed }), { email: "new@example.com" }).suppressed).toEqual(suppressed);
    },
  );
});

describe("news about a customer", () => {
  const jo = aCustomer({ name: "Jo", locale: "en-GB" });

  it("is what differs from what is known", () => {
    expect(newsAbout(jo, { name: "Jo Li", locale: "en-GB", email: "jo@example.com" })).toEqual({ name: "Jo Li" });
  });

  it("is what was not known yet", () => {
    expect(newsAbout(jo, { timeZone: "Europe/London", businessId: "c-42" })).toEqual({
      timeZone: "Europe/London",
      businessId: "c-42",
    });
  });

  it("is not what is left untold: it never takes a fact away", () => {
    expect(newsAbout(jo, {})).toEqual({});
    expect(newsAbout(jo, { name: undefined } as unknown as CustomerFacts)).toStrictEqual({});
  });

  const facts: fc.Arbitrary<CustomerFacts> = fc.record(
    {
      businessId: fc.string(),
      email: fc.emailAddress(),
      name: fc.string(),
      locale: fc.string(),
      timeZone: fc.string(),
    },
    { requiredKeys: [] },
  );

  it.prop([facts, facts])("makes what is known what was told, and is then no news any more", (known, told) => {
    const customer = aCustomer(known);
    const learned = { ...customer, ...newsAbout(customer, told) };
    expect(learned).toEqual({ ...customer, ...told });
    expect(newsAbout(learned, told)).toEqual({});
  });
});

describe("the claim of a send", () => {
  const claim: Claim = {
    invitationId,
    surveyId,
    step: 0,
    attempt: 1,
    runId: "run",
    takenAt: madeAt,
    leaseEndsAt: "2026-11-22T09:32:00.000Z",
    previous: {},
  };

  it("is over when its lease ends, not before", () => {
    expect(isExpired(claim, "2026-11-22T09:31:59.999Z")).toBe(false);
    expect(isExpired(claim, "2026-11-22T09:32:00.000Z")).toBe(true);
    expect(isExpired(claim, "2026-11-23T00:00:00.000Z")).toBe(true);
  });
});

describe("a further reason for a suppression", () => {
  const later = "2026-11-23T09:30:00.000Z";
  const own = { id: "sup_1", email: "jo@example.com", reason: "unsubscribed", at: madeAt } as const;
  const others = suppressionReasons.filter((reason) => reason !== "unsubscribed");
  const wish = (reason: (typeof suppressionReasons)[number]) => ({ email: "JO@example.com", reason, at: later });

  it.each(others)("takes the place of what the customer chose when it is %s, and keeps when they chose", (reason) => {
    const told = { ...own, by: "key_1", note: "By phone" };
    const changed = { ...told, ...furtherReason(told, wish(reason)) };
    expect(changed).toEqual({ ...own, reason, at: later, unsubscribedAt: madeAt, by: undefined, note: undefined });
  });

  it.each(others)("is noted beside %s when the customer chooses too, the first time", (reason) => {
    const standing = { ...own, reason };
    expect(furtherReason(standing, wish("unsubscribed"))).toEqual({ unsubscribedAt: later });
    expect(furtherReason({ ...standing, unsubscribedAt: madeAt }, wish("unsubscribed"))).toBeUndefined();
  });

  it("is no news where the customer chose already, or among the others", () => {
    expect(furtherReason(own, wish("unsubscribed"))).toBeUndefined();
    for (const first of others)
      for (const second of others) expect(furtherReason({ ...own, reason: first }, wish(second))).toBeUndefined();
  });
});
