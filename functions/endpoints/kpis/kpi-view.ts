/** KPIs as the API shows them: rounded to one decimal, null where there is nothing to show. */
import * as z from "zod/mini";
import type { Change, Estimate, Figure } from "../../domain/kpi/figure.ts";
import { capValues, type Folds, overallTally, type Values } from "../../domain/kpi/fold.ts";
import { type KpiName, type KpiRow, kpis, rounded } from "../../domain/kpi/kpi.ts";
import { type Pair, pairDimension, valuesOf } from "../../domain/kpi/pairs.ts";
import { histogramIn } from "../../domain/kpi/tally.ts";
import { strides } from "../../domain/kpi/trend.ts";
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

export const AskedView = z.object({
  survey: z
    .optional(z.string())
    .check(z.describe("The surveys that it is of, as they were asked for; left out for all")),
  segment: z.optional(z.string()).check(z.describe("The segment that it is of, where one was asked for")),
});

const comparedTo = z
  .optional(WindowView)
  .check(z.describe("The window that previous is of, where it is not the one right before"));

export const KpiView = z.extend(KpiFigure, {
  kpi: z.string(),
  ...AskedView.shape,
  window: WindowView,
  comparedTo,
  distribution: z
    .optional(z.record(z.string(), z.int()))
    .check(z.describe("Answers by score; only of KPIs that are of a scale")),
  by: z.optional(z.string()).check(z.describe("The dimensions of the segments, as they were asked for")),
  segments: z
    .optional(
      z.array(
        z.extend(Value, {
          segment: z.string(),
          label: z.string(),
          values: z
            .optional(z.record(z.string(), z.nullable(z.string())))
            .check(
              z.describe(
                "Of a pair, the value in each dimension, null where the records tell none; left out for the rest beyond the 500 largest",
              ),
            ),
        }),
      ),
    )
    .check(z.describe("Largest first; only when asked for by=")),
  computedAt: z.iso.datetime(),
});

export const KpiListView = z.extend(AskedView, {
  window: WindowView,
  comparedTo,
  kpis: z.array(z.extend(KpiFigure, { kpi: z.string() })),
  computedAt: z.iso.datetime(),
});

export const KpiTrendView = z.extend(AskedView, {
  kpi: z.string(),
  window: z.object({ days: z.int(), timeZone: z.string() }),
  every: z.enum(strides),
  steps: z
    .array(z.extend(Value, { from: z.iso.date(), to: z.iso.date() }))
    .check(z.describe("Oldest first, each with the window that ends on its day")),
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
  return largestFirst(kpi, values, scale).map(({ value, label, figure }) => ({
    segment: value,
    label: label?.text ?? names.get(value) ?? value,
    ...viewValue(figure),
  }));
}

/** The same of pairs of values. */
export function viewPairs(
  kpi: KpiName,
  folds: Folds,
  { pair, scale, names }: { pair: Pair; scale: Scale | undefined; names: ReadonlyMap<string, string> },
) {
  const joined = (texts: readonly (string | null)[]) => texts.map((text) => text ?? "–").join(" × ");
  const labelOf = (dimension: string, value: string | null) =>
    value === null ? null : (folds.get(dimension)?.get(value)?.label?.text ?? names.get(value) ?? value);
  return largestFirst(kpi, folds.get(pairDimension) ?? new Map(), scale).map(({ value, figure }) => {
    const values = valuesOf(value);
    if (!values) return { segment: value, label: value, ...viewValue(figure) };
    const [first, second] = values;
    return {
      segment: joined(values),
      label: joined([labelOf(pair[0], first), labelOf(pair[1], second)]),
      values: { [pair[0]]: first, [pair[1]]: second },
      ...viewValue(figure),
    };
  });
}

function largestFirst(kpi: KpiName, values: Values, scale: Scale | undefined) {
  const { measure } = kpis[kpi] as KpiRow;
  return [...capValues(values, (tally) => measure(tally, scale).n).values()]
    .map(({ tally, ...segment }) => ({ ...segment, figure: measure(tally, scale) }))
    .filter(({ figure }) => figure.n > 0)
    .sort((a, b) => b.figure.n - a.figure.n || (a.value < b.value ? -1 : 1));
}

export const viewDistribution = (folds: Folds): Record<string, number> =>
  Object.fromEntries(histogramIn(overallTally(folds), "score"));

export const viewWindow = ({ days, from, to }: Window, timeZone: string): z.input<typeof WindowView> => ({
  days,
  from,
  to,
  timeZone,
});

/** Nothing where it is the window right before. */
export const viewCompared = ({ compared }: { compared: Window | undefined }, timeZone: string) =>
  compared && { comparedTo: viewWindow(compared, timeZone) };

export const viewValue = ({ n, isSmall, details, ...estimate }: Figure): z.input<typeof Value> => ({
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
