/** What the figures say of a goal, from day folds of closed days. */

import type { Day } from "./calendar.ts";
import { dayOfBaseline, dayOfJudgement, type GoalTerms, type Reading } from "./goal.ts";
import type { Measured } from "./kpi/figure.ts";
import { allSurveys, overall } from "./kpi/fold.ts";
import { type KpiRow, kpis } from "./kpi/kpi.ts";
import { readDays } from "./kpi/read-folds.ts";
import { mergeTallies, type Tally } from "./kpi/tally.ts";
import { windowEnding } from "./kpi/window.ts";
import type { Services } from "./ports.ts";
import { kpisOf, type Scale, sharedScale } from "./scale.ts";

type Reads = Pick<Services, "figures" | "surveys">;

/** What a goal is of: the terms that say so, and the workspace. */
type Aim = GoalTerms & { readonly workspaceId: string };

export async function readGoal(goal: Aim, today: Day, services: Reads): Promise<Reading> {
  const asOf = dayOfJudgement(goal, today);
  const scale = await scaleOfGoal(goal, services);
  const { value, n } = await figureOn(goal, asOf, scale, services);
  const { value: baseline } =
    goal.baseline === undefined
      ? await figureOn(goal, dayOfBaseline(goal, asOf), scale, services)
      : { value: goal.baseline };
  return { asOf, value, n, baseline };
}

const nothing = { value: null, n: 0 };

async function figureOn(
  { workspaceId, metric, surveyIds, segment, window: days }: Aim,
  asOf: Day,
  scale: Scale | undefined,
  { figures }: Reads,
): Promise<Pick<Measured, "value" | "n">> {
  const { folds: kinds, isOfScale, measure } = kpis[metric] as KpiRow;
  // Another scale than when the goal was set.
  if (isOfScale && !scale) return nothing;
  const wanted = {
    ...{ workspaceId, kinds, surveyIds: surveyIds.length > 0 ? surveyIds : [allSurveys] },
    ...{ dimension: segment?.dimension ?? overall, value: segment?.value },
  };
  const { tallies } = await readDays(wanted, windowEnding(asOf, days), figures, { consistent: true });
  return measure([...tallies.values()].reduce<Tally>(mergeTallies, {}), scale);
}

/** The one that its surveys share, where it makes the KPI. */
async function scaleOfGoal({ workspaceId, metric, surveyIds }: Aim, { surveys }: Reads): Promise<Scale | undefined> {
  const found = await Promise.all(surveyIds.map((id) => surveys.find(workspaceId, id)));
  const known = found.flatMap((survey) => survey ?? []);
  return known.every((survey) => kpisOf(survey).includes(metric)) ? sharedScale(known) : undefined;
}
