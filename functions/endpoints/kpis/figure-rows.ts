/** Figures as rows of a table: the same columns whatever was asked, each named by its path in a row. */
import type * as z from "zod/mini";
import { type KpiRow, kpis } from "../../domain/kpi/kpi.ts";
import type { KpiListView, KpiTrendView, KpiView } from "./kpi-view.ts";

/** Of outcomes and lifetime values they have other names, and are found in `details` alone. */
const namesOfDetails = new Set(
  Object.values(kpis as Record<string, KpiRow>).flatMap(({ details }) => Object.keys(details)),
);

export const figureColumns = [
  "kpi",
  "survey",
  "window.from",
  "window.to",
  "by",
  "segment",
  "label",
  "value",
  "n",
  "isSmall",
  "interval.low",
  "interval.high",
  "previous.value",
  "previous.n",
  "comparedTo.from",
  "comparedTo.to",
  "change.difference",
  "change.low",
  "change.high",
  "change.significant",
  "change.verdict",
  ...[...namesOfDetails].map((name) => `details.${name}.value`),
  "details",
  "distribution",
];

/** What the JSON leaves out: an empty cell would look like a figure of no survey. */
const ofAllSurveys = "all";

/** The figure, and each of its segments. */
export function figureRows(body: unknown): unknown[] {
  const { segments = [], by, ...figure } = body as z.output<typeof KpiView>;
  const { kpi, survey = ofAllSurveys, window } = figure;
  return [{ ...figure, survey }, ...segments.map((segment) => ({ kpi, survey, window, by, ...segment }))];
}

/** Each KPI. */
export function listRows(body: unknown): unknown[] {
  const { survey = ofAllSurveys, segment, window, comparedTo, kpis } = body as z.output<typeof KpiListView>;
  return kpis.map((figure) => ({ survey, segment, window, comparedTo, ...figure }));
}

/** Each step. */
export function trendRows(body: unknown): unknown[] {
  const { kpi, survey = ofAllSurveys, segment, steps } = body as z.output<typeof KpiTrendView>;
  return steps.map(({ from, to, ...value }) => ({ kpi, survey, segment, window: { from, to }, ...value }));
}
