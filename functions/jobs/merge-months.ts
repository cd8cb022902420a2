/**
 * The moves of a local month as one sum, so that the active customers of any day are those of the months before it and of its own
 * month's days. Each month is made of its own days alone: a late move rewrites no other.
 */
import type { Day } from "../domain/calendar.ts";
import { netOf } from "../domain/kpi/active-customers.ts";
import { allSurveys, mergeFolds, monthsOfAll, overall, overallFold, overallTally } from "../domain/kpi/fold.ts";
import { firstOfMonth, lastOfMonth } from "../domain/kpi/window.ts";
import type { FigureStore } from "../domain/ports/figures.ts";
import type { Instant } from "../domain/time.ts";
import { overtaken } from "./fold-slots.ts";

/** Throws conflict when overtaken. */
export async function mergeMonths(
  workspaceId: string,
  days: Iterable<Day>,
  now: Instant,
  figures: FigureStore,
): Promise<void> {
  for (const month of new Set([...days].map(firstOfMonth))) {
    const key = { workspaceId, kind: "move", surveyId: monthsOfAll } as const;
    const standing = await figures.standingDay(key, month);
    const active = await activeOfMonth(workspaceId, month, figures);
    if (active === 0 && standing.version === 0) continue;
    const folds = new Map([[overall, overallFold({ active })]]);
    if (!(await figures.saveDay(key, { day: month, folds, computedAt: now }, standing))) throw overtaken();
  }
}

/** By how many active customers there are more at the end of a month than at its start. */
export async function activeOfMonth(workspaceId: string, month: Day, figures: FigureStore): Promise<number> {
  const key = { workspaceId, kind: "move", surveyId: allSurveys, dimension: overall } as const;
  const days = await figures.days(key, month, lastOfMonth(month), { consistent: true });
  return netOf(overallTally(mergeFolds(days.map(({ folds }) => folds))));
}
