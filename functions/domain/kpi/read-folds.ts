/**
 * Reading figures: a standard window ending today comes from its snapshot of closed days plus today's fold, every other from
 * day folds.
 */
import { addToDay, type Day, daysBetween } from "../calendar.ts";
import type { DayFold, FigureStore, FoldPart } from "../ports/figures.ts";
import type { Consistency } from "../ports/lists.ts";
import type { Instant } from "../time.ts";
import {
  allSurveys,
  type Folds,
  mergeFolds,
  overall,
  overallFold,
  overallTally,
  surveyDimension,
  type Values,
} from "./fold.ts";
import type { FoldKind } from "./kpi.ts";
import { mergeTallies, type Tally } from "./tally.ts";
import { isStandard, previousWindow, type Window } from "./window.ts";
import { foldWindow, latest, mergeWindows, type WindowFolds } from "./window-folds.ts";

/** Which folds make a figure; several kinds and surveys are merged into one. */
export interface Wanted {
  readonly workspaceId: string;
  readonly kinds: readonly FoldKind[];
  readonly surveyIds: readonly string[];
  /** The one to break down by; `overall` for none. */
  readonly dimension: string;
  /** Only this value of the dimension, which then is overall. */
  readonly value?: string | undefined;
  /** Of what no percentile is read. */
  readonly withoutBins?: boolean;
}

export async function readFolds(
  wanted: Wanted,
  window: Window,
  today: Day,
  figures: FigureStore,
): Promise<WindowFolds> {
  const { dimension, value } = wanted;
  const read = async ({ surveyId, ...rest }: FoldPart): Promise<WindowFolds> => {
    const isItself = dimension === surveyDimension && surveyId !== allSurveys;
    const part = { ...rest, surveyId, dimension: isItself ? overall : dimension };
    const { current, previous, computedAt } = await readWindow(part, window, today, figures);
    const named = (folds: Folds) => (isItself ? asSegment(folds, surveyId) : folds);
    return { current: named(current), previous: named(previous), computedAt };
  };
  const { current, previous, computedAt } = mergeWindows(await Promise.all(partsOf(wanted).map(read)));
  if (value === undefined) return { current, previous, computedAt };
  const only = (folds: Folds): Folds => new Map([[overall, overallFold(tallyOf(folds, dimension, value))]]);
  return { current: only(current), previous: only(previous), computedAt };
}

export interface DailyTallies {
  /** Days of which nothing is known are missing. */
  readonly tallies: ReadonlyMap<Day, Tally>;
  /** Of the fold computed last; undefined when there is none. */
  readonly computedAt: Instant | undefined;
}

/** Days read at once: of very many with very many segments, no more are held than can be. */
const daysAtOnce = 100;

/** Overall, or of the one value of the dimension. */
export async function readDays(
  wanted: Wanted,
  { from, to }: Pick<Window, "from" | "to">,
  figures: FigureStore,
  options: Consistency = {},
): Promise<DailyTallies> {
  const { dimension, value = overall } = wanted;
  const tallies = new Map<Day, Tally>();
  const times: Instant[] = [];
  const take = ({ day, folds, computedAt }: DayFold): void => {
    tallies.set(day, mergeTallies(tallies.get(day) ?? {}, tallyOf(folds, dimension, value)));
    times.push(computedAt);
  };
  for (let first = from; first <= to; first = addToDay(first, daysAtOnce)) {
    const last = [addToDay(first, daysAtOnce - 1), to].sort()[0] as Day;
    const found = await Promise.all(partsOf(wanted).map((part) => figures.days(part, first, last, options)));
    for (const day of found.flat()) take(day);
  }
  return { tallies, computedAt: latest(times) };
}

const partsOf = ({ workspaceId, kinds, surveyIds, dimension, withoutBins = false }: Wanted): FoldPart[] =>
  kinds.flatMap((kind) => surveyIds.map((surveyId) => ({ workspaceId, kind, surveyId, dimension, withoutBins })));

const tallyOf = (folds: Folds, dimension: string, value: string): Tally =>
  folds.get(dimension)?.get(value)?.tally ?? {};

/** A survey as one segment of several. */
function asSegment(folds: Folds, surveyId: string): Folds {
  const tally = overallTally(folds);
  const itself: Values = new Map([[surveyId, { value: surveyId, tally }]]);
  return new Map([...folds, [surveyDimension, itself]]);
}

async function readWindow(part: FoldPart, window: Window, today: Day, figures: FigureStore): Promise<WindowFolds> {
  const hasSnapshot = window.to === today && isStandard(window.days);
  const snapshot = hasSnapshot ? await figures.snapshot(part, window.days) : undefined;
  // At midnight windows roll before the snapshots do.
  if (snapshot?.day !== today) {
    return foldWindow(await wholeDays(part, previousWindow(window).from, window.to, figures), window);
  }
  const [open] = await wholeDays(part, today, today, figures);
  return {
    current: open ? mergeFolds([snapshot.current, open.folds]) : snapshot.current,
    previous: snapshot.previous,
    computedAt: latest([snapshot.computedAt, ...(open ? [open.computedAt] : [])]),
  };
}

/** A day on which no record tells the dimension is without it, and has an overall fold all the same. */
async function wholeDays(part: FoldPart, from: Day, to: Day, figures: FigureStore): Promise<DayFold[]> {
  const found = await figures.days(part, from, to);
  if (part.dimension === overall || found.length > daysBetween(from, to)) return found;
  const known = new Set(found.map(({ day }) => day));
  const all = await figures.days({ ...part, dimension: overall }, from, to);
  return [...found, ...all.filter(({ day }) => !known.has(day))];
}
