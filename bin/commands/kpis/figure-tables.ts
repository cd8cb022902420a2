/** Figures as tables within 100 columns, which say all they have to say without colours. */
import { isKpi, kpis, rounded } from "../../../functions/domain/kpi/kpi.ts";
import { type ShownUnit, shownUnit } from "../../../functions/templates/figures/shown-unit.ts";
import { plural, shortened, table } from "../print.ts";
import type { ReadFigure, ReadFigures } from "./read-figures.ts";
import { sparkline } from "./sparkline.ts";

export function figureTables(figures: ReadFigures): string {
  const { survey, window, kpis: read, by } = figures;
  const { from, to, timeZone } = window;
  const hasTrend = read.some(({ trend }) => trend);
  const headings = ["kpi", "   value", "unit", "95 %", "n", "change", ...(hasTrend ? ["12 weeks"] : [])];
  const rows = table(headings, read.map(rowOf), "There is no KPI of all of these.");
  const segments = by === undefined ? [] : read.map((figure) => segmentsOf(figure, by));
  return `${survey ?? "All surveys"}, ${from} to ${to} in ${timeZone}\n\n${rows}${segments.join("")}`;
}

interface Value {
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly n: number;
  readonly isSmall: boolean;
}

function rowOf(figure: ReadFigure): string[] {
  const { kpi, change, trend = [] } = figure;
  const unit = unitOf(figure);
  const difference = change && `${signed(change.difference, unit, kpi)}, ${change.verdict}`;
  return [kpi, ...cellsOf(figure, unit, kpi), difference ?? "–", sparkline(trend.map(({ value }) => value))];
}

const shownSegments = 20;

function segmentsOf({ kpi, segments = [], ...figure }: ReadFigure, by: string): string {
  if (segments.length === 0) return "";
  const unit = unitOf({ kpi, ...figure });
  const rows = segments.slice(0, shownSegments).map(({ segment, label, ...value }) => {
    const name = label === segment ? label : `${label} (${segment})`;
    return [shortened(name), ...cellsOf(value, unit, kpi)];
  });
  const hidden = segments.length - rows.length;
  const more = hidden > 0 ? `and ${plural(hidden, "smaller one")}, which --format csv has too\n` : "";
  return `\n${kpi}\n${table([by, "   value", "unit", "95 %", "n"], rows, "")}${more}`;
}

const cellsOf = ({ value, interval, n, isSmall }: Value, unit: ShownUnit, kpi: string): string[] => [
  (value === null ? "–" : shown(value, unit, kpi)).padStart(8),
  value === null ? "" : unit.name,
  interval ? `${shown(interval.low, unit, kpi)} to ${shown(interval.high, unit, kpi)}` : "–",
  isSmall ? `${n}, small` : String(n),
];

/** What is bare beside its title is named in a column of its own. */
function unitOf({ kpi, ...figure }: Pick<ReadFigure, "kpi" | "value" | "details">): ShownUnit {
  const stored = isKpi(kpi) ? kpis[kpi].unit : undefined;
  const unit = shownUnit(stored, figure);
  return unit.name === "" ? { ...unit, name: stored ?? "" } : unit;
}

const shown = (value: number, { size }: ShownUnit, kpi: string): string =>
  rounded(value / size).toFixed(isKpi(kpi) && kpis[kpi].unit === "count" ? 0 : 1);

const signed = (value: number, unit: ShownUnit, kpi: string): string =>
  `${rounded(value / unit.size) > 0 ? "+" : ""}${shown(value, unit, kpi)}`;
