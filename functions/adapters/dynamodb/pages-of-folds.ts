/** One dimension of a day's folds, cut into as many items as it takes, the overall fold in the first of them. */
import { type Folds, overall, type SegmentFold, type Values } from "../../domain/kpi/fold.ts";
import { bytesOf } from "./stored-folds.ts";

/** Of folds before they are packed; an item holds 400 KB, and names stand in it twice: with the sums and with the bins. */
const bytesPerPage = 190_000;

export function pagesOf(folds: Folds, dimension: string): [Folds, ...Folds[]] {
  const all: Values = folds.get(overall) ?? new Map();
  const withOverall = (values: Values): Folds => new Map([[overall, all] as const, [dimension, values] as const]);
  if (dimension === overall) return [new Map([[overall, all]])];
  const [first = new Map(), ...further] = cut(folds.get(dimension) ?? new Map());
  return [withOverall(first), ...further.map((values): Folds => new Map([[dimension, values]]))];
}

function cut(values: Values): Values[] {
  const pages: Map<string, SegmentFold>[] = [];
  let room = 0;
  for (const [value, fold] of values) {
    const bytes = bytesOf(fold);
    if (bytes > room) {
      pages.push(new Map());
      room = bytesPerPage;
    }
    pages.at(-1)?.set(value, fold);
    room -= bytes;
  }
  return pages;
}
