/** Folds as they are stored: lists, because a value may be named like anything, with names of one letter, because there are many. */
import type { Scores, SegmentFold } from "../../domain/kpi/fold.ts";

/** v value, l label, a when the label was told, s answers by score. */
export interface StoredFold {
  readonly v: string;
  readonly l?: string;
  readonly a?: string;
  readonly s: Scores;
}

export const toStoredValues = (values: ReadonlyMap<string, SegmentFold>): StoredFold[] =>
  [...values.values()].map(({ value, label, scores }) => ({
    v: value,
    ...(label && { l: label.text, a: label.at }),
    s: scores,
  }));

export const toValues = (stored: readonly StoredFold[]): Map<string, SegmentFold> =>
  new Map(
    stored.map(({ v, l, a, s }) => [
      v,
      { value: v, ...(l !== undefined && a !== undefined && { label: { text: l, at: a } }), scores: s },
    ]),
  );
