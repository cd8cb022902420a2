import { describe, expect } from "vitest";
import { hash128, hashedIds } from "../../../functions/adapters/crypto/hashed-ids.ts";
import { idPattern, splitId } from "../../../functions/domain/ids.ts";
import { customerId, surveyId } from "../../domain/builders.ts";
import { fc, it } from "../../support/property.ts";

const [ours, theirs] = [{ salt: "ours" }, { salt: "theirs" }];
const byEmail = (value: string, workspace = ours) => hashedIds.customer(workspace, { kind: "email", value });
const byId = (value: string, workspace = ours) => hashedIds.customer(workspace, { kind: "id", value });
const otherCustomer = `cus_${"d".repeat(22)}`;

describe("every hashed id", () => {
  it("stays what it was for the same input: what is stored is found by it", () => {
    const interaction = hashedIds.interaction(customerId, { businessId: "ticket-1" });
    expect([
      byEmail("jo@example.com"),
      byId("c-42"),
      interaction,
      hashedIds.interaction(customerId, { idempotencyKey: "once" }),
      hashedIds.invitation(interaction, surveyId),
    ]).toEqual([
      "cus_09NgChb7mQuzBE8FLByyLa",
      "cus_2VS9s2IfqE3YO4xz7cCrp2",
      `int_${"1".repeat(22)}4KlzYquwaTviIouJS7v7dP`,
      `int_${"1".repeat(22)}6lgePSiqq7hPsJg0yqmSOG`,
      `inv_${"1".repeat(22)}0RD8uPOjL0ibzO6iDaXx9x`,
    ]);
  });
});

describe("a customer's id", () => {
  it("is one, and says nothing of the address", () => {
    expect(byEmail("jo@example.com")).toMatch(idPattern.customer);
    expect(byEmail("jo@example.com")).not.toContain("jo");
  });

  it("is the same every time", () => {
    expect(byEmail("jo@example.com")).toBe(byEmail("jo@example.com"));
    expect(byId("c-42")).toBe(byId("c-42"));
  });

  it("is the same for an address in other capitals, but not for a business's id", () => {
    expect(byEmail("Jo@Example.COM")).toBe(byEmail("jo@example.com"));
    expect(byId("C-42")).not.toBe(byId("c-42"));
  });

  it("differs between an address and a business's id of the same text", () => {
    expect(byId("jo@example.com")).not.toBe(byEmail("jo@example.com"));
  });

  it("differs between what test interactions name and what others do", () => {
    const tested = hashedIds.customer(ours, { kind: "email", value: "jo@example.com" }, true);
    expect(tested).toMatch(idPattern.customer);
    expect(tested).not.toBe(byEmail("jo@example.com"));
    expect(hashedIds.customer(ours, { kind: "email", value: "Jo@example.com" }, true)).toBe(tested);
    expect(hashedIds.customer(ours, { kind: "email", value: "jo@example.com" }, false)).toBe(byEmail("jo@example.com"));
  });

  it("differs between workspaces", () => {
    expect(byEmail("jo@example.com", theirs)).not.toBe(byEmail("jo@example.com"));
    expect(byId("c-42", theirs)).not.toBe(byId("c-42"));
  });

  it.prop([fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 })])("differs for every business's id", (a, b) => {
    expect(byId(a) === byId(b)).toBe(a === b);
  });
});

describe("an interaction's id", () => {
  const of = (source: Parameters<typeof hashedIds.interaction>[1], customer = customerId) =>
    hashedIds.interaction(customer, source);

  it("is one, in its customer's partition", () => {
    for (const id of [of({ businessId: "ticket-1" }), of({ idempotencyKey: "once" }), of({})]) {
      expect(id).toMatch(idPattern.interaction);
      expect(splitId(id).customerId).toBe(customerId);
    }
  });

  it("is the same for a replay under the business's id or idempotency key", () => {
    expect(of({ businessId: "ticket-1" })).toBe(of({ businessId: "ticket-1" }));
    expect(of({ idempotencyKey: "once" })).toBe(of({ idempotencyKey: "once" }));
  });

  it("is that of the business's id whatever the idempotency key", () => {
    const plain = of({ businessId: "ticket-1" });
    expect(of({ businessId: "ticket-1", idempotencyKey: "once" })).toBe(plain);
    expect(of({ businessId: "ticket-1", idempotencyKey: "again" })).toBe(plain);
  });

  it("differs between a business's id and an idempotency key of the same text", () => {
    expect(of({ businessId: "once" })).not.toBe(of({ idempotencyKey: "once" }));
  });

  it("is random without either", () => {
    expect(new Set(Array.from({ length: 50 }, () => of({}))).size).toBe(50);
  });

  it("differs between customers", () => {
    expect(of({ businessId: "ticket-1" }, otherCustomer)).not.toBe(of({ businessId: "ticket-1" }));
  });

  it("takes an empty business's id for one", () => {
    expect(of({ businessId: "" })).toBe(of({ businessId: "" }));
  });
});

describe("an invitation's id", () => {
  const interaction = hashedIds.interaction(customerId, { businessId: "ticket-1" });
  const other = hashedIds.interaction(customerId, { businessId: "ticket-2" });

  it("is one, in its interaction's customer's partition, and the same every time", () => {
    const id = hashedIds.invitation(interaction, surveyId);
    expect(id).toMatch(idPattern.invitation);
    expect(splitId(id).customerId).toBe(customerId);
    expect(hashedIds.invitation(interaction, surveyId)).toBe(id);
  });

  it("differs between interactions, and between surveys of one", () => {
    const ids = [interaction, other].flatMap((one) =>
      [surveyId, "srv_00000000002"].map((survey) => hashedIds.invitation(one, survey)),
    );
    expect(new Set(ids).size).toBe(4);
  });
});

describe("random ids", () => {
  it("are as wide as their bytes, and another each time", () => {
    const ids = Array.from({ length: 50 }, () => hashedIds.random(8));
    expect(new Set(ids).size).toBe(50);
    expect(ids.every((id) => /^[0-9A-Za-z]{11}$/.test(id))).toBe(true);
    expect(hashedIds.random(16)).toMatch(/^[0-9A-Za-z]{22}$/);
  });
});

describe("a hash of parts", () => {
  const part = fc.string({ maxLength: 3 }).filter((text) => !text.includes("\0"));
  it.prop([fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 })])(
    "tells apart where one part ends and the next begins",
    (a, b) => {
      // No part and one empty part are the same, and neither is ever hashed.
      fc.pre(a.length > 0 && b.length > 0);
      expect(hash128(...a) === hash128(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    },
  );

  it("tells ab and c from a and bc", () => {
    expect(hash128("ab", "c")).not.toBe(hash128("a", "bc"));
  });
});
