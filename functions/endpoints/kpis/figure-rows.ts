/** Figures as rows of a table: the same columns whatever was asked, each named by its path in a row. */
import type * as z from "zod/mini";
import type { KpiListView, KpiTrendView, KpiView } from "./kpi-view.ts";

export const figureColumns = [
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
] as const;

/** The figure, and each of its segments. */
export function figureRows(body: unknown): unknown[] {
  const { segments = [], ...figure } = body as z.output<typeof KpiView>;
  const { kpi, survey, window } = figure;
  return [figure, ...segments.map((segment) => ({ kpi, survey, window, ...segment }))];
}

/** Each KPI. */
export function listRows(body: unknown): unknown[] {
  const { survey, segment, window, kpis } = body as z.output<typeof KpiListView>;
  return kpis.map((figure) => ({ survey, segment, window, ...figure }));
}

/** Each step. */
export function trendRows(body: unknown): unknown[] {
  const { kpi, survey, segment, steps } = body as z.output<typeof KpiTrendView>;
  return steps.map(({ from, to, ...value }) => ({ kpi, survey, segment, window: { from, to }, ...value }));
}
