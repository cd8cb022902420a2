/** Snapshots of the standard windows of one survey: closed days only, so that an answer of today rewrites none. */
import { addToDay, type Day } from "../domain/calendar.ts";
import { maxValues, overall } from "../domain/kpi/fold.ts";
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

const consistent = { consistent: true } as const;

/** What would not fit into one item is read from days: a snapshot of no day is used by nobody. */
const noSnapshot = { day: "", current: new Map(), previous: new Map() } as const;

const longest = Math.max(...standardWindows);

/** Throws conflict when overtaken. */
export async function takeSnapshots(
  { workspaceId, surveyId, today, now }: Occasion,
  figures: FigureStore,
): Promise<void> {
  const reachesBackTo = previousWindow(windowEnding(today, longest)).from;
  for (const dimension of [...dimensions, overall]) {
    const key = { workspaceId, surveyId, dimension };
    const standing = await Promise.all(standardWindows.map((days) => figures.snapshot(key, days, consistent)));
    const closed = await figures.days(key, reachesBackTo, addToDay(today, -1), consistent);
    const saved = await Promise.all(
      standardWindows.map((days, index) => {
        const version = standing[index]?.version ?? 0;
        if (closed.length === 0 && version === 0 && dimension !== overall) return true;
        const { current, previous } = foldWindow(closed, windowEnding(today, days));
        const isSmall = current.size + previous.size <= maxValues;
        const content = isSmall ? { day: today, current, previous } : noSnapshot;
        return figures.saveSnapshot(key, days, { version, content: { ...content, computedAt: now } });
      }),
    );
    if (saved.includes(false)) throw overtaken();
  }
}
