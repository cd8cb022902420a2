/** Says how two folds differ, in one clause: the first value that does, overall before the segments. */
import { isDeepStrictEqual } from "node:util";
import { type Folds, overall, type Scores, type SegmentFold } from "../../../functions/domain/kpi/fold.ts";

type Values = ReadonlyMap<string, SegmentFold>;
const nothing: Values = new Map();

/** Undefined when they are the same; a dimension that holds nothing is the same as none. */
export function differenceOf(stored: Folds, computed: Folds): string | undefined {
  for (const dimension of new Set([overall, ...stored.keys(), ...computed.keys()])) {
    const values = [stored.get(dimension) ?? nothing, computed.get(dimension) ?? nothing] as const;
    const difference = differenceOfValues(dimension, ...values);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

export function differenceOfValues(dimension: string, stored: Values, computed: Values): string | undefined {
  for (const value of new Set([...stored.keys(), ...computed.keys()])) {
    const [is, should] = [stored.get(value), computed.get(value)];
    if (isDeepStrictEqual(is, should)) continue;
    const segment = dimension === overall ? "in all" : `for ${dimension} ${value}`;
    return isDeepStrictEqual(is?.scores, should?.scores)
      ? `says ${nameOf(is)} ${segment} where the answers say ${nameOf(should)}`
      : `holds ${countsOf(is?.scores)} ${segment} where the answers make ${countsOf(should?.scores)}`;
  }
  return undefined;
}

const nameOf = (fold: SegmentFold | undefined): string => fold?.label?.text ?? "nothing";

/** `1 of 9 and 2 of 10` */
const countsOf = (scores: Scores = {}): string => {
  const counts = Object.entries(scores).map(([score, count]) => `${count} of ${score}`);
  return counts.length === 0 ? "nothing" : counts.join(" and ");
};
