/**
 * KPIs of customers who come and go, which are of all of the workspace. To the moves of a window belongs how many customers were
 * active before it: those of whole months, and of the days of the month in which it begins.
 */
import { addToDay, type Day, startOfDay } from "../../domain/calendar.ts";
import { invalid } from "../../domain/errors.ts";
import { netOf, withActive } from "../../domain/kpi/active-customers.ts";
import {
  allSurveys,
  type Folds,
  mergeFolds,
  monthsOfAll,
  overall,
  overallFold,
  overallTally,
} from "../../domain/kpi/fold.ts";
import type { KpiName } from "../../domain/kpi/kpi.ts";
import { sumIn } from "../../domain/kpi/tally.ts";
import { firstOfMonth, previousWindow, type Window } from "../../domain/kpi/window.ts";
import type { WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { FigureStore } from "../../domain/ports.ts";
import type { Workspace } from "../../domain/workspace.ts";

/** Refuses what such a KPI cannot be asked by. */
export function checkOfCustomers(kpi: KpiName, { survey, by }: { survey?: string; by?: string }): void {
  if (survey !== undefined) throw invalid("query.survey", `is not for ${kpi}, which is of customers: leave it out`);
  if (by !== undefined) throw invalid("query.by", `is not for ${kpi}, which has no segments: leave it out`);
}

/** Adds to the folds of a window and the one before it what can be told of the customers in them. */
export async function withActiveCustomers(
  { current, previous, computedAt }: WindowFolds,
  window: Window,
  timeZone: string,
  { id, grossMarginPercent }: Pick<Workspace, "id" | "grossMarginPercent">,
  figures: FigureStore,
): Promise<WindowFolds> {
  const before = previousWindow(window);
  const activeBefore = await activeAtStartOf(before.from, id, figures);
  const told = (folds: Folds, activeAtStart: number, { days, from, to }: Window): Folds => {
    const period = { days, from: startOfDay(from, timeZone), until: startOfDay(addToDay(to, 1), timeZone) };
    const tally = withActive(overallTally(folds), activeAtStart, period);
    return new Map([
      ...folds,
      [overall, overallFold({ ...tally, ...(grossMarginPercent !== undefined && { grossMarginPercent }) })],
    ]);
  };
  return {
    current: told(current, activeBefore + netOf(overallTally(previous)), window),
    previous: told(previous, activeBefore, before),
    computedAt,
  };
}

async function activeAtStartOf(day: Day, workspaceId: string, figures: FigureStore): Promise<number> {
  const ofMoves = { workspaceId, kind: "move", dimension: overall } as const;
  const month = firstOfMonth(day);
  const [months, days] = await Promise.all([
    figures.days({ ...ofMoves, surveyId: monthsOfAll }, "0001-01-01", addToDay(month, -1)),
    day === month ? [] : figures.days({ ...ofMoves, surveyId: allSurveys }, month, addToDay(day, -1)),
  ]);
  const sums = (found: typeof months) => overallTally(mergeFolds(found.map(({ folds }) => folds)));
  return sumIn(sums(months), "active") + netOf(sums(days));
}
