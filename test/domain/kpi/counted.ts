/** Answers as folds read them, and a fold done the slow way. */
import { fc } from "@fast-check/vitest";
import type { Counted, Folds, SegmentFold } from "../../../functions/domain/kpi/fold.ts";
import type { Segments } from "../../../functions/domain/segment.ts";

export const counted = (told: Partial<Counted> = {}): Counted => ({
  score: 9,
  segments: {},
  countedAt: "2026-11-22T09:30:00.000Z",
  test: false,
  ...told,
});

/** Names that mean something to JavaScript, to us or to a table. */
export const hostileValues = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "other", "all", "0", "9"];

const value = fc.oneof(fc.constantFrom(...hostileValues), fc.string({ maxLength: 3 }));
const segment = fc.record({ value, label: fc.string({ maxLength: 3 }) }, { requiredKeys: ["value"] });
const segments = fc.record(
  { agent: segment, channel: segment, locale: segment },
  { requiredKeys: [] },
) as fc.Arbitrary<Segments>;

export const anyAnswer: fc.Arbitrary<Counted> = fc.record({
  score: fc.integer({ min: 0, max: 10 }),
  segments,
  countedAt: fc.integer({ min: 0, max: 5 }).map((hour) => `2026-11-22T0${hour}:00:00.000Z`),
  test: fc.boolean(),
});

export const anyAnswers = fc.array(anyAnswer, { maxLength: 40, size: "max" });

/** What a fold holds, in an order that tells nothing of how it came about. */
export const contentOf = (folds: Folds): unknown =>
  [...folds].map(([dimension, values]) => ({ dimension, values: valuesOf(values) })).sort(byJson);

export const valuesOf = (values: ReadonlyMap<string, SegmentFold>): unknown[] =>
  [...values]
    .map(([key, { value, label, scores }]) => ({ key, value, ...(label && { label }), scores: sorted(scores) }))
    .sort(byJson);

/** The same by counting over and over, one dimension, value and score at a time. */
export function slowFold(answers: readonly Counted[]): unknown {
  const real = answers.filter((answer) => !answer.test);
  const named = real.flatMap((answer) => [
    { answer, dimension: "all", segment: { value: "all" } },
    ...Object.entries(answer.segments).map(([dimension, segment]) => ({ answer, dimension, segment })),
  ]);
  return distinct(named.map(({ dimension }) => dimension))
    .map((dimension) => {
      const here = named.filter((one) => one.dimension === dimension);
      const values = distinct(here.map(({ segment }) => segment.value)).map((value) => {
        const those = here.filter(({ segment }) => segment.value === value);
        const labels = those.flatMap(({ answer, segment }) =>
          "label" in segment && segment.label !== undefined ? [[answer.countedAt, segment.label]] : [],
        );
        const [at, text] = labels.sort((a, b) => (a.join("") < b.join("") ? -1 : 1)).at(-1) ?? [];
        const scores = distinct(those.map(({ answer }) => answer.score)).map(
          (score) => [String(score), those.filter(({ answer }) => answer.score === score).length] as const,
        );
        return { key: value, value, ...(text !== undefined && { label: { text, at } }), scores: scores.sort(byJson) };
      });
      return { dimension, values: values.sort(byJson) };
    })
    .sort(byJson);
}

const sorted = (scores: object): unknown[] => Object.entries(scores).sort(byJson);
const distinct = <T>(all: readonly T[]): T[] => all.filter((one, index) => all.indexOf(one) === index);
const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
