/** Snapshots of the standard windows of one survey: closed days only, so that an answer of today rewrites none. */
import { addToDay, type Day } from "../domain/calendar.ts";
import { overall } from "../domain/kpi/fold.ts";
import { previousWindow, standardWindows, windowEnding } from "../domain/kpi/window.ts";
import { foldWindow } from "../domain/kpi/window-folds.ts";
import type { FigureStore } from "../domain/ports.ts";
import { dimensions } from "../domain/segment.ts";
import type { Instant } from "../domain/time.ts";
import { overtaken } from "./fold-slots.ts";

interface Occasion {
  readonly workspaceId: string;
  readonly surveyId: string;
  readonly today: Day;
  readonly now: Instant;
}

const longest = Math.max(...standardWindows);

/** Throws conflict when overtaken. */
export async function takeSnapshots(
  { workspaceId, surveyId, today, now }: Occasion,
  figures: FigureStore,
): Promise<void> {
  const reachesBackTo = previousWindow(windowEnding(today, longest)).from;
  for (const dimension of [...dimensions, overall]) {
    const key = { workspaceId, surveyId, dimension };
    const standing = await Promise.all(standardWindows.map((days) => figures.snapshot(key, days)));
    const closed = await figures.days(key, reachesBackTo, addToDay(today, -1));
    const saved = await Promise.all(
      standardWindows.map((days, index) => {
        const version = standing[index]?.version ?? 0;
        if (closed.length === 0 && version === 0 && dimension !== overall) return true;
        const { current, previous } = foldWindow(closed, windowEnding(today, days));
        return figures.saveSnapshot(key, days, {
          version,
          content: { day: today, current, previous, computedAt: now },
        });
      }),
    );
    if (saved.includes(false)) throw overtaken();
  }
}
