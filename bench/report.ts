/** What a benchmark found, as tables with the budget beside each figure. */

export interface Figure {
  readonly what: string;
  readonly value: number;
  /** What it should not exceed; without one the figure only informs. */
  readonly budget?: number | undefined;
  /** Why it is over, and what it would take. */
  readonly why?: string | undefined;
}

export interface Section {
  readonly title: string;
  /** What was measured, and how. */
  readonly about: string;
  readonly unit: string;
  readonly figures: readonly Figure[];
}

export const isOver = ({ value, budget }: Figure): boolean => budget !== undefined && rounded(value) > budget;

export function printed({ title, about, unit, figures }: Section): string {
  const rows = figures.map((figure) => [
    figure.what,
    String(rounded(figure.value)),
    figure.budget === undefined ? "" : `≤ ${rounded(figure.budget)}`,
    figure.budget === undefined ? "" : isOver(figure) ? "over" : "ok",
  ]);
  const table = aligned([["", unit, "budget", ""], ...rows]);
  const reasons = figures.filter((figure) => isOver(figure) && figure.why !== undefined);
  const notes = reasons.map(({ what, why }) => `  ${what}: ${why}\n`).join("");
  return `\n${title}\n${about}\n\n${table}${notes === "" ? "" : `\n${notes}`}`;
}

/** Three significant figures say more than the noise allows. */
const rounded = (value: number): number => Number(value.toPrecision(3));

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join("   ").trimEnd()}\n`).join("");
}
