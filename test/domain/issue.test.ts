import { describe, expect } from "vitest";
import {
  type Contact,
  isOfPattern,
  maxContacts,
  solutionOf,
  withContact,
  withoutContact,
} from "../../functions/domain/issue.ts";
import { issuesOf } from "../reference/records.ts";
import { fc, it } from "../support/property.ts";

const rules = { solvedTypes: ["*.solved"], recontactWindowDays: 7 };
const contact = (at: string, type = "ticket.opened", told: Partial<Contact> = {}): Contact => ({
  id: `${at}${type}`,
  at,
  type,
  ...told,
});
const on = (day: number, time = "09:30"): string => `2026-11-${String(day).padStart(2, "0")}T${time}:00.000Z`;
const all = (...contacts: Contact[]): Contact[] => contacts.reduce<Contact[]>(withContact, []);

describe("an issue", () => {
  it("is solved on first contact when nobody comes back within the window, and counts when that is over", () => {
    const solved = contact(on(2), "ticket.solved");
    expect(solutionOf(all(solved, contact(on(9, "09:31"))), rules)).toEqual({
      interactionId: solved.id,
      solvedAt: on(2),
      countsAt: on(9),
      isSolvedAtOnce: true,
    });
    expect(solutionOf(all(solved, contact(on(9))), rules)).toMatchObject({ isSolvedAtOnce: false });
  });

  it("counts from when it was first solved, though that is told late", () => {
    const contacts = all(contact(on(8), "ticket.solved"), contact(on(12)), contact(on(1), "ticket.solved"));
    expect(solutionOf(contacts, rules)).toMatchObject({ solvedAt: on(1), isSolvedAtOnce: false });
    expect(solutionOf(contacts.slice(1), rules)).toMatchObject({ solvedAt: on(8), isSolvedAtOnce: false });
  });

  it("is not derived while nothing solves it, nor where an interaction tells of it", () => {
    expect(solutionOf(all(contact(on(2))), rules)).toBeUndefined();
    expect(
      solutionOf(all(contact(on(2), "ticket.solved"), contact(on(3), "call", { given: true })), rules),
    ).toBeUndefined();
  });

  it("forgets a contact that is erased", () => {
    const back = contact(on(4));
    const contacts = all(contact(on(2), "ticket.solved"), back);
    expect(solutionOf(withoutContact(contacts, back.id), rules)).toMatchObject({ isSolvedAtOnce: true });
  });

  it("keeps a bounded number of contacts, and always what would count twice", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      contact(on(1 + (index % 20), `10:${String(index % 60).padStart(2, "0")}`), `c${index}`),
    );
    const given = contact(on(29), "call", { given: true });
    const kept = all(...many, given);
    expect(kept).toHaveLength(maxContacts + 2);
    expect(all(given, ...many.reverse())).toEqual(kept);
    expect(solutionOf(kept, { ...rules, solvedTypes: ["*"] })).toBeUndefined();
  });

  const raw = fc.array(
    fc.record({
      type: fc.constantFrom("ticket.solved", "ticket.opened", "call"),
      occurredAt: fc.integer({ min: 1, max: 25 }).map((day) => on(day)),
      resolvedOnFirstContact: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, undefined, true),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it.prop([raw, fc.infiniteStream(fc.nat())])(
    "is what the reference says, in whatever order and however often its contacts come",
    (told, places) => {
      const contacts = told.map(({ type, occurredAt, resolvedOnFirstContact: given }, index) => ({
        id: `i${index}`,
        at: occurredAt,
        type,
        ...(given && { given }),
      }));
      const shuffled = [...contacts, ...contacts]
        .map((one) => ({ one, place: places.next().value ?? 0 }))
        .sort((a, b) => a.place - b.place);
      const solution = solutionOf(all(...shuffled.map(({ one }) => one)), rules);
      const now = "2027-02-01T00:00:00.000Z";
      const interactions = told.map(({ resolvedOnFirstContact: given, ...one }) => ({
        ...one,
        issueId: "i",
        outcome: "no_survey",
        ...(given && { resolvedOnFirstContact: given }),
      }));
      const [expected] = issuesOf(interactions, {
        now,
        recontactWindowDays: 7,
        isSolved: (type) => type.endsWith(".solved"),
      });
      expect(solution && { firstSolvedAt: solution.solvedAt, isSolvedAtOnce: solution.isSolvedAtOnce }).toEqual(
        expected,
      );
    },
  );
});

describe("a pattern of types", () => {
  it.each([
    ["ticket.solved", "*.solved", true],
    ["ticket.solved", "ticket.solved", true],
    ["ticket.solved.again", "*.solved", false],
    ["solved", "*.solved", false],
    ["ticket.solved", "ticket.*", true],
    ["ticket.solved", "t*k*.s*d", true],
    ["ticket.solved", "ticket.solvedx", false],
    ["ticket", "ticket*ticket", false],
    ["anything", "*", true],
    ["a.b", "a?b", false],
    ["aXb", "a.b", false],
    ["aa", "a*a*a", false],
  ])("%s is of %s: %s", (type, pattern, expected) => {
    expect(isOfPattern(type, pattern)).toBe(expected);
  });

  it("takes no time for many stars", () => {
    const begun = performance.now();
    expect(isOfPattern("a".repeat(100), `${"*a".repeat(49)}*b`)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(100);
  });
});
