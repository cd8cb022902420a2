import { describe, expect } from "vitest";
import { type Folds, mergeFolds, overallFold, pick, takeOut } from "../../../functions/domain/kpi/fold.ts";
import { fc, it } from "../../support/property.ts";
import {
  anyAnswers,
  contentOf,
  counted,
  countOf,
  foldResponses,
  hostileValues,
  scoresOf,
  slowFold,
} from "./counted.ts";

const overall = (folds: Folds) => scoresOf(folds.get("all")?.get("all")?.tally);
const agent = (folds: Folds, value: string) => folds.get("agent")?.get(value);

describe("folding answers", () => {
  it("counts them by score, overall and under each of their segments", () => {
    const folds = foldResponses([
      counted({ score: 9, segments: { agent: { value: "a-7" }, channel: { value: "chat" } } }),
      counted({ score: 9, segments: { agent: { value: "a-7" } } }),
      counted({ score: 3, segments: { agent: { value: "a-8" } } }),
    ]);
    expect(overall(folds)).toEqual({ 9: 2, 3: 1 });
    expect(scoresOf(agent(folds, "a-7")?.tally)).toEqual({ 9: 2 });
    expect(scoresOf(agent(folds, "a-8")?.tally)).toEqual({ 3: 1 });
    expect(scoresOf(folds.get("channel")?.get("chat")?.tally)).toEqual({ 9: 1 });
  });

  it("leaves test answers out", () => {
    const folds = foldResponses([counted({ score: 9 }), counted({ score: 0, test: true })]);
    expect(overall(folds)).toEqual({ 9: 1 });
    expect(foldResponses([counted({ test: true })]).size).toBe(0);
  });

  it("folds nothing to nothing", () => {
    expect(foldResponses([]).size).toBe(0);
  });

  it("shows a value by the name told last", () => {
    const named = (text: string, countedAt: string) =>
      counted({ countedAt, segments: { agent: { value: "a-7", label: text } } });
    const folds = foldResponses([
      named("Samantha", "2026-11-22T09:30:00.000Z"),
      named("Sam", "2026-11-22T09:31:00.000Z"),
      counted({ countedAt: "2026-11-22T09:32:00.000Z", segments: { agent: { value: "a-7" } } }),
      named("Sammy", "2026-11-22T09:29:00.000Z"),
    ]);
    expect(agent(folds, "a-7")?.label).toEqual({ text: "Sam", at: "2026-11-22T09:31:00.000Z" });
  });

  it.each(hostileValues)("keeps a value named %j apart from all others", (value) => {
    const others = hostileValues.filter((other) => other !== value);
    const folds = foldResponses([
      counted({ score: 1, segments: { agent: { value } } }),
      ...others.map((other) => counted({ score: 10, segments: { agent: { value: other } } })),
    ]);
    expect(scoresOf(agent(folds, value)?.tally)).toEqual({ 1: 1 });
    expect(folds.get("agent")?.size).toBe(hostileValues.length);
    expect(Object.prototype).toEqual({});
  });

  it.prop([anyAnswers], { numRuns: 300 })("comes to what counting by hand comes to", (answers) => {
    expect(contentOf(foldResponses(answers))).toEqual(slowFold(answers));
  });

  it.prop([
    anyAnswers.chain((answers) => fc.tuple(fc.constant(answers), fc.shuffledSubarray(answers, whole(answers)))),
  ])("does not depend on their order", ([answers, shuffled]) => {
    expect(contentOf(foldResponses(shuffled))).toEqual(contentOf(foldResponses(answers)));
  });
});

