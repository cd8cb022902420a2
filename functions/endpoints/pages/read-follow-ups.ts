/** The answers to follow-up questions in a form, what is wrong with them, and what was entered, to be shown again. */
import {
  type FollowUp,
  type FollowUpAnswer,
  type FollowUpAnswers,
  maxOtherLength,
  maxTextLength,
} from "../../domain/follow-up.ts";
import type { Entered, FollowUpFault, FollowUpState } from "../../templates/pages/follow-up-state.ts";
import { type Choice, readMultiple, readRating, readSingle, readYesNo } from "./read-choices.ts";
import { writtenWords } from "./written-words.ts";

export type Form = Readonly<Record<string, string | undefined>>;

export interface ReadFollowUps extends FollowUpState {
  readonly answers: FollowUpAnswers;
  /** Questions that stood in the form, answered or not. */
  readonly shown: ReadonlySet<string>;
}

interface Read {
  readonly entered: Entered;
  readonly answer?: FollowUpAnswer;
  readonly fault?: FollowUpFault;
}

/** Whether a question applies is not looked at here, and neither is a required answer that is missing. */
export function readFollowUps(form: Form, questions: readonly FollowUp[]): ReadFollowUps {
  const shown = questions.filter(({ id }) => standsIn(form, id));
  const read = shown.map((question) => [question.id, readOne(form, question)] as const);
  const by = <Part extends keyof Read>(part: Part): Record<string, NonNullable<Read[Part]>> =>
    Object.fromEntries(read.flatMap(([id, one]) => (one[part] === undefined ? [] : [[id, one[part]]])));
  return {
    answers: by("answer"),
    faults: by("fault"),
    entered: by("entered"),
    shown: new Set(shown.map(({ id }) => id)),
  };
}

const standsIn = (form: Form, id: string): boolean =>
  Object.keys(form).some((name) => name === `shown.${id}` || name === `q.${id}` || name.startsWith(`q.${id}.`));

function readOne(form: Form, question: FollowUp): Read {
  const { id, type } = question;
  const value = form[`q.${id}`] || undefined;
  if (type === "text") return readText(value);
  const prefix = `q.${id}.`;
  const { [`${prefix}other`]: words, ...parts } = Object.fromEntries(
    Object.entries(form).filter(([name, sent]) => name.startsWith(prefix) && sent),
  );
  const marked = Object.keys(parts).map((name) => name.slice(prefix.length));
  const other = writtenWords(words);
  const entered = { choices: value === undefined ? marked : [value], other };
  if (other !== undefined && other.length > maxOtherLength) return { entered, fault: "otherTooLong" };
  return { entered, ...readChoice(question, { value, marked, other }) };
}

function readText(value: string | undefined): Read {
  const text = writtenWords(value);
  if (text === undefined) return { entered: {} };
  return text.length > maxTextLength
    ? { entered: { text }, fault: "tooLong" }
    : { entered: { text }, answer: { text } };
}

function readChoice(question: FollowUp, choice: Choice): Omit<Read, "entered"> {
  switch (question.type) {
    case "single":
      return readSingle(question, choice);
    case "multiple":
      return readMultiple(question, choice);
    case "rating":
      return readRating(question, choice);
    default:
      return readYesNo(choice);
  }
}
