/**
 * Sums by name, of which KPIs are made. Those of a histogram are named `name:integer`, so that it merges like every other sum.
 */
export type Tally = Readonly<Record<string, number>>;

/** A commutative monoid, so that slots merge to days and days to windows in any order. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const merged: Record<string, number> = { ...a };
  for (const [name, sum] of Object.entries(b)) merged[name] = (merged[name] ?? 0) + sum;
  return merged;
}

export const sumIn = (tally: Tally, name: string): number => tally[name] ?? 0;

/** Counts by an integer. */
export type Histogram = ReadonlyMap<number, number>;

/** The counts of a histogram, whose sums are named `name:integer`, by the integer. */
export function histogramIn(tally: Tally, name: string): Histogram {
  const prefix = `${name}:`;
  return new Map(
    Object.entries(tally).flatMap(([sum, count]) =>
      sum.startsWith(prefix) ? [[Number(sum.slice(prefix.length)), count] as const] : [],
    ),
  );
}

export const countIn = (histogram: Histogram): number => [...histogram.values()].reduce((sum, count) => sum + count, 0);
