/** Chance that repeats: the same seed draws the same numbers in the same order. */

/** The next number, from 0 up to but not including 1. */
export type Random = () => number;

/** Mulberry32 by Tommy Ettinger, in the public domain. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from low to high, both included. */
export const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + Math.floor(random() * (high - low + 1));

/** Throws on an empty list. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  const found = list[between(random, [0, list.length - 1])];
  if (found === undefined) throw new Error("There is nothing to choose from.");
  return found;
}

/** A row as often as its share says; shares need not add up to 1. */
export function byShare<T extends { readonly share: number }>(random: Random, rows: readonly T[]): T {
  let left = random() * rows.reduce((sum, { share }) => sum + share, 0);
  const found = rows.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found ?? oneOf(random, rows.slice(-1));
}

/** Around 0 and between −1 and 1, mostly near 0: three draws stand in for a normal one, without functions whose last digit may differ. */
export const spread = (random: Random): number => ((random() + random() + random()) * 2) / 3 - 1;
