/** What is common to all questions for figures: of whom, in which zone and segment, and compared with when. */
import { type Day, localDay } from "../../domain/calendar.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import type { CustomerTerms } from "../../domain/kpi/customers-in-window.ts";
import { isKpi, type KpiName } from "../../domain/kpi/kpi.ts";
import { readFolds, type Wanted } from "../../domain/kpi/read-folds.ts";
import { previousWindow, type Window, windowEnding } from "../../domain/kpi/window.ts";
import { latest, type WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { FigureStore } from "../../domain/ports/figures.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { checkSegment, type NamedSegment } from "../segment-field.ts";
import { withActiveCustomers } from "./active-customers.ts";
import { type Asked, askedSurveys } from "./asked-surveys.ts";

export interface Question {
  readonly asked: Asked;
  readonly segment: NamedSegment | undefined;
  readonly timeZone: string;
  readonly now: Instant;
  readonly today: Day;
  /** What KPIs of customers need. */
  readonly customers: CustomerTerms;
}

interface Asking {
  readonly survey?: string;
  readonly segment?: NamedSegment;
  readonly version?: number;
}

export async function questionOf(query: Asking, workspace: Workspace, services: Services): Promise<Question> {
  const [timeZone, asked] = await Promise.all([
    zoneOfFigures(workspace, services.figures),
    askedSurveys(workspace, query.survey, services),
  ]);
  const now = services.clock.now();
  return {
    ...{ asked, segment: segmentOf(query, workspace, asked), timeZone, now, today: localDay(now, timeZone) },
    customers: { ...workspace, timeZone },
  };
}

/** The zone that the figures stand in: for a moment after a change still the old one. */
async function zoneOfFigures({ id, timeZone }: Workspace, figures: FigureStore): Promise<string> {
  return (await figures.horizon(id))?.timeZone ?? timeZone;
}

export function knownKpi(name: string): KpiName {
  if (!isKpi(name)) throw new AppError("not_found", "There is no such KPI.");
  return name;
}

function segmentOf(
  { segment, version }: Asking,
  workspace: Workspace,
  { surveyIds, survey }: Asked,
): NamedSegment | undefined {
  if (segment) checkSegment(segment, workspace, "query.segment");
  if (version === undefined) return segment;
  if (segment) throw invalid("query.version", "cannot be asked for together with segment: leave one of them out");
  if (survey === undefined || surveyIds.length > 1)
    throw invalid("query.version", "is of one survey: name it in survey");
  return { dimension: "version", value: String(version) };
}

export interface Windows {
  readonly window: Window;
  /** Where it is not the one right before. */
  readonly compared: Window | undefined;
}

/** The windows that a query asks for. */
export function windowsOf(
  { window: days, asOf, compareTo }: { window: number; asOf?: Day; compareTo: Day | "previous" },
  { today }: Question,
): Windows {
  const window = windowEnding(notAhead(asOf, "query.asOf", today), days);
  if (compareTo === "previous") return { window, compared: undefined };
  const compared = windowEnding(notAhead(compareTo, "query.compareTo", today), days);
  if (compared.to >= window.from && compared.from <= window.to) {
    throw invalid("query.compareTo", "makes windows that share days: take a day before the first of the window's");
  }
  return { window, compared: compared.to === previousWindow(window).to ? undefined : compared };
}

export function notAhead(day: Day | undefined, path: string, today: Day): Day {
  if (day !== undefined && day > today) throw invalid(path, "is in the future: name today or a day before");
  return day ?? today;
}

/** What a question wants of some kinds: its segment, or else a dimension. */
export const wantedBy = (
  { asked: { surveyIds }, segment }: Question,
  wanted: Omit<Wanted, "surveyIds" | "value">,
): Wanted => ({
  ...wanted,
  surveyIds,
  dimension: segment?.dimension ?? wanted.dimension,
  value: segment?.value,
});

/** The folds of a window, and of the one that it is compared with as previous ones. */
export async function readWindows(
  wanted: Wanted,
  { window, compared }: Windows,
  { today, customers }: Question,
  figures: FigureStore,
): Promise<WindowFolds> {
  const isOfCustomers = wanted.kinds.includes("move");
  const read = async (one: Window): Promise<WindowFolds> => {
    const folds = await readFolds(wanted, one, today, figures);
    return isOfCustomers ? withActiveCustomers(folds, one, customers, figures) : folds;
  };
  const [now, then] = await Promise.all([read(window), compared && read(compared)]);
  return then ? { ...now, previous: then.current, computedAt: latestOf(now, then) } : now;
}

const latestOf = (...many: readonly WindowFolds[]): Instant | undefined =>
  latest(many.flatMap(({ computedAt }) => computedAt ?? []));
