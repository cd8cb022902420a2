import { describe, expect, it } from "vitest";
import type { Folds } from "../../../functions/domain/kpi/fold.ts";
import { PairBuilder, pairDimension, valuesOf } from "../../../functions/domain/kpi/pairs.ts";
import { anInteraction, surveyId } from "../builders.ts";
import { type Counted, counted } from "./counted.ts";

const sam = { value: "a-7", label: "Sam" };
const chat = { value: "chat" };

describe("figures by two dimensions", () => {
  const fold = (...answers: Counted[]) => {
    const builder = new PairBuilder(["agent", "channel"], []);
    builder.add("response", answers);
    return builder.build();
  };
  const pairsIn = (folds: Folds) =>
    [...(folds.get(pairDimension)?.values() ?? [])].map(({ value, tally }) => [valuesOf(value), tally]);

  it("are folded by each pair of values, and by each dimension, which tells how its values are called", () => {
    const folds = fold(
      counted({ score: 9, segments: { agent: sam, channel: chat } }),
      counted({ score: 9, segments: { agent: sam, channel: chat } }),
      counted({ score: 3, segments: { agent: sam, channel: { value: "mail" } } }),
    );
    expect(pairsIn(folds)).toEqual([
      [["a-7", "chat"], { "score:9": 2 }],
      [["a-7", "mail"], { "score:3": 1 }],
    ]);
    expect(folds.get("agent")?.get("a-7")).toMatchObject({
      label: { text: "Sam" },
      tally: { "score:9": 2, "score:3": 1 },
    });
    expect(folds.get("channel")?.get("chat")?.tally).toEqual({ "score:9": 2 });
  });

  it("tell apart a record without one of the values, and leave out one without either", () => {
    expect(pairsIn(fold(counted({ segments: { agent: sam } })))).toEqual([[["a-7", null], { "score:9": 1 }]]);
    expect(pairsIn(fold(counted({ segments: { channel: chat } })))).toEqual([[[null, "chat"], { "score:9": 1 }]]);
    expect(fold(counted({ segments: { locale: { value: "en" } } })).size).toBe(0);
  });

  it("know surveys and named attributes as dimensions", () => {
    const builder = new PairBuilder(["survey", "attributes.plan"], [{ name: "plan" }]);
    const told = { attributes: { plan: "pro" } };
    const invited = {
      outcome: "invited",
      invitation: { id: "inv_1", surveyId, dueAt: "2026-11-22T09:30:00.000Z" },
    } as const;
    builder.add("interaction", [anInteraction({ ...told, outcome: invited })]);
    const folds = builder.build();
    expect([...(folds.get(pairDimension)?.keys() ?? [])].map(valuesOf)).toEqual([[surveyId, "pro"]]);
    expect(folds.get("survey")?.get(surveyId)?.tally).toMatchObject({ interactions: 1 });
  });

  it("have no values where the rest was folded into one", () => {
    expect(valuesOf("other")).toBeUndefined();
  });
});
