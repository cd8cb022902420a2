import { describe, expect, it } from "vitest";
import {
  furtherHolder,
  furtherReason,
  holdersOf,
  reasonTakenBack,
  type Suppression,
  type SuppressionReason,
  suppressionReasons,
  withoutReason,
  withReason,
} from "../../functions/domain/suppression.ts";
import { madeAt } from "./builders.ts";

describe("a further reason for a suppression", () => {
  const later = "2026-11-23T09:30:00.000Z";
  const own = { id: "sup_1", email: "jo@example.com", reason: "unsubscribed", at: madeAt } as const;
  const others = suppressionReasons.filter((reason) => reason !== "unsubscribed");
  const wish = (reason: (typeof suppressionReasons)[number]) => ({ email: "JO@example.com", reason, at: later });

  it.each(others)("takes the place of what the customer chose when it is %s, and keeps when they chose", (reason) => {
    const told = { ...own, by: "key_1", note: "By phone" };
    const changed = { ...told, ...furtherReason(told, wish(reason), later) };
    expect(changed).toEqual({
      ...{ ...own, reason, at: later, unsubscribedAt: madeAt, changedAt: later },
      ...{ by: undefined, note: undefined },
    });
  });

  it.each(others)("is noted beside %s when the customer chooses too, the first time", (reason) => {
    const standing = { ...own, reason };
    expect(furtherReason(standing, wish("unsubscribed"), later)).toEqual({ unsubscribedAt: later });
    expect(furtherReason({ ...standing, unsubscribedAt: madeAt }, wish("unsubscribed"), later)).toBeUndefined();
  });

  it("is no news where the customer chose already, or where what stands lasts longer", () => {
    expect(furtherReason(own, wish("unsubscribed"), later)).toBeUndefined();
    const lasting = ["bounced", "manual", "complained"] as const;
    for (const [place, standing] of lasting.entries())
      for (const sooner of lasting.slice(0, place + 1))
        expect(furtherReason({ ...own, reason: standing }, wish(sooner), later)).toBeUndefined();
  });

  it.each([
    ["bounced", "manual"],
    ["bounced", "complained"],
    ["manual", "complained"],
  ] as const)("takes the place of %s when it is %s, which lasts longer", (sooner, reason) => {
    const told = { ...own, reason: sooner, by: "key_1", note: "By phone", unsubscribedAt: madeAt };
    const changed = { ...told, ...furtherReason(told, wish(reason), later) };
    expect(changed).toEqual({
      ...{ ...own, reason, at: later, unsubscribedAt: madeAt, changedAt: later },
      ...{ by: undefined, note: undefined },
    });
  });
});

describe("a further customer of a suppressed address", () => {
  const own = { id: "sup_1", reason: "unsubscribed", at: madeAt, customerId: "cus_1" } as const;

  it("is noted once beside the others, whoever the reason that stands is told of", () => {
    expect(furtherHolder(own, "cus_1")).toEqual({});
    expect(furtherHolder(own, undefined)).toEqual({});
    const both = { ...own, ...furtherHolder(own, "cus_2") };
    expect(both.customerIds).toEqual(["cus_1", "cus_2"]);
    expect(furtherHolder({ ...both, customerId: "cus_2" }, "cus_1")).toEqual({});
    expect(holdersOf({ ...both, customerId: "cus_3" })).toEqual(["cus_3", "cus_1", "cus_2"]);
  });

  it("is one of so many that the record does not grow without end", () => {
    const customerIds = Array.from({ length: 50 }, (_, n) => `cus_${n}`);
    expect(furtherHolder({ ...own, customerIds: customerIds.slice(1) }, "cus_50").customerIds).toHaveLength(50);
    expect(furtherHolder({ ...own, customerIds }, "cus_51")).toEqual({});
  });
});

describe("the suppression of a customer", () => {
  const [first, second] = ["sup_1", "sup_2"];
  const suppression = (reason: SuppressionReason, suppressionId = first): Suppression => ({
    reason,
    at: madeAt,
    suppressionId,
  });
  const own = suppression("unsubscribed");
  const told = (...reasons: Suppression[]) =>
    reasons.reduce((standing, news) => withReason(standing, news) ?? standing);
  const ofSecond = ({ suppressionId }: Suppression) => suppressionId === second;

  it.each(["manual", "complained"] as const)("keeps what they chose behind %s, whichever comes first", (reason) => {
    const other = suppression(reason, second);
    for (const both of [told(own, other), told(other, own)]) {
      expect(both).toEqual({ ...other, ownChoice: own });
      expect(withoutReason(both, reason, ofSecond)).toEqual(own);
      expect(withoutReason(both, "unsubscribed", ({ suppressionId }) => suppressionId === first)).toEqual(other);
    }
  });

  it("is what they chose, rather than a bounce that another address puts right", () => {
    const bounced = suppression("bounced", second);
    expect([told(own, bounced), told(bounced, own)]).toEqual([own, own]);
    expect(withoutReason(own, "bounced", () => true)).toBe(own);
  });

  it("keeps what they chose through one reason after the other, and tells nobody twice", () => {
    const all = told(own, suppression("manual"), suppression("complained"));
    expect(all).toEqual({ ...suppression("complained"), ownChoice: own });
    for (const reason of suppressionReasons) expect(withReason(all, suppression(reason, second))).toBeUndefined();
  });

  it("stays the very same when another address's is taken back", () => {
    const both = told(own, suppression("manual"));
    for (const reason of suppressionReasons) expect(withoutReason(both, reason, ofSecond)).toBe(both);
  });
});

describe("taking a reason back from an address", () => {
  const address = { id: "sup_1", reason: "manual", at: madeAt, by: "key_1", note: "By phone" } as const;
  const unsubscribedAt = "2026-11-23T09:30:00.000Z";

  it("lifts it where nothing else stands against it, and nothing where another reason stands by now", () => {
    expect(reasonTakenBack(address, "manual")).toBe("lifted");
    expect(reasonTakenBack({ ...address, reason: "unsubscribed" }, "unsubscribed")).toBe("lifted");
    expect(reasonTakenBack(address, "complained")).toBeUndefined();
  });

  it("leaves what the customer chose, as they said it", () => {
    const both = { ...address, unsubscribedAt };
    expect(reasonTakenBack(both, "manual")).toStrictEqual({
      ...{ reason: "unsubscribed", at: unsubscribedAt },
      ...{ unsubscribedAt: undefined, changedAt: undefined, by: undefined, note: undefined },
    });
    expect(reasonTakenBack(both, "unsubscribed")).toEqual({ unsubscribedAt: undefined });
  });
});
