/**
 * Keys in one order, all the way down. The table gives the keys of a map back in any order, and what is compared or shown
 * again and again wants the same.
 */
export function inKeyOrder<T>(value: T): T;
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => inKeyOrder(one));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inKeyOrder(part)]));
}

/** Of what JSON can hold. */
export const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(inKeyOrder(a)) === JSON.stringify(inKeyOrder(b));
