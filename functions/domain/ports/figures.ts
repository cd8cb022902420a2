/** What figures are computed from, and goals for them: slots to be folded, folds of slots and days, snapshots of windows. */
import type { Day, Slot } from "../calendar.ts";
import type { Goal } from "../goal.ts";
import type { Folds } from "../kpi/fold.ts";
import type { RecordKind } from "../kpi/fold-kinds.ts";
import type { FoldKind } from "../kpi/kpi.ts";
import type { Instant } from "../time.ts";
import type { Consistency } from "./lists.ts";

export interface StaleSlot {
  readonly kind: RecordKind;
  readonly slot: Slot;
  readonly markId: string;
  /** For a mark that was made for later: from when it holds. */
  readonly notBefore?: Instant;
  /** Since when its figures lack something. */
  readonly staleSince: Instant;
  /** False while the slot was marked again so lately that its records may not be in the index yet. */
  readonly isRested: boolean;
}

export interface Mark extends Pick<StaleSlot, "kind" | "slot" | "notBefore"> {
  readonly workspaceId: string;
  readonly at: Instant;
}

export interface StaleSlotStore {
  /** Marks a slot anew; a mark that stands gets another id. One for later stands beside one for now. */
  mark(mark: Mark): Promise<void>;
  /** Slots first marked before an instant, and those that were to be marked by then. */
  list(workspaceId: string, before: Instant, limit: number): Promise<StaleSlot[]>;
  /** Takes the mark away unless the slot was marked again. */
  unmark(workspaceId: string, mark: StaleSlot): Promise<void>;
}

/** A fold as it is kept: `version` is 0 when there is none yet, and what overwriting is conditional on. */
export interface Versioned<T> {
  readonly version: number;
  readonly content: T;
}

/** Whose folds they are; of all surveys together, or of what no survey applied to, where kpi/fold.ts says so. */
export interface FoldKey {
  readonly workspaceId: string;
  readonly kind: FoldKind;
  readonly surveyId: string;
}

/** One dimension of them, which comes with the overall fold. */
export interface DimensionKey extends FoldKey {
  readonly dimension: string;
}

/** What is asked for of a dimension. */
export interface FoldPart extends DimensionKey {
  /** Leaves out the bins of log-histograms: most of what a fold holds, and only percentiles are read from them. */
  readonly withoutBins?: boolean;
}

export interface SlotFold extends Pick<FoldKey, "surveyId"> {
  readonly slot: Slot;
  readonly folds: Folds;
}

export interface DayFold {
  readonly day: Day;
  readonly folds: Folds;
  readonly computedAt: Instant;
}

/** What stands of a day or snapshot: the version of all its dimensions, and which of them there have ever been. */
export interface Standing {
  readonly version: number;
  readonly dimensions: readonly string[];
}

/** A standard window without its open last day, and the whole window before it. */
export interface Snapshot {
  /** The as-of day of the window, which is not in it yet. */
  readonly day: Day;
  readonly current: Folds;
  readonly previous: Folds;
  readonly computedAt: Instant;
}

export interface StandingSnapshot extends Standing {
  readonly content: Snapshot;
}

/** The zone and day for which a workspace's days and snapshots stand. */
export interface Horizon {
  readonly day: Day;
  readonly timeZone: string;
  /** While a changed zone is being taken over. */
  readonly rebuilding?: Rebuilding;
  /** 0 when there is none yet. */
  readonly version: number;
}

export interface Rebuilding {
  /** In which days are made. */
  readonly timeZone: string;
  /** Of which days may stand. */
  readonly zones: readonly string[];
  /** The slot from which on days have yet to be merged, with all of the kinds after its own; the very first unless told. */
  readonly reached?: { readonly kind: RecordKind; readonly slot: Slot };
}

/**
 * Folds and snapshots. Every `save…` answers false when the version it was based on has been overtaken. What only jobs read
 * is read consistently, because it was written a moment ago.
 */
export interface FigureStore {
  /** Folds of a kind in a slot by survey. */
  slotFolds(workspaceId: string, kind: FoldKind, slot: Slot): Promise<Map<string, Versioned<Folds>>>;
  saveSlotFold(key: FoldKey, slot: Slot, fold: Versioned<Folds>): Promise<boolean>;
  /** Every fold of a kind from one slot until before another, in order. */
  slotFoldsBetween(workspaceId: string, kind: FoldKind, from: Slot, until: Slot): Promise<SlotFold[]>;
  /** Every slot in which any survey has a fold of a kind, in order, from one on. */
  slotsWithFolds(workspaceId: string, kind: FoldKind, from?: Slot): AsyncIterable<Pick<SlotFold, "slot" | "surveyId">>;
  standingDay(key: FoldKey, day: Day): Promise<Standing>;
  /** In every dimension that it has or that stands. */
  saveDay(key: FoldKey, fold: DayFold, standing: Standing): Promise<boolean>;
  /** Folds of days from day to day, both inclusive, overall and of the one dimension. */
  days(part: FoldPart, from: Day, to: Day, options?: Consistency): Promise<DayFold[]>;
  /** Those of several days that have a fold, each with its dimensions. */
  dimensionsOn(key: FoldKey, days: readonly Day[]): Promise<Map<Day, readonly string[]>>;
  /** Dimensions in which any of the days has a fold. */
  dimensionsOf(key: FoldKey, from: Day, to: Day): Promise<string[]>;
  snapshot(part: FoldPart, windowDays: number, options?: Consistency): Promise<Snapshot | undefined>;
  /** Those of all standard windows, by their days. */
  snapshots(key: DimensionKey): Promise<Map<number, StandingSnapshot>>;
  /** In every dimension that it has or that stands. */
  saveSnapshot(key: FoldKey, windowDays: number, snapshot: Snapshot, standing: Standing): Promise<boolean>;
  /** Every kind and survey that has days. */
  dated(workspaceId: string): Promise<Pick<FoldKey, "kind" | "surveyId">[]>;
  /** To be noted before the first of its days. */
  noteDated(key: FoldKey): Promise<void>;
  horizon(workspaceId: string, options?: Consistency): Promise<Horizon | undefined>;
  /** Saves the next version. */
  saveHorizon(workspaceId: string, horizon: Horizon): Promise<boolean>;
}

export interface GoalStore {
  get(workspaceId: string, id: string): Promise<Goal>;
  /** All of a workspace, newest first. */
  list(workspaceId: string): Promise<Goal[]>;
  add(goal: Goal): Promise<void>;
  /** Saves the next revision; false when somebody else did, or removed it, meanwhile. */
  save(goal: Goal): Promise<boolean>;
  /** Answers what stood. */
  remove(workspaceId: string, id: string): Promise<Goal>;
}
