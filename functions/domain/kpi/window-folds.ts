/** The folds of a window and the one before it, merged from day folds. */
import { addToDay, type Day } from "../calendar.ts";
import type { DayFold } from "../ports/figures.ts";
import type { Instant } from "../time.ts";
import { type Folds, mergeFolds, takeOut } from "./fold.ts";
import { contains, previousWindow, type Window } from "./window.ts";

export interface WindowFolds {
  readonly current: Folds;
  readonly previous: Folds;
  /** Of the fold computed last; undefined when there is none. */
  readonly computedAt: Instant | undefined;
}

/** `days` may hold more than the two windows; days without a fold are empty. */
export function foldWindow(days: readonly DayFold[], window: Window): WindowFolds {
  const within = (one: Window) => days.filter(({ day }) => contains(one, day));
  const [current, previous] = [within(window), within(previousWindow(window))];
  return {
    current: mergeFolds(current.map(({ folds }) => folds)),
    previous: mergeFolds(previous.map(({ folds }) => folds)),
    computedAt: latest([...current, ...previous].map(({ computedAt }) => computedAt)),
  };
}

/** Several as one: of other surveys, or of other kinds. */
export const mergeWindows = (many: readonly WindowFolds[]): WindowFolds => ({
  current: mergeFolds(many.map(({ current }) => current)),
  previous: mergeFolds(many.map(({ previous }) => previous)),
  computedAt: latest(many.flatMap(({ computedAt }) => computedAt ?? [])),
});

/** The days by which a window without its last one, and the one before it, change when that day is over. */
export const turnOf = ({ to, days }: Window): { enters: Day; passes: Day; leaves: Day } => ({
  enters: to,
  passes: addToDay(to, 1 - days),
  leaves: addToDay(to, 1 - 2 * days),
});

/**
 * The same a day later, by the folds of the three days that make the difference. Undefined when they do not hold what
 * leaves them, and have to be folded anew. A name stays although whoever told it may have left.
 */
export function rollWindow(
  { current, previous }: Pick<WindowFolds, "current" | "previous">,
  { enters, passes, leaves }: { enters: Folds; passes: Folds; leaves: Folds },
): Pick<WindowFolds, "current" | "previous"> | undefined {
  const [now, before] = [takeOut(current, passes), takeOut(previous, leaves)];
  return now && before && { current: mergeFolds([now, enters]), previous: mergeFolds([before, passes]) };
}

export const latest = (times: readonly Instant[]): Instant | undefined => [...times].sort().at(-1);
