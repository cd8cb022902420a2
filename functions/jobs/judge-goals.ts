/**
 * Judges a workspace's goals: all that still run when a day has closed, and those whose figures may have changed. The same twice
 * is harmless; whoever is overtaken stops, and keeps what made it begin for the next run.
 */

import type { Day } from "../domain/calendar.ts";
import { eventOf, type Goal, judge, judgedAnew, type StatusChange } from "../domain/goal.ts";
import { inParallel } from "../domain/in-parallel.ts";
import { allSurveys } from "../domain/kpi/fold.ts";
import type { FoldKind } from "../domain/kpi/kpi.ts";
import { kpis } from "../domain/kpi/kpi.ts";
import type { Services } from "../domain/ports/services.ts";
import { readGoal } from "../domain/read-goal.ts";
import { addDays, type Instant } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { overtaken } from "./fold-slots.ts";

export interface Reason {
  readonly today: Day;
  readonly now: Instant;
  /** A day has closed. */
  readonly isRolling: boolean;
  /** What has closed days that have changed. */
  readonly changed: readonly { readonly kind: FoldKind; readonly surveyId: string }[];
}

export async function judgeGoals(workspace: Workspace, reason: Reason, services: Services): Promise<void> {
  const { isRolling, changed } = reason;
  if (!isRolling && changed.length === 0) return;
  const due = (await services.goals.list(workspace.id)).filter((goal) => isDue(goal, reason));
  await inParallel(due, (goal) => judgeOne(goal, workspace, reason, services));
}

function isDue({ metric, surveyIds, by, judgement, history }: Goal, { now, isRolling, changed }: Reason): boolean {
  const kinds: readonly FoldKind[] = kpis[metric].folds;
  const of = surveyIds.length > 0 ? surveyIds : [allSurveys];
  const isTouched = changed.some(({ kind, surveyId }) => kinds.includes(kind) && of.includes(surveyId));
  // The run that judged it for the last time may have died before it told.
  return isTouched || (isRolling && (judgement.asOf !== by || isFresh(history.at(-1), now)));
}

async function judgeOne(goal: Goal, workspace: Workspace, { today, now }: Reason, services: Services): Promise<void> {
  const next = judgedAnew(goal, judge(goal, await readGoal(goal, { today, workspace }, services)), now);
  if (next !== goal && !(await services.goals.save(next))) throw overtaken();
  await noteChange(next, now, services);
}

/** A run that crashed after the goal was saved is soon made good: the same entry twice is one. */
async function noteChange({ id, workspaceId, history }: Goal, now: Instant, { auditLog }: Services): Promise<void> {
  const last = history.at(-1);
  const what = last && eventOf(last);
  if (!what || !isFresh(last, now)) return;
  await auditLog.add({ workspaceId, at: last.at, by: "compute-kpis", what, subject: id });
}

const isFresh = (change: StatusChange | undefined, now: Instant): boolean =>
  change !== undefined && change.at >= addDays(now, -1);
