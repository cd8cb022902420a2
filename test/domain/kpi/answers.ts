/** Answers of an NPS survey in the shapes that tests speak of them. */
import fc from "fast-check";
import type { Histogram } from "../../../functions/domain/kpi/tally.ts";

/** Answers by score. */
export type Scores = Readonly<Record<number, number>>;

/** `{ 10: 2, 0: 1 }` → 10, 10, 0 */
export const eachOf = (scores: Scores): number[] =>
  Object.entries(scores).flatMap(([score, count]) => Array<number>(count).fill(Number(score)));

/** As families of statistics take them. */
export const counts = (scores: Scores): Histogram =>
  new Map(Object.entries(scores).map(([score, count]) => [Number(score), count]));

export function histogram(answers: readonly number[]): Scores {
  const scores: Record<number, number> = {};
  for (const answer of answers) scores[answer] = (scores[answer] ?? 0) + 1;
  return scores;
}

/** At least one answer, of a taste that may be one-sided. */
export const someAnswers = fc
  .uniqueArray(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 11 })
  .chain((tastes) => fc.array(fc.constantFrom(...tastes), { minLength: 1, maxLength: 300, size: "max" }));
