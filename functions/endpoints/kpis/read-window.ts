/**
 * Reading a window: a standard one ending today comes from its snapshot of closed days plus today's fold, every other from
 * day folds.
 */
import { type Day, localDay } from "../../domain/calendar.ts";
import { invalid } from "../../domain/errors.ts";
import { mergeValues } from "../../domain/kpi/fold.ts";
import { isStandard, previousWindow, type Window, windowEnding } from "../../domain/kpi/window.ts";
import { foldWindow, latest, type WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { FigureStore, SurveyDimension } from "../../domain/ports.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";

/** The zone that the figures stand in: for a moment after a change still the old one. */
export async function zoneOfFigures({ id, timeZone }: Workspace, figures: FigureStore): Promise<string> {
  return (await figures.horizon(id))?.timeZone ?? timeZone;
}

/** The window that a query asks for. */
export function windowOf(query: { window: number; asOf?: Day }, timeZone: string, now: Instant): Window {
  const today = localDay(now, timeZone);
  const asOf = query.asOf ?? today;
  if (asOf > today) throw invalid("query.asOf", "is in the future: name today or a day before");
  return windowEnding(asOf, query.window);
}

export async function readWindow(
  key: SurveyDimension,
  window: Window,
  today: Day,
  figures: FigureStore,
): Promise<WindowFolds> {
  const hasSnapshot = window.to === today && isStandard(window.days);
  const snapshot = hasSnapshot ? (await figures.snapshot(key, window.days))?.content : undefined;
  // At midnight windows roll before the snapshots do.
  if (snapshot?.day !== today) {
    return foldWindow(await figures.days(key, previousWindow(window).from, window.to), window);
  }
  const [open] = await figures.days(key, today, today);
  return {
    current: open ? mergeValues([snapshot.current, open.values]) : snapshot.current,
    previous: snapshot.previous,
    computedAt: latest([snapshot.computedAt, ...(open ? [open.computedAt] : [])]),
  };
}
