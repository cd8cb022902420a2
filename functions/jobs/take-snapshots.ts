/**
 * Snapshots of the standard windows of one survey: closed days only, so that an answer of today rewrites none. A new day
 * changes each by three days; when a closed day has changed, they are folded from all of theirs. Those that a run has taken
 * before it was cut off are left alone.
 */
import { addToDay, type Day } from "../domain/calendar.ts";
import { type Folds, overall, pick } from "../domain/kpi/fold.ts";
import { previousWindow, standardWindows, type Window, windowEnding } from "../domain/kpi/window.ts";
import { foldWindow, rollWindow, turnOf } from "../domain/kpi/window-folds.ts";
import type { DayFold, FigureStore, FoldKey, StandingSnapshot } from "../domain/ports/figures.ts";
import type { Instant } from "../domain/time.ts";
import { overtaken } from "./fold-slots.ts";

export interface Occasion {
  readonly key: FoldKey;
  readonly today: Day;
  readonly now: Instant;
  /** Whether a closed day may have changed since they were taken. */
  readonly isChanged: boolean;
}

const consistent = { consistent: true } as const;

const longest = Math.max(...standardWindows);

type Pair = { readonly current: Folds; readonly previous: Folds };
/** By the days of their window. */
type Standing = ReadonlyMap<number, StandingSnapshot>;

/** Throws conflict when overtaken. */
export async function takeSnapshots({ key, today, now, isChanged }: Occasion, figures: FigureStore): Promise<void> {
  const standing = await figures.snapshots({ ...key, dimension: overall });
  if (!isChanged && (await areTaken(key, today, standing, figures))) return;
  const taken =
    (isChanged ? undefined : await roll(key, today, standing, figures)) ??
    (await foldAnew(key, today, standing, figures));
  const saved = await Promise.all(
    [...taken].map(([days, pair]) => {
      const { version = 0, dimensions = [] } = standing.get(days) ?? {};
      if (pair.current.size === 0 && pair.previous.size === 0 && version === 0) return true;
      const snapshot = { day: today, ...pair, computedAt: now };
      return figures.saveSnapshot(key, days, snapshot, { version, dimensions });
    }),
  );
  if (saved.includes(false)) throw overtaken();
}

/** By a run that was cut off later: all windows are of today, and each whole, which the version of its overall item tells. */
async function areTaken(key: FoldKey, today: Day, standing: Standing, figures: FigureStore): Promise<boolean> {
  if (!standardWindows.every((days) => standing.get(days)?.content.day === today)) return false;
  const isWhole = async (dimension: string): Promise<boolean> => {
    const parts = await figures.snapshots({ ...key, dimension });
    return [...standing].every(([days, { version, dimensions }]) => {
      const part = parts.get(days);
      return !dimensions.includes(dimension) || (part?.content.day === today && part.version === version);
    });
  };
  const others = dimensionsIn(standing).filter((dimension) => dimension !== overall);
  return (await Promise.all(others.map(isWhole))).every((is) => is);
}

const dimensionsIn = (standing: Standing): string[] => [
  ...new Set([...standing.values()].flatMap(({ dimensions }) => dimensions)),
];

async function foldAnew(
  key: FoldKey,
  today: Day,
  standing: Standing,
  figures: FigureStore,
): Promise<Map<number, Pair>> {
  const from = previousWindow(windowEnding(today, longest)).from;
  const to = addToDay(today, -1);
  const found = await figures.dimensionsOf(key, from, to);
  const dimensions = new Set([...found, ...dimensionsIn(standing)]);
  const parts = await Promise.all(
    [...dimensions].map(async (dimension) => {
      const closed = await figures.days({ ...key, dimension }, from, to, consistent);
      return { dimension, windows: standardWindows.map((days) => foldWindow(closed, windowEnding(today, days))) };
    }),
  );
  return joined(parts);
}

/** Undefined when what stands is not of yesterday, in some dimension. */
async function roll(
  key: FoldKey,
  today: Day,
  standing: Standing,
  figures: FigureStore,
): Promise<Map<number, Pair> | undefined> {
  const yesterday = addToDay(today, -1);
  if (standing.size === 0) return undefined;
  const windows = standardWindows.map((length) => windowEnding(yesterday, length));
  const dimensionsOn = await figures.dimensionsOn(
    key,
    windows.flatMap((window) => Object.values(turnOf(window))),
  );
  const dimensions = new Set([...(dimensionsOn.get(yesterday) ?? []), ...dimensionsIn(standing)]);
  const parts = await Promise.all(
    [...dimensions].map(async (dimension) => {
      const ofDimension = { ...key, dimension };
      const snapshots = dimension === overall ? standing : await figures.snapshots(ofDimension);
      const days = new KnownDays(async (day) =>
        dimensionsOn.get(day)?.includes(dimension) ? figures.days(ofDimension, day, day, consistent) : [],
      );
      const rolled = await Promise.all(windows.map((window) => rollOne(snapshots.get(window.days), window, days)));
      return { dimension, windows: rolled.flatMap((pair) => pair ?? []) };
    }),
  );
  return parts.every(({ windows }) => windows.length === standardWindows.length) ? joined(parts) : undefined;
}

async function rollOne(
  snapshot: StandingSnapshot | undefined,
  window: Window,
  days: KnownDays,
): Promise<Pair | undefined> {
  if (snapshot?.content.day !== window.to) return undefined;
  const turn = turnOf(window);
  const [enters, passes, leaves] = await Promise.all([
    days.get(turn.enters),
    days.get(turn.passes),
    days.get(turn.leaves),
  ]);
  return rollWindow(snapshot.content, { enters, passes, leaves });
}

/** Each day is read once. */
class KnownDays {
  readonly #read: (day: Day) => Promise<DayFold[]>;
  readonly #known = new Map<Day, Promise<Folds>>();

  constructor(read: (day: Day) => Promise<DayFold[]>) {
    this.#read = read;
  }

  get(day: Day): Promise<Folds> {
    const known = this.#known.get(day) ?? this.#read(day).then(([fold]) => fold?.folds ?? new Map());
    this.#known.set(day, known);
    return known;
  }
}

/** All standard windows in order, of one dimension. */
interface Part {
  readonly dimension: string;
  readonly windows: readonly Pair[];
}

/**
 * Of several dimensions, by the days of the window. Each is taken for itself: a day on which no record tells a dimension is
 * without it, so that the overall fold that comes with it may lack that day.
 */
const joined = (parts: readonly Part[]): Map<number, Pair> =>
  new Map(
    standardWindows.map((days, index) => {
      const of = (which: keyof Pair): Folds =>
        new Map(
          parts.flatMap(({ dimension, windows }) => [...pick(windows[index]?.[which] ?? new Map(), [dimension])]),
        );
      return [days, { current: of("current"), previous: of("previous") }];
    }),
  );
