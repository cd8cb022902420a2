/**
 * Folds: what KPIs are computed from. A fold is a score histogram per dimension and value, a commutative monoid: slots merge
 * to days, days to windows, in any order. Folds are overwritten from the records, never added to, so that a repeated or
 * reordered change cannot alter a figure.
 */
import type { Response } from "../response.ts";

/** Answers by score. */
export type Scores = Readonly<Record<number, number>>;

export interface SegmentFold {
  readonly value: string;
  /** The name told last, and when. */
  readonly label?: { readonly text: string; readonly at: string };
  readonly scores: Scores;
}

/** Folds of one survey by dimension and value; `all` holds the overall fold under its one value. */
export type Folds = ReadonlyMap<string, ReadonlyMap<string, SegmentFold>>;

/** The dimension that does not break down. */
export const overall = "all";

/** Beyond this many values of a dimension in a day the smallest are folded into one. */
export const maxValues = 500;
export const otherValue = "other";

/** What of a response a fold reads. */
export type Counted = Pick<Response, "score" | "segments" | "countedAt" | "test">;

/** Folds responses of one survey; test answers count nowhere. */
export function foldResponses(responses: Iterable<Counted>): Folds {
  return mergeFolds(
    Array.from(responses)
      .filter((response) => !response.test)
      .map(foldOf),
  );
}

function foldOf(response: Counted): Folds {
  const scores = { [response.score]: 1 };
  const folds = new Map([[overall, new Map([[overall, { value: overall, scores } as SegmentFold]])]]);
  for (const [dimension, segment] of Object.entries(response.segments)) {
    const label = segment.label === undefined ? {} : { label: { text: segment.label, at: response.countedAt } };
    folds.set(dimension, new Map([[segment.value, { value: segment.value, ...label, scores }]]));
  }
  return folds;
}

export function mergeFolds(many: Iterable<Folds>): Folds {
  const merged = new Map<string, Map<string, SegmentFold>>();
  for (const folds of many) {
    for (const [dimension, values] of folds) {
      const into = merged.get(dimension) ?? new Map<string, SegmentFold>();
      merged.set(dimension, into);
      mergeInto(into, values);
    }
  }
  return merged;
}

/** Merges the values of one dimension. */
export function mergeValues(many: Iterable<ReadonlyMap<string, SegmentFold>>): Map<string, SegmentFold> {
  const merged = new Map<string, SegmentFold>();
  for (const values of many) mergeInto(merged, values);
  return merged;
}

function mergeInto(into: Map<string, SegmentFold>, values: ReadonlyMap<string, SegmentFold>): void {
  for (const fold of values.values()) into.set(fold.value, mergeSegments(into.get(fold.value), fold));
}

function mergeSegments(a: SegmentFold | undefined, b: SegmentFold): SegmentFold {
  if (!a) return b;
  const labels = [a.label, b.label].filter((label) => label !== undefined);
  const label = labels.sort((x, y) => (x.at + x.text < y.at + y.text ? 1 : -1))[0];
  return { value: a.value, ...(label && { label }), scores: mergeScores(a.scores, b.scores) };
}

export function mergeScores(a: Scores, b: Scores): Scores {
  const merged: Record<number, number> = { ...a };
  for (const [score, count] of Object.entries(b)) merged[Number(score)] = (merged[Number(score)] ?? 0) + count;
  return merged;
}

export const countOf = (scores: Scores): number => Object.values(scores).reduce((sum, count) => sum + count, 0);

/** Keeps the largest values of each dimension and folds the rest into `other`. */
export function capValues(folds: Folds, limit = maxValues): Folds {
  const capped = new Map<string, ReadonlyMap<string, SegmentFold>>();
  for (const [dimension, values] of folds) capped.set(dimension, values.size <= limit ? values : cap(values, limit));
  return capped;
}

function cap(values: ReadonlyMap<string, SegmentFold>, limit: number): ReadonlyMap<string, SegmentFold> {
  const bySize = [...values.values()].sort(
    (a, b) => countOf(b.scores) - countOf(a.scores) || (a.value < b.value ? -1 : 1),
  );
  const kept = new Map(bySize.slice(0, limit).map((fold) => [fold.value, fold]));
  for (const fold of bySize.slice(limit)) {
    kept.set(otherValue, mergeSegments(kept.get(otherValue), { value: otherValue, scores: fold.scores }));
  }
  return kept;
}
