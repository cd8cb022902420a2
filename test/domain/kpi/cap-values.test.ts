import { describe, expect } from "vitest";
import type { Folds, SegmentFold } from "../../../functions/domain/kpi/fold.ts";
import { fc, it } from "../../support/property.ts";
import { anyAnswers, capped, counted, countOf, foldResponses, valuesOf } from "./counted.ts";

/** Agents with so many answers of 9 each. */
const agents = (sizes: Readonly<Record<string, number>>): Folds =>
  foldResponses(
    Object.entries(sizes).flatMap(([value, size]) =>
      Array.from({ length: size }, () => counted({ segments: { agent: { value, label: `Agent ${value}` } } })),
    ),
  );

const sizesIn = (folds: Folds): Record<string, number> =>
  Object.fromEntries([...(folds.get("agent") ?? [])].map(([value, { tally }]) => [value, countOf(tally)]));

const total = (values: Iterable<SegmentFold>): number =>
  [...values].reduce((sum, { tally }) => sum + countOf(tally), 0);

describe("a dimension of too many values", () => {
  it("keeps the largest and folds the rest into other", () => {
    expect(sizesIn(capped(agents({ a: 1, b: 5, c: 2, d: 4 }), 2))).toEqual({ b: 5, d: 4, other: 3 });
  });

  it("adds up the scores of what it folds", () => {
    const folds = foldResponses([
      ...[9, 9].map((score) => counted({ score, segments: { agent: { value: "big" } } })),
      counted({ score: 1, segments: { agent: { value: "a" } } }),
      counted({ score: 2, segments: { agent: { value: "b" } } }),
      counted({ score: 2, segments: { agent: { value: "c" } } }),
    ]);
    expect(capped(folds, 1).get("agent")?.get("other")).toEqual({
      value: "other",
      tally: { "score:1": 1, "score:2": 2 },
    });
  });

  it("adds to a value that is called other itself, whether it is among the largest or not", () => {
    expect(sizesIn(capped(agents({ other: 5, a: 2, b: 1 }), 2))).toEqual({ other: 6, a: 2 });
    expect(sizesIn(capped(agents({ other: 1, a: 5, b: 2 }), 2))).toEqual({ a: 5, b: 2, other: 1 });
  });

  it("chooses among equals by name, so that every run keeps the same", () => {
    const cut = { a: 1, b: 1, other: 1 };
    expect(sizesIn(capped(agents({ c: 1, a: 1, b: 1 }), 2))).toEqual(cut);
    expect(sizesIn(capped(agents({ b: 1, c: 1, a: 1 }), 2))).toEqual(cut);
  });

  it("gives other no name of one of those in it", () => {
    expect(
      capped(agents({ a: 2, b: 1, c: 1 }), 1)
        .get("agent")
        ?.get("other")?.label,
    ).toBeUndefined();
  });

  it("starts beyond 500 values", () => {
    const many = (count: number) => agents(Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${n}`, 1])));
    expect(sizesIn(capped(many(500)))["other"]).toBeUndefined();
    const cut = sizesIn(capped(many(502)));
    expect(Object.keys(cut)).toHaveLength(501);
    expect(cut["other"]).toBe(2);
  });

  it.prop([anyAnswers, fc.integer({ min: 1, max: 5 })])("loses no answer", (answers, limit) => {
    const folds = foldResponses(answers);
    const cut = capped(folds, limit);
    for (const [dimension, values] of folds) {
      expect(total(cut.get(dimension)?.values() ?? [])).toBe(total(values.values()));
    }
  });

  it.prop([anyAnswers, fc.integer({ min: 1, max: 5 })])(
    "keeps none that is smaller than a folded one",
    (all, limit) => {
      for (const [dimension, values] of foldResponses(all)) {
        const kept = capped(foldResponses(all), limit).get(dimension) ?? new Map();
        const sizes = (wanted: boolean) =>
          [...values]
            .filter(([value]) => value !== "other" && kept.has(value) === wanted)
            .map(([, { tally }]) => countOf(tally));
        expect(Math.min(...sizes(true))).toBeGreaterThanOrEqual(Math.max(...sizes(false)));
        expect(kept.size).toBeLessThanOrEqual(limit + 1);
      }
    },
  );

  it.prop([anyAnswers])("is left alone when it has few", (answers) => {
    for (const [dimension, values] of foldResponses(answers)) {
      const kept = capped(foldResponses(answers), 100).get(dimension) ?? new Map();
      expect(valuesOf(kept)).toEqual(valuesOf(values));
    }
  });
});
