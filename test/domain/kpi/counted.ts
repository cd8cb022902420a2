/** Answers as folds read them, and a fold done the slow way. */
import fc from "fast-check";
import { capFolds, type Folds, type SegmentFold } from "../../../functions/domain/kpi/fold.ts";
import { foldRecords, type RecordOf, sizeOfKind } from "../../../functions/domain/kpi/fold-kinds.ts";
import { histogramIn, type Tally } from "../../../functions/domain/kpi/tally.ts";
import type { Segment, Segments } from "../../../functions/domain/segment.ts";

export type Counted = RecordOf["response"];

export const foldResponses = (answers: Iterable<Counted>): Folds => foldRecords("response", answers);

export const countOf = sizeOfKind("response");

export const capped = (folds: Folds, limit?: number): Folds => capFolds(folds, countOf, limit);

/** Answers by score. */
export const scoresOf = (tally: Tally = {}): Record<string, number> => Object.fromEntries(histogramIn(tally, "score"));

export const counted = (told: Partial<Counted> = {}): Counted => ({
  surveyId: "srv_1",
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
  surveyId: fc.constant("srv_1"),
  score: fc.integer({ min: 0, max: 10 }),
  segments,
  countedAt: fc.integer({ min: 0, max: 5 }).map((hour) => `2026-11-22T0${hour}:00:00.000Z`),
  test: fc.boolean(),
});

const sentAt = fc.integer({ min: 1, max: 9 }).map((day) => `2026-11-1${day}T00:00:00.000Z`);

/** The same with a time to answer, which most have. */
export const anyTimedAnswers = fc.array(
  fc.tuple(anyAnswer, sentAt).map(([answer, sent]): Counted => ({ ...answer, sentAt: sent })),
  { maxLength: 40, size: "max" },
);

export const anyAnswers = fc.array(anyAnswer, { maxLength: 40, size: "max" });

/** What a fold holds, in an order that tells nothing of how it came about. */
export const contentOf = (folds: Folds): unknown =>
  [...folds].map(([dimension, values]) => ({ dimension, values: valuesOf(values) })).sort(byJson);

export const valuesOf = (values: ReadonlyMap<string, SegmentFold>): unknown[] =>
  [...values]
    .map(([key, { value, label, tally }]) => ({ key, value, ...(label && { label }), tally: sorted(tally) }))
    .sort(byJson);

/** The same by counting over and over, one dimension, value and score at a time. */
export function slowFold(answers: readonly Counted[]): unknown {
  const real = answers.filter((answer) => !answer.test);
  const named = real.flatMap((answer) => [
    { answer, dimension: "all", segment: { value: "all" } },
    ...Object.entries(answer.segments).map(([dimension, segment]) => ({
      answer,
      dimension,
      segment: segment as Segment,
    })),
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
        const tally = distinct(those.map(({ answer }) => answer.score)).map(
          (score) => [`score:${score}`, those.filter(({ answer }) => answer.score === score).length] as const,
        );
        return { key: value, value, ...(text !== undefined && { label: { text, at } }), tally: tally.sort(byJson) };
      });
      return { dimension, values: values.sort(byJson) };
    })
    .sort(byJson);
}

const sorted = (scores: object): unknown[] => Object.entries(scores).sort(byJson);
const distinct = <T>(all: readonly T[]): T[] => all.filter((one, index) => all.indexOf(one) === index);
const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
