/** The folds of a window and the one before it, merged from day folds. */
import type { DayFold } from "../ports.ts";
import type { Instant } from "../time.ts";
import { mergeValues, type SegmentFold } from "./fold.ts";
import { contains, previousWindow, type Window } from "./window.ts";

export interface WindowFolds {
  readonly current: ReadonlyMap<string, SegmentFold>;
  readonly previous: ReadonlyMap<string, SegmentFold>;
  /** Of the fold computed last; undefined when there is none. */
  readonly computedAt: Instant | undefined;
}

/** `days` may hold more than the two windows; days without a fold are empty. */
export function foldWindow(days: readonly DayFold[], window: Window): WindowFolds {
  const within = (one: Window) => days.filter(({ day }) => contains(one, day));
  const [current, previous] = [within(window), within(previousWindow(window))];
  return {
    current: mergeValues(current.map(({ values }) => values)),
    previous: mergeValues(previous.map(({ values }) => values)),
    computedAt: latest([...current, ...previous].map(({ computedAt }) => computedAt)),
  };
}

export const latest = (times: readonly Instant[]): Instant | undefined => [...times].sort().at(-1);
