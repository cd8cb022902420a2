/** Text for people at a terminal. */

/** Rows with their columns aligned, a line each. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, length(cell));
  }
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - length(cell))).join("  ");
  return rows.map((row) => `${lineOf(row).trimEnd()}\n`).join("");
}

/** A table under its headings, or a sentence when it has no rows. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[], whenEmpty: string): string =>
  rows.length === 0 ? `${whenEmpty}\n` : aligned([headings.map((heading) => heading.toUpperCase()), ...rows]);

/** Names and values, a line each, without those that have none. */
export const fields = (values: Readonly<Record<string, string | undefined>>): string =>
  aligned(Object.entries(values).filter((row): row is [string, string] => row[1] !== undefined && row[1] !== ""));

export const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** In the largest unit that leaves nothing over: `7 days`, `90 minutes`. */
export function duration(seconds: number): string {
  const [unit, inSeconds] = units.find(([, size]) => seconds > 0 && seconds % size === 0) ?? ["second", 1];
  return plural(seconds / inSeconds, unit);
}

const length = (text: string): number => [...text].length;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes away
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What others sent may hold characters that steer a terminal. */
export const printable = (text: string): string => text.replace(unsafe, "\ufffd");

/** JSON in which the same characters are escaped, so that nothing of it is lost. */
export const printableJson = (value: unknown): string => `${escaped(JSON.stringify(value, null, 2))}\n`;

/** The same on one line. */
export const jsonLine = (value: unknown): string => escaped(JSON.stringify(value));

const escaped = (json: string): string =>
  json.replace(unsafe, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** What was typed, said again to whoever typed it. */
export const shortened = (text: string): string => (length(text) > 60 ? `${[...text].slice(0, 60).join("")}…` : text);
