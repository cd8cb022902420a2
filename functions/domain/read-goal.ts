/** What the figures say of a goal, from day folds of closed days. */

import type { Day } from "./calendar.ts";
import { dayOfBaseline, dayOfJudgement, type GoalTerms, type Reading } from "./goal.ts";
import { activeAtStartOf, type CustomerTerms, withCustomers } from "./kpi/customers-in-window.ts";
import type { Measured } from "./kpi/figure.ts";
import { allSurveys, overall } from "./kpi/fold.ts";
import { type KpiRow, kpis } from "./kpi/kpi.ts";
import { readDays } from "./kpi/read-folds.ts";
import { mergeTallies, type Tally } from "./kpi/tally.ts";
import { windowEnding } from "./kpi/window.ts";
import type { Services } from "./ports/services.ts";
import { kpisOf, type Scale, sharedScale } from "./scale.ts";

type Reads = Pick<Services, "figures" | "surveys">;

export interface Standpoint {
  readonly today: Day;
  /** Whose goal it is, in the zone that its figures stand in. */
  readonly workspace: CustomerTerms;
}

export async function readGoal(goal: GoalTerms, { today, workspace }: Standpoint, services: Reads): Promise<Reading> {
  const asOf = dayOfJudgement(goal, today);
  const scale = await scaleOfGoal(goal, workspace.id, services);
  const { value, n } = await figureOn(goal, asOf, { scale, workspace }, services);
  const { value: baseline } =
    goal.baseline === undefined
      ? await figureOn(goal, dayOfBaseline(goal, asOf), { scale, workspace }, services)
      : { value: goal.baseline };
  return { asOf, value, n, baseline };
}

const consistent = { consistent: true } as const;
const nothing = { value: null, n: 0 };

async function figureOn(
  { metric, surveyIds, segment, window: days }: GoalTerms,
  asOf: Day,
  { scale, workspace }: { readonly scale: Scale | undefined; readonly workspace: CustomerTerms },
  { figures }: Reads,
): Promise<Pick<Measured, "value" | "n">> {
  const { folds: kinds, isOfScale, isOfCustomers, isOfBins, measure } = kpis[metric] as KpiRow;
  // Another scale than when the goal was set.
  if (isOfScale && !scale) return nothing;
  const wanted = {
    ...{ workspaceId: workspace.id, kinds, surveyIds: surveyIds.length > 0 ? surveyIds : [allSurveys] },
    ...{ dimension: segment?.dimension ?? overall, value: segment?.value, withoutBins: !isOfBins },
  };
  const window = windowEnding(asOf, days);
  const { tallies } = await readDays(wanted, window, figures, consistent);
  const tally = [...tallies.values()].reduce<Tally>(mergeTallies, {});
  if (!isOfCustomers) return measure(tally, scale);
  const active = await activeAtStartOf(window.from, workspace.id, figures, consistent);
  return measure(withCustomers(tally, active, window, workspace));
}

/** The one that its surveys share, where it makes the KPI. */
async function scaleOfGoal(
  { metric, surveyIds }: GoalTerms,
  workspaceId: string,
  { surveys }: Reads,
): Promise<Scale | undefined> {
  const found = await Promise.all(surveyIds.map((id) => surveys.find(workspaceId, id)));
  const known = found.flatMap((survey) => survey ?? []);
  return known.every((survey) => kpisOf(survey).includes(metric)) ? sharedScale(known) : undefined;
}
