import { describe, expect } from "vitest";
import { answersThatCount, type FollowUp, followUpsFor, howFar } from "../../functions/domain/follow-up.ts";
import { fc, it } from "../support/property.ts";

const ask = { en: "Why?" };
const why: FollowUp = {
  id: "why",
  type: "single",
  ask,
  required: false,
  when: { score: [0, 6] },
  other: true,
  options: [
    { id: "price", label: { en: "Price" } },
    { id: "wait", label: { en: "Waiting" } },
  ],
};
const howLong: FollowUp = {
  id: "how_long",
  type: "rating",
  ask,
  required: false,
  when: { answer: { question: "why", in: ["wait", "other"] } },
};
const tooLong: FollowUp = {
  id: "too_long",
  type: "yes_no",
  ask,
  required: false,
  when: { answer: { question: "how_long", in: [4, 5] }, score: [0, 3] },
};
const contact: FollowUp = { id: "contact", type: "contact", required: false };
const questions = [why, howLong, tooLong, contact];

const idsFor = (score: number, answers = {}) => followUpsFor(questions, score, answers).map(({ id }) => id);

describe("the questions that follow a score", () => {
  it("are those whose range it lies in, and those that ask everybody", () => {
    expect(idsFor(6)).toEqual(["why", "contact"]);
    expect(idsFor(7)).toEqual(["contact"]);
  });

  it("go on with the answers given", () => {
    expect(idsFor(3, { why: { choices: ["price"] } })).toEqual(["why", "contact"]);
    expect(idsFor(3, { why: { choices: ["wait"] } })).toEqual(["why", "how_long", "contact"]);
    expect(idsFor(3, { why: { choices: ["other"], other: "the tone" } })).toEqual(["why", "how_long", "contact"]);
    expect(idsFor(3, { why: { choices: ["wait"] }, how_long: { rating: 5 } })).toEqual([
      "why",
      "how_long",
      "too_long",
      "contact",
    ]);
  });

  it("need all that a condition names", () => {
    const answers = { why: { choices: ["wait"] }, how_long: { rating: 5 } };
    expect(idsFor(4, answers)).toEqual(["why", "how_long", "contact"]);
  });

  it("do not follow from an answer to what is no longer asked", () => {
    expect(idsFor(9, { why: { choices: ["wait"] }, how_long: { rating: 5 } })).toEqual(["contact"]);
  });

  it("do not follow from what an object brings along", () => {
    const odd: FollowUp = { ...howLong, id: "odd", when: { answer: { question: "constructor", in: ["wait"] } } };
    expect(followUpsFor([{ ...contact, id: "constructor" }, odd], 3).map(({ id }) => id)).toEqual(["constructor"]);
  });
});

describe("the answers that count", () => {
  it("are those to what is asked; a changed score leaves nothing behind", () => {
    const answers = { why: { choices: ["wait"] }, how_long: { rating: 2 }, contact: { yes: true } };
    expect(answersThatCount(questions, 3, answers)).toEqual(answers);
    expect(answersThatCount(questions, 9, answers)).toEqual({ contact: { yes: true } });
  });

  it.prop([
    fc.integer({ min: 0, max: 10 }),
    fc.record(
      {
        why: fc.record({ choices: fc.subarray(["price", "wait", "other"]) }),
        how_long: fc.record({ rating: fc.integer({ min: 1, max: 5 }) }),
        too_long: fc.record({ yes: fc.boolean() }),
        contact: fc.record({ yes: fc.boolean() }),
        stranger: fc.record({ text: fc.string() }),
      },
      { requiredKeys: [] },
    ),
  ])("call for the same questions as all that were given, and counting them twice changes nothing", (score, given) => {
    const answers = Object.fromEntries(Object.entries(given).filter(([, answer]) => answer !== undefined));
    const counted = answersThatCount(questions, score, answers);
    expect(followUpsFor(questions, score, counted)).toEqual(followUpsFor(questions, score, answers));
    expect(answersThatCount(questions, score, counted)).toEqual(counted);
  });
});

describe("how far an answer got", () => {
  const required: FollowUp = { ...why, id: "must", required: true };
  const price = { choices: ["price"] };

  it("is nothing to tell where its score calls for no question", () => {
    expect(howFar([why], { score: 9 })).toBeUndefined();
    expect(howFar([], { score: 2 })).toBeUndefined();
  });

  it("is the end when what must be answered is, and something is", () => {
    expect(howFar([why], { score: 2 })).toBe("asked");
    expect(howFar([why], { score: 2, followUps: { why: price } })).toBe("finished");
    expect(howFar([why, required], { score: 2, followUps: { why: price } })).toBe("asked");
    expect(howFar([why, required], { score: 2, followUps: { must: price } })).toBe("finished");
  });
});

describe("a question that follows upon a yes", () => {
  const again: FollowUp = { id: "again", type: "yes_no", ask, required: false };
  const text: FollowUp = { id: "text", type: "text", ask, required: false };
  const askedAfter = (question: FollowUp, answer: object, wanted: readonly (boolean | string)[]) => {
    const then: FollowUp = { ...text, id: "then", when: { answer: { question: question.id, in: wanted } } };
    return followUpsFor([question, then], 9, { [question.id]: answer } as never).some(({ id }) => id === "then");
  };

  it("is asked after just that answer, and after none in words", () => {
    expect(askedAfter(again, { yes: true }, [true])).toBe(true);
    expect(askedAfter(again, { yes: false }, [true])).toBe(false);
    expect(askedAfter(again, { yes: false }, [false])).toBe(true);
    expect(askedAfter(text, { text: "yes" }, ["yes"])).toBe(false);
  });

  it("is asked after one of several choices, and within its scores to the last", () => {
    expect(askedAfter(why, { choices: ["price", "wait"] }, ["wait"])).toBe(false);
    const open: FollowUp = { ...why, when: { score: [0, 10] } };
    expect(askedAfter(open, { choices: ["price", "wait"] }, ["wait"])).toBe(true);
    for (const [score, isAsked] of [
      [2, false],
      [3, true],
      [6, true],
      [7, false],
    ] as const) {
      const within: FollowUp = { ...text, when: { score: [3, 6] } };
      expect(followUpsFor([within], score, {}), String(score)).toHaveLength(isAsked ? 1 : 0);
    }
  });
});
