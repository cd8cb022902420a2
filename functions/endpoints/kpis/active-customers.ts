/** KPIs of customers who come and go, which are of all of the workspace. */
import { invalid } from "../../domain/errors.ts";
import { netOf } from "../../domain/kpi/active-customers.ts";
import { activeAtStartOf, type CustomerTerms, withCustomers } from "../../domain/kpi/customers-in-window.ts";
import { type Folds, overall, overallFold, overallTally } from "../../domain/kpi/fold.ts";
import type { KpiName } from "../../domain/kpi/kpi.ts";
import { previousWindow, type Window } from "../../domain/kpi/window.ts";
import type { WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { FigureStore } from "../../domain/ports/figures.ts";

/** Refuses what such a KPI cannot be asked by. */
export function checkOfCustomers(
  kpi: KpiName,
  asked: { survey?: unknown; by?: unknown; segment?: unknown; version?: unknown },
  place = "query.",
): void {
  if (asked.survey !== undefined) {
    throw invalid(`${place}survey`, `is not for ${kpi}, which is of customers: leave it out`);
  }
  const names = ["by", "segment", "version"] as const;
  const name = names.find((one) => asked[one] !== undefined);
  if (name) throw invalid(place + name, `is not for ${kpi}, which has no segments: leave it out`);
}

/** Adds to the folds of a window and the one before it what can be told of the customers in them. */
export async function withActiveCustomers(
  { current, previous, computedAt }: WindowFolds,
  window: Window,
  terms: CustomerTerms,
  figures: FigureStore,
): Promise<WindowFolds> {
  const before = previousWindow(window);
  const activeBefore = await activeAtStartOf(before.from, terms.id, figures);
  const told = (folds: Folds, activeAtStart: number, of: Window): Folds =>
    new Map([...folds, [overall, overallFold(withCustomers(overallTally(folds), activeAtStart, of, terms))]]);
  return {
    current: told(current, activeBefore + netOf(overallTally(previous)), window),
    previous: told(previous, activeBefore, before),
    computedAt,
  };
}
