/**
 * The KPIs of a business as a person looks through them: of all surveys together and of each, with the last weeks. Every
 * sheet reads its day folds once, and slides the window over them.
 */
import { addToDay, type Day, localDay } from "../functions/domain/calendar.ts";
import type { Change, Figure } from "../functions/domain/kpi/figure.ts";
import { overall, overallTally } from "../functions/domain/kpi/fold.ts";
import { type KpiName, type KpiRow, kpis } from "../functions/domain/kpi/kpi.ts";
import type { Unit } from "../functions/domain/kpi/measure.ts";
import { previousWindow, type Window, windowEnding } from "../functions/domain/kpi/window.ts";
import { foldWindow, mergeWindows, type WindowFolds } from "../functions/domain/kpi/window-folds.ts";
import type { DayFold } from "../functions/domain/ports/figures.ts";
import type { Services } from "../functions/domain/ports/services.ts";
import type { Scale } from "../functions/domain/scale.ts";
import type { Survey } from "../functions/domain/survey.ts";
import type { Workspace } from "../functions/domain/workspace.ts";
import { withActiveCustomers } from "../functions/endpoints/kpis/active-customers.ts";
import { type Asked, askedSurveys, hasKpi } from "../functions/endpoints/kpis/asked-surveys.ts";

export interface KpiSheet {
  readonly workspace: Pick<Workspace, "id" | "name">;
  /** Undefined for all surveys together. */
  readonly survey: Survey | undefined;
  readonly window: Window;
  readonly timeZone: string;
  readonly kpis: readonly ShownKpi[];
}

export interface ShownKpi {
  readonly kpi: KpiName;
  readonly unit: Unit;
  /** Of the scale that it is on, if any. */
  readonly scale: Pick<Scale, "min" | "max"> | undefined;
  readonly figure: Figure;
  readonly previous: Figure;
  readonly change: Change | null;
  /** The last of them is `figure`. */
  readonly trend: readonly (Figure & { readonly day: Day })[];
}

type Reads = Pick<Services, "workspaces" | "surveys" | "figures" | "clock">;

export const weeksShown = 12;

/** Of every workspace: each survey as they were made, the archived ones after the others, and at last all together. */
export async function readSheets(windowDays: number, services: Reads): Promise<KpiSheet[]> {
  const sheets: KpiSheet[] = [];
  for await (const id of services.workspaces.all()) {
    const workspace = await services.workspaces.get(id);
    const surveys = (await services.surveys.list(id)).sort(byAge);
    for (const survey of [...surveys, undefined]) sheets.push(await readSheet(workspace, survey, windowDays, services));
  }
  return sheets;
}

const byAge = (a: Survey, b: Survey): number =>
  Number(a.status === "archived") - Number(b.status === "archived") || (a.createdAt < b.createdAt ? -1 : 1);

async function readSheet(
  workspace: Workspace,
  survey: Survey | undefined,
  windowDays: number,
  services: Reads,
): Promise<KpiSheet> {
  // For a moment after a change figures still stand in the old zone.
  const timeZone = (await services.figures.horizon(workspace.id))?.timeZone ?? workspace.timeZone;
  const today = localDay(services.clock.now(), timeZone);
  const asked = await askedSurveys(workspace, survey?.id, services);
  const windows = Array.from({ length: weeksShown }, (_, week) =>
    windowEnding(addToDay(today, 7 * (week + 1 - weeksShown)), windowDays),
  );
  const read = await readWindows(workspace.id, asked, windows, services);
  const withCustomers = (folds: WindowFolds, index: number) =>
    withActiveCustomers(folds, windows[index] as Window, { ...workspace, timeZone }, services.figures);
  const folds = survey ? read : await Promise.all(read.map(withCustomers));
  const names = Object.keys(kpis) as KpiName[];
  const shown = names.filter((kpi) => {
    const { isOfScale, isOfCustomers } = kpis[kpi];
    return isOfCustomers ? !survey : !isOfScale || hasKpi(asked, kpi);
  });
  return {
    workspace,
    survey,
    window: windowEnding(today, windowDays),
    timeZone,
    kpis: shown.map((kpi) => shownKpi(kpi, windows, folds, asked.scale)),
  };
}

/** The folds of every kind in each of the windows, which end one after the other. */
async function readWindows(
  workspaceId: string,
  { surveyIds }: Asked,
  windows: readonly Window[],
  { figures }: Reads,
): Promise<WindowFolds[]> {
  const [first, last] = [windows[0] as Window, windows.at(-1) as Window];
  const kinds = [...new Set(Object.values(kpis as Record<string, KpiRow>).flatMap(({ folds }) => folds))];
  const keys = kinds.flatMap((kind) =>
    surveyIds.map((surveyId) => ({ workspaceId, kind, surveyId, dimension: overall })),
  );
  const days: DayFold[][] = await Promise.all(
    keys.map((key) => figures.days(key, previousWindow(first).from, last.to)),
  );
  return windows.map((window) => mergeWindows(days.map((ofKind) => foldWindow(ofKind, window))));
}

function shownKpi(
  kpi: KpiName,
  windows: readonly Window[],
  folds: readonly WindowFolds[],
  scale: Scale | undefined,
): ShownKpi {
  const { unit, isOfScale, measure, compare }: KpiRow = kpis[kpi];
  const { current, previous } = folds.at(-1) as WindowFolds;
  const [now, before] = [overallTally(current), overallTally(previous)];
  return {
    kpi,
    unit,
    scale: isOfScale && unit === "score" ? scale : undefined,
    figure: measure(now, scale),
    previous: measure(before, scale),
    change: compare(now, before, scale),
    trend: windows.map(({ to }, index) => ({
      day: to,
      ...measure(overallTally((folds[index] as WindowFolds).current), scale),
    })),
  };
}
