/**
 * Active customers are a fold of moves: so many before a window, and the moves within. Times are numbers of quarter-hours since
 * 1970, so that sums of them say since when the lost had been active, and how many were active on average. What only the window
 * knows is added to its sums when they are read.
 */
import { slotSeconds } from "../calendar.ts";
import type { CustomerMove } from "../customer-move.ts";
import { epochMs, type Instant } from "../time.ts";
import type { Sums } from "./fold-builder.ts";
import { histogramIn, sumIn, type Tally } from "./tally.ts";
import { maxWindowDays } from "./window.ts";

const slotNumber = (at: Instant): number => Math.floor(epochMs(at) / 1000 / slotSeconds);

/** Whoever was active for longer was so at the start of every window; a day may have 25 hours. */
const longestSlots = (maxWindowDays + 1) * 96;

/** What one move adds to sums; a loss, since when they had been active. */
export function addMove({ at, move, since = at }: Pick<CustomerMove, "at" | "move" | "since">, sums: Sums): void {
  const now = slotNumber(at);
  if (move === "lost") {
    sums.add("lost");
    sums.add("lostTimes", now);
    sums.add(`lostSince:${now - slotNumber(since) > longestSlots ? 0 : slotNumber(since)}`);
  } else {
    sums.add("gained");
    sums.add("gainedTimes", now);
  }
}

/** By how many active customers there are more after the moves than before. */
export const netOf = (moves: Tally): number => sumIn(moves, "gained") - sumIn(moves, "lost");

export interface Period {
  readonly days: number;
  /** The second exclusive. */
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * The sums of a period's moves with what they come to: `activeAtStart`, `activeOnAverage`, `lostOfStart`, which are those of the
 * active at its start that were lost in it, `newAtEnd`, which are those of the active at its end that became so in it, and `days`.
 */
export function withActive(moves: Tally, activeAtStart: number, { days, from, until }: Period): Tally {
  const [start, end] = [slotNumber(from), slotNumber(until)];
  let lostOfStart = 0;
  for (const [since, count] of histogramIn(moves, "lostSince")) if (since < start) lostOfStart += count;
  const timeGained = sumIn(moves, "gained") * end - sumIn(moves, "gainedTimes");
  const timeLost = sumIn(moves, "lost") * end - sumIn(moves, "lostTimes");
  return {
    ...moves,
    activeAtStart,
    activeAtEnd: activeAtStart + netOf(moves),
    activeOnAverage: activeAtStart + (timeGained - timeLost) / (end - start),
    lostOfStart,
    newAtEnd: sumIn(moves, "gained") - (sumIn(moves, "lost") - lostOfStart),
    days,
  };
}
