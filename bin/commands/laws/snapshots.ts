/** Law 5 for what most KPIs are read from: the snapshots of the standard windows equal the day folds they are made of. */
import { addToDay, type Day, localDay } from "../../../functions/domain/calendar.ts";
import { inParallel } from "../../../functions/domain/in-parallel.ts";
import { overall } from "../../../functions/domain/kpi/fold.ts";
import { previousWindow, standardWindows, windowEnding } from "../../../functions/domain/kpi/window.ts";
import { foldWindow } from "../../../functions/domain/kpi/window-folds.ts";
import type { Findings } from "../../../functions/domain/laws/findings.ts";
import type { Services } from "../../../functions/domain/ports.ts";
import { dimensions } from "../../../functions/domain/segment.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { differenceOfValues } from "./difference.ts";

const consistent = { consistent: true } as const;

interface Suspect {
  readonly surveyId: string;
  readonly message: string;
}

export async function checkSnapshots(workspace: Workspace, services: Services, findings: Findings): Promise<void> {
  const first = await lookAtSnapshots(workspace, services);
  findings.count("snapshots", "compared", first.compared);
  if (first.suspects.length === 0) return;
  // As with the days: only what looks wrong twice is wrong.
  const { suspects } = await lookAtSnapshots(workspace, services);
  for (const { surveyId, message } of suspects) findings.violated(5, [surveyId], message);
}

async function lookAtSnapshots(
  workspace: Workspace,
  services: Services,
): Promise<{ compared: number; suspects: Suspect[] }> {
  const { figures, surveys, clock } = services;
  const today = localDay(clock.now(), workspace.timeZone);
  const suspects: Suspect[] = [];
  let compared = 0;
  if (!(await areSettled(workspace, today, services))) return { compared, suspects };
  const since = previousWindow(windowEnding(today, Math.max(...standardWindows))).from;
  await inParallel(await surveys.list(workspace.id), async ({ id: surveyId }) => {
    for (const dimension of [overall, ...dimensions]) {
      const key = { workspaceId: workspace.id, surveyId, dimension };
      const closed = await figures.days(key, since, addToDay(today, -1), consistent);
      for (const days of standardWindows) {
        const snapshot = (await figures.snapshot(key, days, consistent))?.content;
        // One of another day is not read any more.
        if (snapshot?.day !== today) continue;
        compared++;
        const { current, previous } = foldWindow(closed, windowEnding(today, days));
        const difference =
          differenceOfValues(dimension, snapshot.current, current) ??
          differenceOfValues(dimension, snapshot.previous, previous);
        if (difference !== undefined)
          suspects.push({ surveyId, message: `: its snapshot of ${days} days ${difference}` });
      }
    }
  });
  return { compared, suspects };
}

/** Whether compute-kpis has nothing left to do that would rewrite a snapshot. */
async function areSettled(workspace: Workspace, today: Day, { figures, staleSlots }: Services): Promise<boolean> {
  const marks = await staleSlots.list(workspace.id, "9", Number.POSITIVE_INFINITY);
  const horizon = await figures.horizon(workspace.id, consistent);
  const isToday = horizon?.day === today && horizon.timeZone === workspace.timeZone && !horizon.rebuilding;
  return isToday && marks.every(({ slot }) => localDay(slot, workspace.timeZone) >= today);
}
