/**
 * Folds: what KPIs are computed from. A fold is a tally per dimension and value, a commutative monoid: slots merge to days, days
 * to windows, in any order. Folds are overwritten from the records, never added to, so that a repeated or reordered change
 * cannot alter a figure. A tally holds no sum of zero, so that equal folds look the same.
 */
import { obtain } from "../obtain.ts";
import type { Tally } from "./tally.ts";

/** The name told last, and when. */
export interface Label {
  readonly text: string;
  readonly at: string;
}

export interface SegmentFold {
  readonly value: string;
  readonly label?: Label;
  readonly tally: Tally;
}

/** The folds of one dimension by value. */
export type Values = ReadonlyMap<string, SegmentFold>;

/** Folds of one survey by dimension and value; `all` holds the overall fold under its one value. */
export type Folds = ReadonlyMap<string, Values>;

/** The dimension that does not break down. */
export const overall = "all";

/** The dimension of the surveys themselves, which only all of them together have. */
export const surveyDimension = "survey";

/**
 * What stands in a survey's place: for all surveys of the workspace together, for what no survey applied to, and for whole
 * months of all together, each under its first day.
 */
export const allSurveys = "*";
export const noSurvey = "none";
export const monthsOfAll = "months";

/** Beyond this many values of a dimension in a day the smallest are folded into one. */
export const maxValues = 500;
export const otherValue = "other";

export const overallTally = (folds: Folds): Tally => folds.get(overall)?.get(overall)?.tally ?? {};

export const overallFold = (tally: Tally): Values => new Map([[overall, { value: overall, tally }]]);

/** Only some dimensions of folds. */
export const pick = (folds: Folds, dimensions: readonly string[]): Folds =>
  new Map(
    dimensions.flatMap((dimension) => (folds.has(dimension) ? [[dimension, folds.get(dimension) as Values]] : [])),
  );

export const isLater = (a: Label, b: Label): boolean => a.at > b.at || (a.at === b.at && a.text > b.text);

export const segmentFold = (value: string, label: Label | undefined, tally: Tally): SegmentFold => ({
  value,
  ...(label && { label }),
  tally,
});

interface Merging {
  label: Label | undefined;
  readonly tally: Record<string, number>;
}

const newMerging = (): Merging => ({ label: undefined, tally: {} });

export function mergeFolds(many: Iterable<Folds>): Folds {
  const merged = new Map<string, Map<string, Merging>>();
  for (const folds of many) {
    for (const [dimension, values] of folds) {
      const into = obtain(merged, dimension, () => new Map<string, Merging>());
      for (const fold of values.values()) mergeInto(into, fold);
    }
  }
  return new Map([...merged].map(([dimension, values]) => [dimension, closed(values)]));
}

function mergeInto(into: Map<string, Merging>, { value, label, tally }: SegmentFold, as = value): void {
  const standing = obtain(into, as, newMerging);
  if (label && (!standing.label || isLater(label, standing.label))) standing.label = label;
  for (const [name, sum] of Object.entries(tally)) standing.tally[name] = (standing.tally[name] ?? 0) + sum;
}

const closed = (values: ReadonlyMap<string, Merging>): Values =>
  new Map([...values].map(([value, { label, tally }]) => [value, segmentFold(value, label, tally)]));

/**
 * Takes out of folds what had been merged into them; names stay. Undefined when something is to be taken out that is not in
 * them: then they are not the sum that they were taken for.
 */
export function takeOut(folds: Folds, out: Folds): Folds | undefined {
  const left = new Map([...folds].map(([dimension, values]) => [dimension, new Map(values)]));
  for (const [dimension, values] of out) {
    const from = left.get(dimension);
    for (const { value, tally } of values.values()) {
      const standing = from?.get(value);
      if (!from || !standing) return undefined;
      const rest = less(standing.tally, tally);
      if (!rest) return undefined;
      if (Object.keys(rest).length > 0) from.set(value, { ...standing, tally: rest });
      else from.delete(value);
    }
  }
  return left;
}

/** What adding and taking out again leaves of a sum of fractions, as a share of it. */
const residue = 1e-9;

function less(tally: Tally, out: Tally): Tally | undefined {
  const rest: Record<string, number> = { ...tally };
  for (const [name, sum] of Object.entries(out)) {
    const left = (rest[name] ?? 0) - sum;
    const isNothing = left === 0 || (!Number.isInteger(left) && Math.abs(left) <= residue * Math.abs(sum));
    if (left < 0 && !isNothing) return undefined;
    if (isNothing) delete rest[name];
    else rest[name] = left;
  }
  return rest;
}

/** How many records a tally is of. */
export type SizeOf = (tally: Tally) => number;

/** Keeps the largest values of each dimension and folds the rest into `other`. */
export function capFolds(folds: Folds, sizeOf: SizeOf, limit = maxValues): Folds {
  return new Map([...folds].map(([dimension, values]) => [dimension, capValues(values, sizeOf, limit)]));
}

export function capValues(values: Values, sizeOf: SizeOf, limit = maxValues): Values {
  if (values.size <= limit) return values;
  const bySize = [...values.values()]
    .map((fold) => ({ fold, size: sizeOf(fold.tally) }))
    .sort((a, b) => b.size - a.size || (a.fold.value < b.fold.value ? -1 : 1))
    .map(({ fold }) => fold);
  const kept = new Map<string, Merging>();
  for (const [rank, { label, ...fold }] of bySize.entries()) {
    if (rank < limit) mergeInto(kept, { ...fold, ...(label && { label }) });
    else mergeInto(kept, fold, otherValue);
  }
  return closed(kept);
}
