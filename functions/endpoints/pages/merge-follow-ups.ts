/** The answers to keep once a form came in, and what is still wrong with it. */
import { answersThatCount, type FollowUp, type FollowUpAnswers, followUpsFor } from "../../domain/follow-up.ts";
import { type Answer, answerOf } from "../../domain/response.ts";
import type { FollowUpFault } from "../../templates/pages/follow-up-state.ts";
import type { ReadFollowUps } from "./read-follow-ups.ts";

type Read = Pick<ReadFollowUps, "answers" | "faults" | "shown">;

/** A form that names no question is taken for the whole of what was called for. */
export const withShown = (read: ReadFollowUps, called: readonly FollowUp[]): ReadFollowUps =>
  read.shown.size > 0 ? read : { ...read, shown: new Set(called.map(({ id }) => id)) };

/** What was read replaces what was kept, a question left empty is taken back, one answered wrongly keeps its earlier answer. */
function mergeFollowUps(
  questions: readonly FollowUp[],
  score: number,
  kept: FollowUpAnswers,
  { answers, faults, shown }: Read,
): FollowUpAnswers {
  const untouched = Object.entries(kept).filter(([id]) => !shown.has(id) || Object.hasOwn(faults, id));
  return answersThatCount(questions, score, { ...Object.fromEntries(untouched), ...answers });
}

/** An answer with what a form made of its answers to follow-up questions. */
export function withFollowUps(questions: readonly FollowUp[], answer: Answer, read: Read): Answer {
  const { followUps: kept = {}, ...rest } = answerOf(answer);
  const followUps = mergeFollowUps(questions, answer.score, kept, read);
  return Object.keys(followUps).length > 0 ? { ...rest, followUps } : rest;
}

/** Of the questions that are asked: a wrong answer to one that is not asked is dropped as a right one is. */
export function faultsOf(
  questions: readonly FollowUp[],
  score: number,
  merged: FollowUpAnswers,
  { faults, shown }: Read,
): Readonly<Record<string, FollowUpFault>> {
  const asked = followUpsFor(questions, score, merged).filter(({ id }) => shown.has(id));
  return Object.fromEntries(
    asked.flatMap(({ id, required }): [string, FollowUpFault][] => {
      const fault = faults[id];
      if (fault) return [[id, fault]];
      return required && !Object.hasOwn(merged, id) ? [[id, "answerMissing"]] : [];
    }),
  );
}
