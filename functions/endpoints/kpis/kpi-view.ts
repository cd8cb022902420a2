/** KPIs as the API shows them: rounded to one decimal, null where there is nothing to show. */
import * as z from "zod/mini";
import type { Change, Figure } from "../../domain/kpi/figure.ts";
import { capValues, countOf, overall, type Scores, type SegmentFold } from "../../domain/kpi/fold.ts";
import { type KpiName, kpis, rounded } from "../../domain/kpi/kpi.ts";
import type { Tally } from "../../domain/kpi/tally.ts";
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

const KpiFigure = z.object({
  value: z.nullable(z.number()),
  n: z.int(),
  interval,
  previous: z.object({ value: z.nullable(z.number()), n: z.int() }),
  change: z
    .nullable(
      z.object({
        difference: z.number(),
        low: z.nullable(z.number()),
        high: z.nullable(z.number()),
        significant: z.boolean(),
      }),
    )
    .check(z.describe("null when either window has no answers")),
});

export const KpiView = z.extend(KpiFigure, {
  kpi: z.string(),
  survey: z.string(),
  window: WindowView,
  distribution: z.record(z.string(), z.int()).check(z.describe("Answers by score")),
  segments: z
    .optional(
      z.array(
        z.object({ segment: z.string(), label: z.string(), value: z.nullable(z.number()), n: z.int(), interval }),
      ),
    )
    .check(z.describe("Largest first; only when asked for by=")),
  computedAt: z.iso.datetime(),
});

export const KpiListView = z.object({
  survey: z.string(),
  window: WindowView,
  kpis: z.array(z.extend(KpiFigure, { kpi: z.string() })),
  computedAt: z.iso.datetime(),
});

export function viewFigure(kpi: KpiName, folds: WindowFolds, scale: Scale): z.input<typeof KpiFigure> {
  const { measure, compare } = kpis[kpi];
  const [current, previous] = [tallyOf(scoresIn(folds.current)), tallyOf(scoresIn(folds.previous))];
  const before = measure(previous, scale);
  return {
    ...viewValue(measure(current, scale)),
    previous: { value: round(before.value), n: before.n },
    change: viewChange(compare(current, previous, scale)),
  };
}

export const viewSegments = (kpi: KpiName, values: ReadonlyMap<string, SegmentFold>, scale: Scale) =>
  [
    ...(capValues(new Map([["", values]]))
      .get("")
      ?.values() ?? []),
  ]
    .filter(({ scores }) => countOf(scores) > 0)
    .sort((a, b) => countOf(b.scores) - countOf(a.scores) || (a.value < b.value ? -1 : 1))
    .map(({ value: segment, label, scores }) => ({
      segment,
      label: label?.text ?? segment,
      ...viewValue(kpis[kpi].measure(tallyOf(scores), scale)),
    }));

/** The overall fold's histogram. */
export const scoresIn = (values: ReadonlyMap<string, SegmentFold>): Scores => values.get(overall)?.scores ?? {};

const tallyOf = (scores: Scores): Tally =>
  Object.fromEntries(Object.entries(scores).map(([score, count]) => [`score:${score}`, count]));

export const viewWindow = ({ days, from, to }: Window, timeZone: string): z.input<typeof WindowView> => ({
  days,
  from,
  to,
  timeZone,
});

const viewValue = ({ value, n, interval: range }: Figure) => ({
  value: round(value),
  n,
  interval: range && { low: rounded(range.low), high: rounded(range.high), level: 0.95 as const },
});

const viewChange = (change: Change | null) =>
  change && {
    difference: rounded(change.difference),
    low: round(change.low),
    high: round(change.high),
    significant: change.significant,
  };

const round = (value: number | null): number | null => (value === null ? null : rounded(value));