describe("merging folds", () => {
  const anyFold = anyAnswers.map(foldResponses);
  const merged = (...folds: Folds[]) => mergeFolds(folds);

  it.prop([anyFold, anyFold])("is commutative", (a, b) => {
    expect(contentOf(merged(a, b))).toEqual(contentOf(merged(b, a)));
  });

  it.prop([anyFold, anyFold, anyFold])("is associative", (a, b, c) => {
    expect(contentOf(merged(merged(a, b), c))).toEqual(contentOf(merged(a, merged(b, c))));
  });

  it.prop([anyFold])("is not changed by folds of nothing", (a) => {
    expect(contentOf(merged(a, new Map()))).toEqual(contentOf(a));
    expect(contentOf(merged(new Map(), a))).toEqual(contentOf(a));
  });

  it.prop([fc.array(anyAnswers, { maxLength: 6 })])("of any split is the fold of all", (parts) => {
    expect(contentOf(mergeFolds(parts.map(foldResponses)))).toEqual(contentOf(foldResponses(parts.flat())));
  });

  it.prop([anyAnswers, anyAnswers])("leaves what it merges as it was", (one, other) => {
    const [a, b] = [foldResponses(one), foldResponses(other)];
    merged(a, b);
    expect(contentOf(a)).toEqual(slowFold(one));
    expect(contentOf(b)).toEqual(slowFold(other));
  });

  it.prop([anyAnswers])("loses no answer and makes none up", (answers) => {
    const real = answers.filter(({ test }) => !test);
    expect(countOf(foldResponses(answers).get("all")?.get("all")?.tally ?? {})).toBe(real.length);
  });
});

describe("taking out of folds what was merged into them", () => {
  const nameless = (folds: Folds) =>
    contentOf(
      new Map(
        [...folds].map(([dimension, values]) => [
          dimension,
          new Map([...values].map(([key, { value, tally }]) => [key, { value, tally }])),
        ]),
      ),
    );
  const filled = (folds: Folds): Folds => new Map([...folds].filter(([, values]) => values.size > 0));

  it.prop([anyAnswers, anyAnswers])("leaves the rest", (one, other) => {
    const left = takeOut(foldResponses([...one, ...other]), foldResponses(other));
    expect(left && nameless(filled(left))).toEqual(nameless(foldResponses(one)));
  });

  it("is refused for what is not in them", () => {
    const [two, three] = [2, 3].map((score) => foldResponses([counted({ score })]));
    expect(takeOut(two as Folds, three as Folds)).toBeUndefined();
    expect(takeOut(new Map(), three as Folds)).toBeUndefined();
  });

  it("leaves nothing of a sum of fractions, whatever rounding has made of it, but what is a whole one too few", () => {
    const seconds = (sum: number): Folds => new Map([["all", overallFold({ handleSum: sum })]]);
    expect(takeOut(seconds(0.1 + 0.2), seconds(0.3))?.get("all")?.size).toBe(0);
    expect(takeOut(seconds(0.3), seconds(0.1 + 0.2))?.get("all")?.size).toBe(0);
    expect(takeOut(seconds(0.3), seconds(0.30001))).toBeUndefined();
    expect(takeOut(seconds(2e9), seconds(2e9 + 1))).toBeUndefined();
    expect(takeOut(seconds(1.5), seconds(0.5))?.get("all")?.get("all")?.tally).toEqual({ handleSum: 1 });
  });

  it("leaves a value that another dimension has alone", () => {
    const here = foldResponses([counted({ segments: { agent: { value: "a-7" } } })]);
    const there = foldResponses([counted({ segments: { agent: { value: "a-8" } } })]);
    expect(takeOut(here, there)).toBeUndefined();
  });
});

describe("picking dimensions of folds", () => {
  it("takes those that there are", () => {
    const folds = foldResponses([counted({ segments: { agent: { value: "a-7" }, channel: { value: "chat" } } })]);
    expect([...pick(folds, ["all", "agent", "product"]).keys()]).toEqual(["all", "agent"]);
    expect(pick(folds, ["agent"]).get("agent")).toBe(folds.get("agent"));
  });
});

const whole = (all: readonly unknown[]) => ({ minLength: all.length, maxLength: all.length });
