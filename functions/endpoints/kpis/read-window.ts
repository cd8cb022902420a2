/**
 * Reading a window: a standard one ending today comes from its snapshot of closed days plus today's fold, every other from
 * day folds.
 */
import { type Day, localDay } from "../../domain/calendar.ts";
import { invalid } from "../../domain/errors.ts";
import { allSurveys, type Folds, mergeFolds, overall, surveyDimension } from "../../domain/kpi/fold.ts";
import type { FoldKind } from "../../domain/kpi/kpi.ts";
import { isStandard, previousWindow, type Window, windowEnding } from "../../domain/kpi/window.ts";
import { foldWindow, latest, mergeWindows, type WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { DimensionKey, FigureStore } from "../../domain/ports.ts";
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
  if (asOf > today) throw invalid("query.asOf", "is in the future");
  return windowEnding(asOf, query.window);
}

/** Which folds make a figure; several kinds and surveys are merged into one. */
export interface Wanted {
  readonly workspaceId: string;
  readonly kinds: readonly FoldKind[];
  readonly surveyIds: readonly string[];
  /** The one to break down by; `overall` for none. */
  readonly dimension: string;
}

export async function readFolds(
  { workspaceId, kinds, surveyIds, dimension }: Wanted,
  window: Window,
  today: Day,
  figures: FigureStore,
): Promise<WindowFolds> {
  const read = async (kind: FoldKind, surveyId: string): Promise<WindowFolds> => {
    const isItself = dimension === surveyDimension && surveyId !== allSurveys;
    const key = { workspaceId, kind, surveyId, dimension: isItself ? overall : dimension };
    const { current, previous, ...rest } = await readWindow(key, window, today, figures);
    const named = (folds: Folds) => (isItself ? asSegment(folds, surveyId) : folds);
    return { current: named(current), previous: named(previous), ...rest };
  };
  return mergeWindows(await Promise.all(kinds.flatMap((kind) => surveyIds.map((surveyId) => read(kind, surveyId)))));
}

/** A survey as one segment of several. */
function asSegment(folds: Folds, surveyId: string): Folds {
  const all = folds.get(overall)?.get(overall);
  return all ? new Map([...folds, [surveyDimension, new Map([[surveyId, { ...all, value: surveyId }]])]]) : folds;
}

async function readWindow(key: DimensionKey, window: Window, today: Day, figures: FigureStore): Promise<WindowFolds> {
  const hasSnapshot = window.to === today && isStandard(window.days);
  const snapshot = hasSnapshot ? await figures.snapshot(key, window.days) : undefined;
  // At midnight windows roll before the snapshots do.
  if (snapshot?.day !== today) {
    return foldWindow(await figures.days(key, previousWindow(window).from, window.to), window);
  }
  const [open] = await figures.days(key, today, today);
  return {
    current: open ? mergeFolds([snapshot.current, open.folds]) : snapshot.current,
    previous: snapshot.previous,
    computedAt: latest([snapshot.computedAt, ...(open ? [open.computedAt] : [])]),
  };
}
