/** A row of values in as many characters: the lowest is the lowest block, a gap is a space. */
const blocks = "▁▂▃▄▅▆▇█";

export function sparkline(values: readonly (number | null)[]): string {
  const told = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...told), Math.max(...told)];
  // Values that are all the same are neither low nor high.
  const share = (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  const blockOf = (value: number): string => blocks.charAt(Math.round(share(value) * (blocks.length - 1)));
  return values.map((value) => (value === null ? " " : blockOf(value))).join("");
}
