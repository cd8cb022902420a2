import { describe, expect, it } from "vitest";
import { type CustomerMove, isSameMove, isSamePlace, movesOf } from "../../functions/domain/customer-move.ts";
import { addSeconds, type Instant } from "../../functions/domain/time.ts";
import { anInteraction, customerId, workspaceId } from "./builders.ts";

const now = "2026-11-22T12:00:00.000Z";
/** Of 100 days of records, those of the last 93 are still folded. */
const retentionDays = 100;
const frozenAt = "2026-08-21T12:00:00.000Z";

const lifecycle = (id: string, type: string, occurredAt: Instant) =>
  anInteraction({ id: `int_${id}`, type, occurredAt, receivedAt: occurredAt });
const aMove = (told: Partial<CustomerMove> = {}): CustomerMove => ({
  id: "mov_old",
  workspaceId,
  customerId,
  interactionId: "int_old",
  at: "2026-08-01T00:00:00.000Z",
  move: "gained",
  changedAt: "2026-08-01T00:00:05.000Z",
  ...told,
});
const movesFrom = (standing: CustomerMove[], ...interactions: ReturnType<typeof lifecycle>[]) =>
  movesOf(interactions, { standing, now, retentionDays });

describe("the moves of a customer", () => {
  it("are each named after the interaction by which they moved, and a loss says since when they had been active", () => {
    const moves = movesFrom(
      [],
      lifecycle("back", "purchase.completed", "2026-11-01T00:00:00.000Z"),
      lifecycle("begun", "customer.activated", "2026-10-01T00:00:00.000Z"),
      lifecycle("gone", "customer.cancelled", "2026-10-20T00:00:00.000Z"),
    );
    const made = { workspaceId, customerId, changedAt: now };
    expect(moves).toStrictEqual([
      { ...made, id: "mov_begun", interactionId: "int_begun", at: "2026-10-01T00:00:00.000Z", move: "gained" },
      {
        ...made,
        ...{ id: "mov_gone", interactionId: "int_gone", at: "2026-10-20T00:00:00.000Z", move: "lost" },
        since: "2026-10-01T00:00:00.000Z",
      },
      { ...made, id: "mov_back", interactionId: "int_back", at: "2026-11-01T00:00:00.000Z", move: "regained" },
    ]);
  });

  it("stand as they are once their interactions may have expired, and go on from there", () => {
    const gained = aMove();
    const [first, second, ...others] = movesFrom(
      [gained],
      lifecycle("gone", "customer.cancelled", "2026-10-20T00:00:00.000Z"),
    );
    expect(first).toEqual(gained);
    expect(second).toMatchObject({ id: "mov_gone", move: "lost", since: gained.at });
    expect(others).toEqual([]);
  });

  it("go, before that, when no interaction bears them out", () => {
    expect(movesFrom([aMove({ at: addSeconds(frozenAt, -0.001) })])).toHaveLength(1);
    expect(movesFrom([aMove({ at: frozenAt })])).toEqual([]);
  });

  it("stay as long as the one they follow does, by which their time was put off", () => {
    const early = lifecycle("begun", "customer.activated", "2026-08-01T00:00:00.000Z");
    // It was received two days before the other one's time, so that the first move is counted later than it happened.
    const begun = { ...early, receivedAt: "2026-11-21T12:00:00.000Z" };
    const gone = lifecycle("gone", "customer.cancelled", "2026-08-20T00:00:00.000Z");
    expect(movesFrom([], begun, gone)).toMatchObject([
      { id: "mov_begun", at: "2026-08-22T12:00:00.000Z" },
      { id: "mov_gone", move: "lost", at: "2026-08-22T12:00:00.000Z" },
    ]);
  });

  it("are made by no interaction that may be expiring", () => {
    expect(movesFrom([], lifecycle("begun", "customer.activated", addSeconds(frozenAt, -0.001)))).toEqual([]);
    expect(movesFrom([], lifecycle("begun", "customer.activated", frozenAt))).toMatchObject([{ at: frozenAt }]);
  });
});

describe("a move that stands", () => {
  const later = "2026-08-02T00:00:00.000Z";

  it("is in the place of another of the same id and time, whatever it says", () => {
    expect(isSamePlace(aMove(), aMove({ move: "lost", since: later }))).toBe(true);
    expect(isSamePlace(aMove(), aMove({ id: "mov_new" }))).toBe(false);
    expect(isSamePlace(aMove(), aMove({ at: later }))).toBe(false);
  });

  it("is the same as one that says the same in its place, whenever that was found out", () => {
    const lost = aMove({ move: "lost", since: "2026-07-01T00:00:00.000Z" });
    expect(isSameMove(lost, { ...lost, changedAt: now })).toBe(true);
    for (const told of [{ id: "mov_new" }, { at: later }, { move: "regained" as const }, { since: later }]) {
      expect(isSameMove(lost, { ...lost, ...told }), JSON.stringify(told)).toBe(false);
    }
  });
});
