/** Law 5 for what most KPIs are read from: the snapshots of the standard windows equal the day folds they are made of. */
import { addToDay, type Day, localDay } from "../../domain/calendar.ts";
import { inParallel } from "../../domain/in-parallel.ts";
import { allSurveys, noSurvey, overall } from "../../domain/kpi/fold.ts";
import { recordKinds } from "../../domain/kpi/fold-kinds.ts";
import { previousWindow, standardWindows, windowEnding } from "../../domain/kpi/window.ts";
import { foldWindow } from "../../domain/kpi/window-folds.ts";
import { differenceOf } from "../../domain/laws/difference.ts";
import type { Findings } from "../../domain/laws/findings.ts";
import { isAhead } from "../../domain/laws/marks.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { Workspace } from "../../domain/workspace.ts";

const consistent = { consistent: true } as const;

interface Suspect {
  readonly ids: readonly string[];
  readonly message: string;
}

export async function checkSnapshots(workspace: Workspace, services: Services, findings: Findings): Promise<void> {
  const first = await lookAtSnapshots(workspace, services);
  findings.count("snapshots", "compared", first.compared);
  if (first.suspects.length === 0) return;
  // As with the days: only what looks wrong twice is wrong.
  const { suspects } = await lookAtSnapshots(workspace, services);
  for (const { ids, message } of suspects) findings.violated(5, ids, message);
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
  const known = [...(await surveys.list(workspace.id)).map(({ id }) => id), noSurvey, allSurveys];
  await inParallel(known, async (surveyId) => {
    for (const kind of recordKinds) {
      const key = { workspaceId: workspace.id, kind, surveyId };
      const differences = new Map<number, string>();
      const yesterday = addToDay(today, -1);
      const whole = await figures.days({ ...key, dimension: overall }, since, yesterday, consistent);
      for (const dimension of await figures.dimensionsOf(key, since, yesterday)) {
        const closed = await figures.days({ ...key, dimension }, since, yesterday, consistent);
        for (const [days, { content }] of await figures.snapshots({ ...key, dimension })) {
          // One of another day is not read any more.
          if (content.day !== today) continue;
          compared++;
          const window = windowEnding(today, days);
          const [all, own] = [foldWindow(whole, window), foldWindow(closed, window)];
          // Days that lack the dimension lack the overall fold that comes with it.
          const should = (which: "current" | "previous") => new Map([...own[which], ...all[which]]);
          // A name outlives in a snapshot the day on which it was told.
          const difference =
            differenceOf(content.current, should("current"), "unnamed") ??
            differenceOf(content.previous, should("previous"), "unnamed");
          if (difference !== undefined && !differences.has(days)) differences.set(days, difference);
        }
      }
      for (const [days, difference] of differences) {
        suspects.push({ ids: [surveyId, kind], message: `: its snapshot of ${days} days ${difference}` });
      }
    }
  });
  return { compared, suspects };
}

/** Whether compute-kpis has nothing left to do that would rewrite a snapshot. */
async function areSettled(
  workspace: Workspace,
  today: Day,
  { figures, staleSlots, clock }: Services,
): Promise<boolean> {
  const marks = await staleSlots.list(workspace.id, "9", Number.POSITIVE_INFINITY);
  const horizon = await figures.horizon(workspace.id, consistent);
  const isToday = horizon?.day === today && horizon.timeZone === workspace.timeZone && !horizon.rebuilding;
  return (
    isToday && marks.every((mark) => isAhead(mark, clock.now()) || localDay(mark.slot, workspace.timeZone) >= today)
  );
}
