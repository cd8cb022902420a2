import { describe, expect, it } from "vitest";
import type { FollowUp } from "../../functions/domain/follow-up.ts";
import { checkFollowUps } from "../../functions/domain/follow-up-check.ts";

const en = (text: string) => ({ en: text });
const options = [
  { id: "price", label: en("Price") },
  { id: "wait", label: en("Waiting") },
];
const text = (told: Partial<FollowUp> = {}): FollowUp => ({
  id: "why",
  type: "text",
  ask: en("Why?"),
  required: false,
  ...told,
});
const choice = (told: Partial<FollowUp> = {}): FollowUp => text({ id: "reason", type: "single", options, ...told });

const faultsOf = (questions: FollowUp[], locale = "en") =>
  checkFollowUps(questions, { kind: "nps" }, locale).map(({ path, message }) => `${path}: ${message}`);

describe("follow-up questions that are saved", () => {
  it("are right when each can be reached and read", () => {
    const questions = [
      choice({ when: { score: [0, 6] }, other: true }),
      text({ when: { answer: { question: "reason", in: ["wait", "other"] }, score: [0, 3] } }),
      text({ id: "speed", type: "rating", scale: { min: 1, max: 7 } }),
      text({ id: "fast", type: "yes_no", when: { answer: { question: "speed", in: [7] } } }),
      { id: "contact", type: "contact", required: false } as const,
    ];
    expect(faultsOf(questions)).toEqual([]);
    expect(faultsOf([text({ ask: { "en-GB": "Why?", en: "Why?" } })], "en-GB")).toEqual([]);
    expect(faultsOf([text({ ask: { EN: "Why?" } })], "en-AU")).toEqual([]);
  });

  it.each<[string, FollowUp[], string]>([
    ["an id twice", [text(), text()], "followUps.1.id: is the id of an earlier question"],
    [
      "no text in the workspace's language",
      [text({ ask: { de: "Warum?" } })],
      "followUps.0.ask: has no text in en, the workspace's own language",
    ],
    [
      "no text of an option in it",
      [choice({ options: [...options, { id: "x", label: { de: "X" } }] })],
      "followUps.0.options.2.label: has no text in en, the workspace's own language",
    ],
    [
      "no text at all",
      [{ id: "why", type: "text", required: false }],
      "followUps.0.ask: has no text in en, the workspace's own language",
    ],
    ["a choice of one", [choice({ options: options.slice(1) })], "followUps.0.options: needs at least two options"],
    ["options of a text", [text({ options })], "followUps.0.options: is only for single and multiple, not text"],
    [
      "something else of a text",
      [text({ other: true })],
      "followUps.0.other: is only for single and multiple, not text",
    ],
    ["a scale of a text", [text({ scale: { min: 1, max: 3 } })], "followUps.0.scale: is only for rating, not text"],
    [
      "a scale that runs backwards",
      [text({ type: "rating", scale: { min: 5, max: 1 } })],
      "followUps.0.scale.max: must be above min",
    ],
    [
      "an option twice",
      [choice({ options: [...options, ...options.slice(0, 1)] })],
      "followUps.0.options.2.id: is the id of an earlier option",
    ],
    [
      "an option called other",
      [choice({ options: [...options, { id: "other", label: en("Other") }] })],
      "followUps.0.options.2.id: is the id that an answer of something else gets",
    ],
    [
      "scores that run backwards",
      [text({ when: { score: [6, 0] } })],
      "followUps.0.when.score: is unreachable: it runs from a higher to a lower score",
    ],
    [
      "scores beyond the scale",
      [text({ when: { score: [11, 20] } })],
      "followUps.0.when.score: is unreachable: scores run from 0 to 10",
    ],
    [
      "a reference to nothing",
      [text({ when: { answer: { question: "nobody", in: [true] } } })],
      "followUps.0.when.answer.question: is not the id of an earlier question",
    ],
    [
      "a reference to itself",
      [text({ type: "yes_no", when: { answer: { question: "why", in: [true] } } })],
      "followUps.0.when.answer.question: is not the id of an earlier question",
    ],
    [
      "a reference to a later question",
      [text({ when: { answer: { question: "reason", in: ["price"] } } }), choice()],
      "followUps.0.when.answer.question: is not the id of an earlier question",
    ],
    [
      "a condition on a text",
      [text(), choice({ when: { answer: { question: "why", in: ["x"] } } })],
      "followUps.1.when.answer.question: is a text, which no condition can look at",
    ],
    [
      "an answer that cannot be given",
      [choice(), text({ when: { answer: { question: "reason", in: ["price", "other"] } } })],
      "followUps.1.when.answer.in: holds what is not an answer to that question",
    ],
    [
      "a rating that cannot be given",
      [text({ type: "rating" }), choice({ when: { answer: { question: "why", in: [6] } } })],
      "followUps.1.when.answer.in: holds what is not an answer to that question",
    ],
    [
      "scores for which the earlier question is not asked",
      [
        choice({ when: { score: [0, 6] } }),
        text({ when: { score: [7, 8], answer: { question: "reason", in: ["wait"] } } }),
      ],
      "followUps.1.when: is unreachable: the question it looks at is asked for other scores",
    ],
    [
      "a chain of questions of which the first is asked for other scores",
      [
        choice({ id: "first", when: { score: [0, 3] } }),
        choice({ id: "second", when: { answer: { question: "first", in: ["wait"] } } }),
        text({ when: { score: [9, 10], answer: { question: "second", in: ["wait"] } } }),
      ],
      "followUps.2.when: is unreachable: the question it looks at is asked for other scores",
    ],
  ])("may not have %s", (_, questions, fault) => {
    expect(faultsOf(questions)).toEqual([fault]);
  });

  it("are ten at most", () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => text({ id: `q${n}` }));
    expect(faultsOf(many(10))).toEqual([]);
    expect(faultsOf(many(11))).toEqual(["followUps: has more than 10 questions"]);
  });

  it("tell every fault there is", () => {
    expect(faultsOf([text({ ask: {}, other: true, when: { score: [20, 30] } })])).toHaveLength(3);
  });
});
