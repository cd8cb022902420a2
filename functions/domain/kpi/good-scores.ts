/** Which scores of a scale are good. */
import type { Direction } from "./figure.ts";
import type { Proportion } from "./proportion.ts";
import { countIn, type Histogram } from "./tally.ts";

export interface GoodScores {
  readonly direction: Direction;
  /** The worst score that still counts as good. */
  readonly topBox: number;
}

export function goodOf(scores: Histogram, { direction, topBox }: GoodScores): Proportion {
  const isGood = (score: number) => (direction === "high_is_good" ? score >= topBox : score <= topBox);
  return { hits: countIn(new Map([...scores].filter(([score]) => isGood(score)))), n: countIn(scores) };
}
