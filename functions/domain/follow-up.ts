/**
 * Follow-up questions: asked after the score, each only where its condition holds. A condition looks at the score and at one
 * earlier answer; an answer to a question whose condition is not met is dropped, never an error.
 */
import type { Texts } from "./text.ts";

export const followUpTypes = ["text", "single", "multiple", "rating", "yes_no", "contact"] as const;
export type FollowUpType = (typeof followUpTypes)[number];

export interface FollowUp {
  /** Names the question in answers; never changes its meaning between versions. */
  readonly id: string;
  readonly type: FollowUpType;
  /** May be left out for `contact`, whose words are built in. */
  readonly ask?: Texts;
  readonly when?: Condition;
  /** Of a choice, 2 to 20. */
  readonly options?: readonly Option[];
  /** A choice also takes something else, in the customer's own words. */
  readonly other?: boolean;
  /** Of a rating; 1 to 5 unless told. */
  readonly scale?: { readonly min: number; readonly max: number };
  readonly required: boolean;
}

export interface Option {
  readonly id: string;
  readonly label: Texts;
}

/** All that is named must hold. */
export interface Condition {
  /** From and to, both inclusive. */
  readonly score?: readonly [from: number, to: number];
  readonly answer?: { readonly question: string; readonly in: readonly ConditionValue[] };
}
/** An option's id, a rating, or yes. */
export type ConditionValue = string | number | boolean;

export type FollowUpAnswer =
  | { readonly text: string }
  | { readonly choices: readonly string[]; readonly other?: string }
  | { readonly rating: number }
  | { readonly yes: boolean };

/** By question. */
export type FollowUpAnswers = Readonly<Record<string, FollowUpAnswer>>;

/** The choice of something else, among the ids of a question's options. */
export const otherChoice = "other";
export const defaultRating = { min: 1, max: 5 } as const;
export const maxFollowUps = 10;
export const maxTextLength = 4000;
export const maxOtherLength = 500;

/** The questions that a score and the answers given so far call for, in order. */
export function followUpsFor(
  questions: readonly FollowUp[],
  score: number,
  answers: FollowUpAnswers = {},
): readonly FollowUp[] {
  const asked = new Set<string>();
  return questions.filter((question) => {
    const isAsked = holds(question.when, score, answers, asked);
    if (isAsked) asked.add(question.id);
    return isAsked;
  });
}

/**
 * How far an answer got with its further questions; undefined where its score calls for none. It has finished when nothing is
 * left of those that must be answered, and something was answered: a form that is sent empty says nothing.
 */
export function howFar(
  questions: readonly FollowUp[],
  { score, followUps = {} }: { readonly score: number; readonly followUps?: FollowUpAnswers },
): "asked" | "finished" | undefined {
  const called = followUpsFor(questions, score, followUps);
  if (called.length === 0) return undefined;
  const isAnswered = ({ id }: FollowUp) => Object.hasOwn(followUps, id);
  const isFinished = called.some(isAnswered) && called.every((one) => !one.required || isAnswered(one));
  return isFinished ? "finished" : "asked";
}

/** Only what answers a question that is asked, so that a changed mind leaves nothing stale behind. */
export function answersThatCount(
  questions: readonly FollowUp[],
  score: number,
  answers: FollowUpAnswers,
): FollowUpAnswers {
  const asked = new Set(followUpsFor(questions, score, answers).map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
}

function holds(
  condition: Condition | undefined,
  score: number,
  answers: FollowUpAnswers,
  asked: ReadonlySet<string>,
): boolean {
  if (condition?.score && (score < condition.score[0] || score > condition.score[1])) return false;
  if (!condition?.answer) return true;
  const { question, in: wanted } = condition.answer;
  // An answer left over from a question that is no longer asked decides nothing.
  const answer = asked.has(question) && Object.hasOwn(answers, question) ? answers[question] : undefined;
  return answer !== undefined && valuesOf(answer).some((value) => wanted.includes(value));
}

function valuesOf(answer: FollowUpAnswer): readonly ConditionValue[] {
  if ("choices" in answer) return answer.choices;
  if ("rating" in answer) return [answer.rating];
  if ("yes" in answer) return [answer.yes];
  return [];
}
