import { describe, expect } from "vitest";
import {
  type Claim,
  type CustomerFacts,
  identitiesOf,
  isExpired,
  isPutRight,
  newsAbout,
  withFacts,
} from "../../functions/domain/customer.ts";
import { fc, it } from "../support/property.ts";
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

describe("an address that is put right", () => {
  it("is the first one of a customer who bounced without any", () => {
    const { email: _, ...bounced } = aCustomer({ suppressed: { reason: "bounced", at: madeAt } });
    expect(isPutRight(bounced, { email: "new@example.com" })).toBe(true);
  });

  it("is none of a customer who may be mailed anyway", () => {
    expect(isPutRight(aCustomer(), { email: "new@example.com" })).toBe(false);
  });
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
