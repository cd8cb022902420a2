import { describe, expect } from "vitest";
import type { Folds } from "../../../functions/domain/kpi/fold.ts";
import { windowEnding } from "../../../functions/domain/kpi/window.ts";
import { foldWindow, mergeWindows, rollWindow, turnOf } from "../../../functions/domain/kpi/window-folds.ts";
import type { DayFold } from "../../../functions/domain/ports/figures.ts";
import { fc, it } from "../../support/property.ts";
import { anyAnswers, type Counted, contentOf, counted, foldResponses, scoresOf } from "./counted.ts";

const dayFold = (day: string, answers: readonly Counted[], computedAt = `${day}T23:59:00.000Z`): DayFold => ({
  day,
  folds: foldResponses(answers),
  computedAt,
});
const byAgent = (score: number) => counted({ score, segments: { agent: { value: "a-7" } } });

const week = windowEnding("2026-11-22", 7);
const scores = (folds: Folds) => scoresOf(folds.get("agent")?.get("a-7")?.tally);

describe("several windows as one", () => {
  it("add up, each with the one before it, and are as old as the latest", () => {
    const [support, sales] = [
      foldWindow([dayFold("2026-11-15", [byAgent(1)]), dayFold("2026-11-22", [byAgent(9)])], week),
      foldWindow([dayFold("2026-11-20", [byAgent(9), byAgent(7)])], week),
    ];
    const nothing = foldWindow([], week);
    const { current, previous, computedAt } = mergeWindows([support, sales, nothing]);
    expect([scores(current), scores(previous)]).toEqual([{ 9: 2, 7: 1 }, { 1: 1 }]);
    expect(computedAt).toBe("2026-11-22T23:59:00.000Z");
    expect(mergeWindows([nothing]).computedAt).toBeUndefined();
  });
});

describe("folding a window", () => {
  it("takes its days and, apart from them, those of the window before", () => {
    const { current, previous } = foldWindow(
      [
        dayFold("2026-11-08", [byAgent(0)]),
        dayFold("2026-11-09", [byAgent(1)]),
        dayFold("2026-11-15", [byAgent(2)]),
        dayFold("2026-11-16", [byAgent(3)]),
        dayFold("2026-11-22", [byAgent(4)]),
        dayFold("2026-11-23", [byAgent(5)]),
      ],
      week,
    );
    expect(scores(previous)).toEqual({ 1: 1, 2: 1 });
    expect(scores(current)).toEqual({ 3: 1, 4: 1 });
  });

  it("is as old as the latest fold of either window", () => {
    const days = [
      dayFold("2026-11-22", [byAgent(9)], "2026-11-22T10:00:00.000Z"),
      dayFold("2026-11-15", [byAgent(9)], "2026-11-22T11:00:00.000Z"),
      dayFold("2026-11-01", [byAgent(9)], "2026-11-22T12:00:00.000Z"),
    ];
    expect(foldWindow(days, week).computedAt).toBe("2026-11-22T11:00:00.000Z");
    expect(foldWindow(days.slice(0, 1), week).computedAt).toBe("2026-11-22T10:00:00.000Z");
    const recounted = dayFold("2026-11-16", [byAgent(9)], "2026-11-22T13:00:00.000Z");
    expect(foldWindow([recounted, ...days], week).computedAt).toBe("2026-11-22T13:00:00.000Z");
    expect(foldWindow([], week).computedAt).toBeUndefined();
  });

  const someDay = fc.integer({ min: 1, max: 30 }).map((day) => `2026-11-${String(day).padStart(2, "0")}`);
  const someDays = fc.uniqueArray(fc.record({ day: someDay, answers: anyAnswers }), { selector: ({ day }) => day });

  it.prop([someDays, someDay, fc.integer({ min: 1, max: 20 })])(
    "is the fold of the answers of its days",
    (days, lastDay, length) => {
      const { current, previous } = foldWindow(
        days.map(({ day, answers }) => dayFold(day, answers)),
        windowEnding(lastDay, length),
      );
      const answersOf = (daysAgo: (ago: number) => boolean) =>
        days
          .filter(({ day }) => daysAgo((Date.parse(lastDay) - Date.parse(day)) / 86_400_000))
          .flatMap(({ answers }) => answers);
      const expected = (answers: Counted[]) => contentOf(foldResponses(answers));
      expect(contentOf(current)).toEqual(expected(answersOf((ago) => ago >= 0 && ago < length)));
      expect(contentOf(previous)).toEqual(expected(answersOf((ago) => ago >= length && ago < 2 * length)));
    },
  );

  it.prop([someDays, fc.integer({ min: 2, max: 14 })])(
    "is a day later the same, rolled or folded anew",
    (days, length) => {
      const unnamed = days.map(({ day, answers }) =>
        dayFold(
          day,
          answers.map((one) => ({ ...one, segments: {} })),
        ),
      );
      // Without its last day, which is still open.
      const closed = (to: string) =>
        foldWindow(
          unnamed.filter(({ day }) => day < to),
          windowEnding(to, length),
        );
      const of = (day: string) => unnamed.find((one) => one.day === day)?.folds ?? new Map();
      const { enters, passes, leaves } = turnOf(windowEnding("2026-11-29", length));
      const rolled = rollWindow(closed("2026-11-29"), { enters: of(enters), passes: of(passes), leaves: of(leaves) });
      const { current, previous } = closed("2026-11-30");
      const filled = (folds: Folds | undefined) =>
        contentOf(new Map([...(folds ?? [])].filter(([, { size }]) => size > 0)));
      expect([filled(rolled?.current), filled(rolled?.previous)]).toEqual([filled(current), filled(previous)]);
    },
  );
});
