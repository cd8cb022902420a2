import { defaultRating, type FollowUp } from "../../domain/follow-up.ts";
import type { FollowUpCopy } from "../survey-copy.ts";

/** A page stays small: further questions, and those with many options, are asked after the answer is sent. */
const maxWeight = 10;

/** The first questions that hang on the score alone, so that a script can show them as soon as one is chosen. */
export function instantFollowUps(followUps: readonly FollowUpCopy[]): readonly FollowUpCopy[] {
  let weight = 0;
  return followUps.filter(({ question, options }) => {
    if (question.when?.answer) return false;
    weight += weightOf(question, options.length);
    return weight <= maxWeight;
  });
}

function weightOf({ type, scale = defaultRating }: FollowUp, options: number): number {
  if (type === "rating") return scale.max - scale.min + 2;
  return type === "text" ? 1 : Math.max(options, 2) + 1;
}
