/** A trend: the value of a rolling window at steps of a day, a week or a month. */
import { addMonthsToDay, addToDay, type Day } from "../calendar.ts";
import { mergeTallies, type Tally } from "./tally.ts";
import { type Window, windowEnding } from "./window.ts";

export const strides = ["day", "week", "month"] as const;
export type Stride = (typeof strides)[number];

export const maxSteps = 400;

/** The steps from day to day, counted back from the last one; one more than there may be when there are too many. */
export function stepsBack(from: Day, to: Day, every: Stride): Day[] {
  const steps: Day[] = [];
  for (let step = to; step >= from && steps.length <= maxSteps; step = strideBack(to, every, steps.length)) {
    steps.unshift(step);
  }
  return steps;
}

/** Of a month's last days, which not every month has, the last that there is. */
function strideBack(to: Day, every: Stride, count: number): Day {
  if (every === "month") return addMonthsToDay(to, -count);
  return addToDay(to, -count * (every === "week" ? 7 : 1));
}

export interface Step {
  readonly window: Window;
  readonly tally: Tally;
}

/** The window at each step, which are in order, from what each day holds. */
export function slide(daily: ReadonlyMap<Day, Tally>, steps: readonly Day[], windowDays: number): Step[] {
  const windows = steps.map((step) => windowEnding(step, windowDays));
  const sums = new SlidingSum(windowDays);
  let next = windows[0]?.from ?? "";
  return windows.map((window) => {
    for (; next <= window.to; next = addToDay(next, 1)) sums.add(daily.get(next) ?? {});
    return { window, tally: sums.total() };
  });
}

/**
 * The sum of the last so many. What leaves is not subtracted, because of sums of fractions something would remain; instead
 * older ones are summed backwards, so that each of those sums is right once the one before it has left.
 */
class SlidingSum {
  readonly #length: number;
  /** Each is the sum of one of the older ones and all of them that came after it; the oldest is last. */
  readonly #older: Tally[] = [];
  readonly #newer: Tally[] = [];
  #newerSum: Tally = {};

  constructor(length: number) {
    this.#length = length;
  }

  add(tally: Tally): void {
    if (this.#older.length + this.#newer.length === this.#length) this.#takeOut();
    this.#newer.push(tally);
    this.#newerSum = mergeTallies(this.#newerSum, tally);
  }

  total(): Tally {
    return mergeTallies(this.#older.at(-1) ?? {}, this.#newerSum);
  }

  #takeOut(): void {
    if (this.#older.length === 0) {
      for (let tally = this.#newer.pop(); tally; tally = this.#newer.pop()) {
        this.#older.push(mergeTallies(tally, this.#older.at(-1) ?? {}));
      }
      this.#newerSum = {};
    }
    this.#older.pop();
  }
}
