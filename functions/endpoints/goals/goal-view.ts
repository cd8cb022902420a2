/** A goal as the API shows it: figures rounded to one decimal, what was asked for as it was. */
import * as z from "zod/mini";
import { eventOf, type Goal, goalEvents, goalStatuses, type StatusChange } from "../../domain/goal.ts";
import { type KpiName, kpis, rounded } from "../../domain/kpi/kpi.ts";
import { writtenSegment } from "../segment-field.ts";

export const metrics = Object.keys(kpis) as KpiName[];

export const directions = ["high_is_good", "low_is_good"] as const;

const value = z.nullable(z.number()).check(z.describe("null where there is nothing to measure"));

export const GoalView = z.object({
  id: z.string(),
  metric: z.enum(metrics),
  survey: z.optional(z.string()).check(z.describe("Left out for all of the workspace")),
  segment: z.optional(z.string()),
  window: z.int(),
  target: z.number(),
  direction: z.enum(directions),
  baseline: value.check(z.describe("Where the line begins: as given, else the figure as it was right before from")),
  from: z.iso.date(),
  by: z.iso.date(),
  status: z
    .enum(goalStatuses)
    .check(
      z.describe(
        "achieved: at the target or beyond; missed: not, and its time is over; on_track: on the straight line from baseline to target or beyond; at_risk: not there",
      ),
    ),
  asOf: z.iso.date().check(z.describe("The closed day that it is judged by: the last one, or by")),
  value,
  n: z.int(),
  line: value.check(z.describe("Where the straight line is on that day; null without a baseline")),
  createdAt: z.iso.datetime(),
});

export const GoalWithHistory = z.extend(GoalView, {
  history: z
    .array(
      z.object({
        status: z.enum(goalStatuses),
        at: z.iso.datetime(),
        asOf: z.iso.date(),
        value,
        n: z.int(),
        event: z.optional(z.enum(goalEvents)).check(z.describe("What was recorded of it")),
      }),
    )
    .check(z.describe("Changes of its status, newest first, the last 50")),
});

export function viewGoal(goal: Goal): z.input<typeof GoalView> {
  const { id, metric, surveyIds, segment, window, target, direction, from, by, judgement, createdAt } = goal;
  const { baseline, status, asOf, value, n, line } = judgement;
  return {
    ...{ id, metric },
    ...(surveyIds.length > 0 && { survey: surveyIds.join(",") }),
    ...(segment && { segment: writtenSegment(segment) }),
    ...{ window, target, direction, baseline: goal.baseline ?? shown(baseline), from, by },
    ...{ status, asOf, value: shown(value), n, line: shown(line), createdAt },
  };
}

export const viewWithHistory = (goal: Goal): z.input<typeof GoalWithHistory> => ({
  ...viewGoal(goal),
  history: goal.history.toReversed().map(viewChange),
});

function viewChange({ value, ...change }: StatusChange) {
  const event = eventOf(change);
  return { ...change, value: shown(value), ...(event && { event }) };
}

const shown = (value: number | null): number | null => (value === null ? null : rounded(value));
