/**
 * What is wrong with a survey's follow-up questions, found when they are saved: a customer must never meet a question that
 * nobody can reach, that asks about another that does not exist, or that has no words in the workspace's own language.
 */
import type { Fault } from "./errors.ts";
import {
  type Condition,
  type ConditionValue,
  defaultRating,
  type FollowUp,
  maxFollowUps,
  type Option,
  otherChoice,
} from "./follow-up.ts";
import { type Scaled, scaleOf } from "./scale.ts";
import { checkApart, checkLanguage } from "./text-check.ts";

export function checkFollowUps(questions: readonly FollowUp[], survey: Scaled, defaultLocale: string): Fault[] {
  const faults: Fault[] = [];
  if (questions.length > maxFollowUps) {
    faults.push({ path: "followUps", message: `has more than ${maxFollowUps} questions` });
  }
  for (const [index, question] of questions.entries()) {
    const earlier = questions.slice(0, index);
    const found = [
      ...checkIdentity(question, earlier),
      ...checkWords(question, defaultLocale),
      ...checkShape(question),
      ...checkOptions(question.options ?? [], defaultLocale),
      ...checkCondition(question.when, earlier, survey),
    ];
    faults.push(...found.map(({ path, message }) => ({ path: `followUps.${index}.${path}`, message })));
  }
  return faults;
}

function checkIdentity({ id, type }: FollowUp, earlier: readonly FollowUp[]): Fault[] {
  const faults: Fault[] = [];
  if (earlier.some((one) => one.id === id)) faults.push({ path: "id", message: "is the id of an earlier question" });
  if (type === "contact" && earlier.some((one) => one.type === type)) {
    faults.push({ path: "type", message: "is asked by an earlier question, and consent is given once" });
  }
  return faults;
}

function checkWords({ type, ask, options = [] }: FollowUp, defaultLocale: string): Fault[] {
  return [
    // Asking for consent has words of ours.
    ...(type === "contact" && ask === undefined ? [] : checkLanguage(ask, "ask", defaultLocale)),
    ...options.flatMap(({ label }, index) => checkLanguage(label, `options.${index}.label`, defaultLocale)),
  ];
}

function checkShape({ type, options, other, scale }: FollowUp): Fault[] {
  const isChoice = type === "single" || type === "multiple";
  const faults: Fault[] = [];
  if (isChoice && (options?.length ?? 0) < 2) faults.push({ path: "options", message: "needs at least two options" });
  if (!isChoice && options && options.length > 0) {
    faults.push({ path: "options", message: `is only for single and multiple, not ${type}` });
  }
  if (!isChoice && other) faults.push({ path: "other", message: `is only for single and multiple, not ${type}` });
  if (type !== "rating" && scale) faults.push({ path: "scale", message: `is only for rating, not ${type}` });
  if (scale && scale.max <= scale.min) faults.push({ path: "scale.max", message: "must be above min" });
  return faults;
}

/** Customers tell options apart by their labels, figures by their ids. */
function checkOptions(options: readonly Option[], defaultLocale: string): Fault[] {
  const alike = checkApart(
    options.map(({ label }) => label),
    defaultLocale,
  );
  return options.flatMap(({ id }, at) => {
    const isTwice = options.slice(0, at).some((one) => one.id === id);
    const faults: Fault[] = [];
    if (id === otherChoice) faults.push({ path: "id", message: "is the id that an answer of something else gets" });
    if (isTwice) faults.push({ path: "id", message: "is the id of an earlier option" });
    const labels = isTwice ? [] : alike.filter(({ index }) => index === at);
    faults.push(...labels.map(({ path, message }) => ({ path: `label.${path}`, message })));
    return faults.map(({ path, message }) => ({ path: `options.${at}.${path}`, message }));
  });
}

function checkCondition(condition: Condition | undefined, earlier: readonly FollowUp[], survey: Scaled): Fault[] {
  if (!condition) return [];
  if (!condition.score && !condition.answer) return [{ path: "when", message: "names neither score nor answer" }];
  return [...checkScore(condition, survey), ...checkAnswer(condition, earlier)];
}

function checkScore({ score }: Condition, survey: Scaled): Fault[] {
  if (!score) return [];
  const { min, max } = scaleOf(survey);
  const [from, to] = score;
  if (from > to) return [{ path: "when.score", message: "is unreachable: it runs from a higher to a lower score" }];
  if (to < min || from > max) {
    return [{ path: "when.score", message: `is unreachable: scores run from ${min} to ${max}` }];
  }
  return [];
}

function checkAnswer({ answer, score }: Condition, earlier: readonly FollowUp[]): Fault[] {
  if (!answer) return [];
  const asked = earlier.find(({ id }) => id === answer.question);
  if (!asked) return [{ path: "when.answer.question", message: "is not the id of an earlier question" }];
  const values = valuesOf(asked);
  if (!values) return [{ path: "when.answer.question", message: "is a text, which no condition can look at" }];
  if (answer.in.some((value) => !values.includes(value))) {
    return [{ path: "when.answer.in", message: "holds what is not an answer to that question" }];
  }
  const reach = reachOf(asked, earlier);
  if (!reach || !overlap(reach, score ?? everyScore)) {
    return [{ path: "when", message: "is unreachable: the question it looks at is asked for other scores" }];
  }
  return [];
}

type Range = readonly [from: number, to: number];
const everyScore: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** The scores for which a question can be asked at all: its own, as far as the question that it looks at is asked too. */
function reachOf({ when }: FollowUp, earlier: readonly FollowUp[]): Range | undefined {
  const own = when?.score ?? everyScore;
  const asked = when?.answer && earlier.find(({ id }) => id === when.answer?.question);
  if (!asked) return own;
  const reach = reachOf(asked, earlier.slice(0, earlier.indexOf(asked)));
  return reach && overlap(reach, own);
}

function overlap(one: Range, other: Range): Range | undefined {
  const [from, to] = [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
  return from <= to ? [from, to] : undefined;
}

function valuesOf({ type, options = [], other, scale = defaultRating }: FollowUp): ConditionValue[] | undefined {
  switch (type) {
    case "text":
      return undefined;
    case "rating":
      return Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
    case "yes_no":
    case "contact":
      return [true, false];
    default:
      return [...options.map(({ id }) => id), ...(other ? [otherChoice] : [])];
  }
}
