/** Another one is first every turn: where time never suffices, none is left out for ever. */
export function inTurn<T>(all: readonly T[], turn: number): T[] {
  const first = turn % Math.max(1, all.length);
  return [...all.slice(first), ...all.slice(0, first)];
}
