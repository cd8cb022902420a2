/**
 * KPIs of customers who come and go. To the moves of a window belongs how many customers were active before it: those of whole
 * months, and of the days of the month in which it begins.
 */
import { addToDay, type Day, startOfDay } from "../calendar.ts";
import type { FigureStore } from "../ports/figures.ts";
import type { Consistency } from "../ports/lists.ts";
import type { Workspace } from "../workspace.ts";
import { netOf, withActive } from "./active-customers.ts";
import { allSurveys, mergeFolds, monthsOfAll, overall, overallTally } from "./fold.ts";
import { sumIn, type Tally } from "./tally.ts";
import type { Step } from "./trend.ts";
import { firstOfMonth, type Window } from "./window.ts";

/** What of a workspace the figures of its customers need; the zone is the one that the figures stand in. */
export type CustomerTerms = Pick<Workspace, "id" | "grossMarginPercent" | "timeZone">;

/** The sums of a window with what can be told of the customers in it. */
export function withCustomers(
  tally: Tally,
  activeAtStart: number,
  { days, from, to }: Window,
  { timeZone, grossMarginPercent }: CustomerTerms,
): Tally {
  const period = { days, from: startOfDay(from, timeZone), until: startOfDay(addToDay(to, 1), timeZone) };
  const told = withActive(tally, activeAtStart, period);
  return { ...told, ...(grossMarginPercent !== undefined && { grossMarginPercent }) };
}

/** The same at each step of a trend, from the moves of each day since the first window began. */
export function followCustomers(
  steps: readonly Step[],
  daily: ReadonlyMap<Day, Tally>,
  activeAtStart: number,
  terms: CustomerTerms,
): Step[] {
  let active = activeAtStart;
  let next = steps[0]?.window.from ?? "";
  return steps.map(({ window, tally }) => {
    for (; next < window.from; next = addToDay(next, 1)) active += netOf(daily.get(next) ?? {});
    return { window, tally: withCustomers(tally, active, window, terms) };
  });
}

/** Customers who are active as a day begins. */
export async function activeAtStartOf(
  day: Day,
  workspaceId: string,
  figures: FigureStore,
  options: Consistency = {},
): Promise<number> {
  const ofMoves = { workspaceId, kind: "move", dimension: overall } as const;
  const month = firstOfMonth(day);
  const [months, days] = await Promise.all([
    figures.days({ ...ofMoves, surveyId: monthsOfAll }, "0001-01-01", addToDay(month, -1), options),
    day === month ? [] : figures.days({ ...ofMoves, surveyId: allSurveys }, month, addToDay(day, -1), options),
  ]);
  const sums = (found: typeof months) => overallTally(mergeFolds(found.map(({ folds }) => folds)));
  return sumIn(sums(months), "active") + netOf(sums(days));
}
