/** KPIs as the API shows them: rounded to one decimal, null where there is nothing to show. */
import * as z from "zod/mini";
import type { Change, Estimate, Figure } from "../../domain/kpi/figure.ts";
import { capValues, type Folds, overallTally, type Values } from "../../domain/kpi/fold.ts";
import { type KpiName, type KpiRow, kpis, rounded } from "../../domain/kpi/kpi.ts";
import { histogramIn } from "../../domain/kpi/tally.ts";
import type { Window } from "../../domain/kpi/window.ts";
import type { WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { Scale } from "../../domain/scale.ts";

const interval = z.nullable(z.object({ low: z.number(), high: z.number(), level: z.literal(0.95) }));

export const WindowView = z.object({
  days: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
});

const Value = z.object({
  value: z.nullable(z.number()),
  n: z.int(),
  interval,
  isSmall: z.boolean().check(z.describe("Of fewer than 30, and to be read with care")),
  details: z
    .optional(z.record(z.string(), z.object({ value: z.nullable(z.number()), interval })))
    .check(
      z.describe(
        "What else the same records say, such as a mean or p90; of outcomes, the count of each; of clv, the value in each currency",
      ),
    ),
});

const KpiFigure = z.extend(Value, {
  previous: z.object({ value: z.nullable(z.number()), n: z.int() }),
  change: z
    .nullable(
      z.object({
        difference: z.number(),
        low: z.nullable(z.number()),
        high: z.nullable(z.number()),
        significant: z.boolean(),
        verdict: z.enum(["better", "worse", "unclear"]),
      }),
    )
    .check(z.describe("null when either window has no answers")),
});

const surveys = z.describe("The surveys that it is of, as they were asked for; left out for all");

export const KpiView = z.extend(KpiFigure, {
  kpi: z.string(),
  survey: z.optional(z.string()).check(surveys),
  window: WindowView,
  distribution: z
    .optional(z.record(z.string(), z.int()))
    .check(z.describe("Answers by score; only of KPIs that are of a scale")),
  segments: z
    .optional(z.array(z.extend(Value, { segment: z.string(), label: z.string() })))
    .check(z.describe("Largest first; only when asked for by=")),
  computedAt: z.iso.datetime(),
});

export const KpiListView = z.object({
  survey: z.optional(z.string()).check(surveys),
  window: WindowView,
  kpis: z.array(z.extend(KpiFigure, { kpi: z.string() })),
  computedAt: z.iso.datetime(),
});

export function viewFigure(
  kpi: KpiName,
  folds: Pick<WindowFolds, "current" | "previous">,
  scale: Scale | undefined,
): z.input<typeof KpiFigure> {
  const { measure, compare } = kpis[kpi] as KpiRow;
  const [current, previous] = [overallTally(folds.current), overallTally(folds.previous)];
  const before = measure(previous, scale);
  return {
    ...viewValue(measure(current, scale)),
    previous: { value: round(before.value), n: before.n },
    change: viewChange(compare(current, previous, scale)),
  };
}

/** Largest first, by what the KPI counts. Values without a name of their own may have one in `names`. */
export function viewSegments(
  kpi: KpiName,
  values: Values = new Map(),
  scale: Scale | undefined,
  names: ReadonlyMap<string, string>,
) {
  const { measure } = kpis[kpi] as KpiRow;
  return [...capValues(values, (tally) => measure(tally, scale).n).values()]
    .map(({ value, label, tally }) => ({ value, label, figure: measure(tally, scale) }))
    .filter(({ figure }) => figure.n > 0)
    .sort((a, b) => b.figure.n - a.figure.n || (a.value < b.value ? -1 : 1))
    .map(({ value, label, figure }) => ({
      segment: value,
      label: label?.text ?? names.get(value) ?? value,
      ...viewValue(figure),
    }));
}

export const viewDistribution = (folds: Folds): Record<string, number> =>
  Object.fromEntries(histogramIn(overallTally(folds), "score"));

export const viewWindow = ({ days, from, to }: Window, timeZone: string): z.input<typeof WindowView> => ({
  days,
  from,
  to,
  timeZone,
});

const viewValue = ({ n, isSmall, details, ...estimate }: Figure): z.input<typeof Value> => ({
  ...viewEstimate(estimate),
  n,
  isSmall,
  ...(details && {
    details: Object.fromEntries(Object.entries(details).map(([name, detail]) => [name, viewEstimate(detail)])),
  }),
});

const viewEstimate = ({ value, interval: range }: Estimate) => ({
  value: round(value),
  interval: range && { low: rounded(range.low), high: rounded(range.high), level: 0.95 as const },
});

const viewChange = (change: Change | null) =>
  change && {
    difference: rounded(change.difference),
    low: round(change.low),
    high: round(change.high),
    significant: change.significant,
    verdict: change.verdict,
  };

const round = (value: number | null): number | null => (value === null ? null : rounded(value));
