/** A sentence on each name that is not known, with the known one it was probably meant to be. */
export function unknownNames(names: readonly string[], known: readonly string[], noun = "setting"): string[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      const meant = nearest === undefined ? `they are ${known.join(", ")}` : `did you mean ${nearest}?`;
      return `${name} is no ${noun}; ${meant}${nearest === undefined ? "." : ""}`;
    });
}

/** The known name with the fewest letters to change, if they are no more than a third of it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distances = known.map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }));
  const [nearest] = distances.sort((one, other) => one.distance - other.distance);
  return nearest && nearest.distance <= nearest.candidate.length / 3 ? nearest.candidate : undefined;
}

/** Levenshtein's: letters put in, taken out or exchanged, whatever their case. */
function distanceOf(one: string, other: string): number {
  const letters = [...other.toLowerCase()];
  let row = [0, ...letters.map((_, at) => at + 1)];
  for (const [line, letter] of [...one.toLowerCase()].entries()) {
    const next = [line + 1];
    for (const [at, against] of letters.entries()) {
      const exchanged = (row[at] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(exchanged, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
