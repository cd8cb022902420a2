/** What the fields of follow-up questions are filled in with, and what is wrong with it. */
import type { FollowUpAnswer } from "../../domain/follow-up.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { FollowUpCopy } from "../survey-copy.ts";

/** What is wrong with an answer; named as the sentence that says so. */
export type FollowUpFault = "answerMissing" | "chooseListed" | "otherMissing" | "tooLong" | "otherTooLong";

/** A question's fields as they are filled in, right or wrong: yes and a rating are choices too. */
export interface Entered {
  readonly text?: string | undefined;
  readonly choices?: readonly string[];
  readonly other?: string | undefined;
}

export interface FollowUpState {
  /** By question. */
  readonly entered: Readonly<Record<string, Entered>>;
  readonly faults: Readonly<Record<string, FollowUpFault>>;
}

/** Everything a kind of question is drawn from. */
export interface FieldParts {
  readonly texts: LocalTexts;
  readonly asked: FollowUpCopy;
  readonly id: string;
  readonly name: string;
  readonly entered: Entered;
  readonly disabled: boolean;
}

/** A kept answer as the fields show it. */
export function enteredFrom(answer: FollowUpAnswer): Entered {
  if ("text" in answer) return { text: answer.text };
  if ("rating" in answer) return { choices: [String(answer.rating)] };
  if ("yes" in answer) return { choices: [answer.yes ? "yes" : "no"] };
  return { choices: answer.choices, other: answer.other };
}
