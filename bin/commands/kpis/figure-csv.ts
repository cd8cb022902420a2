/** Figures and their segments as CSV: a row each, the same columns whatever was asked. */
import { toCsv } from "../../../functions/http/csv-page.ts";
import type { ReadFigures } from "./read-figures.ts";

const columns = [
  "kpi",
  "survey",
  "window.from",
  "window.to",
  "segment",
  "label",
  "value",
  "n",
  "interval.low",
  "interval.high",
  "previous.value",
  "previous.n",
  "change.difference",
  "change.low",
  "change.high",
  "change.significant",
  "change.verdict",
];

export function figureCsv({ survey, window, kpis }: ReadFigures): string {
  const rows = kpis.flatMap(({ segments = [], ...figure }) => [
    { survey, window, ...figure },
    ...segments.map((segment) => ({ survey, window, kpi: figure.kpi, ...segment })),
  ]);
  return toCsv(columns, rows.map(withoutNulls));
}

/** What is not known is an empty cell. */
const withoutNulls = (row: object): unknown => JSON.parse(JSON.stringify(row, (_, value) => value ?? undefined));
