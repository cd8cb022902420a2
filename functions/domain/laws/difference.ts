/** Says how two folds differ, in one clause: the first value that does, overall before the segments. */
import { type Folds, overall, type SegmentFold, type Values } from "../kpi/fold.ts";
import type { Tally } from "../kpi/tally.ts";

const nothing: Values = new Map();

/** Sums of fractions come out a little different in another order. */
const tolerance = 1e-9;

/** Undefined when they are the same; a dimension that holds nothing is the same as none. Names are compared if `named`. */
export function differenceOf(stored: Folds, computed: Folds, names: "named" | "unnamed" = "named"): string | undefined {
  for (const dimension of new Set([overall, ...stored.keys(), ...computed.keys()])) {
    const [is, should] = [stored.get(dimension) ?? nothing, computed.get(dimension) ?? nothing];
    const difference = differenceOfValues(dimension, is, should, names);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function differenceOfValues(
  dimension: string,
  stored: Values,
  computed: Values,
  names: "named" | "unnamed",
): string | undefined {
  for (const value of new Set([...stored.keys(), ...computed.keys()])) {
    const [is, should] = [stored.get(value), computed.get(value)];
    const segment = dimension === overall ? "in all" : `for ${dimension} ${value}`;
    if (!areSame(is?.tally, should?.tally))
      return `holds ${sumsOf(is?.tally)} ${segment} where the records make ${sumsOf(should?.tally)}`;
    const [label, wanted] = [is?.label, should?.label];
    if (names === "named" && label?.text !== wanted?.text)
      return `says ${nameOf(is)} ${segment} where the records say ${nameOf(should)}`;
    if (names === "named" && label?.at !== wanted?.at)
      return `says ${nameOf(is)} ${segment}, told last at ${label?.at}, where the records tell it last at ${wanted?.at}`;
  }
  return undefined;
}

const areSame = (a: Tally = {}, b: Tally = {}): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => {
    const [one, other] = [a[name] ?? 0, b[name] ?? 0];
    return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
  });

const nameOf = (fold: SegmentFold | undefined): string => fold?.label?.text ?? "nothing";

/** `score:9 1 and score:10 2` */
const sumsOf = (tally: Tally = {}): string => {
  const sums = Object.entries(tally).map(([name, sum]) => `${name} ${sum}`);
  return sums.length === 0 ? "nothing" : sums.join(" and ");
};
