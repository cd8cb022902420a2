import { describe, expect, it } from "vitest";
import { kpis } from "../../functions/domain/kpi/kpi.ts";
import {
  isScore,
  kpisOf,
  layouts,
  maxScores,
  type Scaled,
  scaleOf,
  scoresOf,
  sharedScale,
  surveyKinds,
  wordedKind,
} from "../../functions/domain/scale.ts";

const kinds = Object.keys(surveyKinds) as (keyof typeof surveyKinds)[];

describe("the scores of a survey", () => {
  it.each<[string, Scaled, number[]]>([
    ["nps", { kind: "nps" }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ["csat", { kind: "csat" }, [1, 2, 3, 4, 5]],
    ["ces", { kind: "ces" }, [1, 2, 3, 4, 5, 6, 7]],
    ["ces on the older effort scale", { kind: "ces", effortScale: "effort" }, [1, 2, 3, 4, 5]],
    ["stars", { kind: "stars" }, [1, 2, 3, 4, 5]],
    ["thumbs", { kind: "thumbs" }, [0, 1]],
    ["custom", { kind: "custom", scale: { min: -1, max: 1 } }, [-1, 0, 1]],
  ])("of kind %s", (_, survey, scores) => {
    expect(scoresOf(survey)).toEqual(scores);
    expect(scores.every((score) => isScore(survey, score))).toBe(true);
  });

  it("are whole, and none but those", () => {
    const others = [-1, 11, 0.5, 9.9, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21];
    expect(others.some((score) => isScore({ kind: "nps" }, score))).toBe(false);
  });

  it("make the KPIs of their kind", () => {
    expect(kpisOf({ kind: "nps" })).toEqual(["nps"]);
    for (const kind of kinds) expect(Object.keys(kpis)).toEqual(expect.arrayContaining([...kpisOf({ kind })]));
  });
});

describe("a kind", () => {
  it.each(kinds)("%s is a row that can be shown, and knows what is good", (kind) => {
    const { min, max, layout, topBox } = scaleOf({ kind });
    expect(max - min + 1).toBeLessThanOrEqual(maxScores);
    expect(layouts).toContain(layout);
    expect(isScore({ kind }, topBox)).toBe(true);
  });

  it("counts little effort as good on the older effort scale, and has words of its own for it", () => {
    const survey = { kind: "ces", effortScale: "effort" } as const;
    expect(scaleOf(survey)).toMatchObject({ direction: "low_is_good", topBox: 2 });
    expect(wordedKind(survey)).toBe("effort");
    expect(wordedKind({ kind: "ces", effortScale: "ease" })).toBe("ces");
  });

  it("keeps its own scale whatever a custom one says", () => {
    expect(scaleOf({ kind: "nps", scale: { min: 1, max: 3 } })).toEqual(surveyKinds.nps);
    expect(scaleOf({ kind: "nps", effortScale: "effort" })).toEqual(surveyKinds.nps);
  });
});

describe("a custom scale", () => {
  const custom = (scale: Scaled["scale"]) => scaleOf({ kind: "custom", ...(scale && { scale }) });

  it("counts its best score as good unless it says more", () => {
    expect(custom({ min: 1, max: 3 })).toMatchObject({ topBox: 3, layout: "numbers" });
    expect(custom({ min: 1, max: 3, direction: "low_is_good" })).toMatchObject({ topBox: 1 });
    expect(custom({ min: 1, max: 3, topBox: 2 })).toMatchObject({ topBox: 2 });
  });

  it("shows its emoji where it has some", () => {
    expect(custom({ min: 1, max: 2, emoji: ["🙁", "🙂"] }).layout).toBe("emoji");
  });

  it("is 1 to 5 where none is told", () => {
    expect(custom(undefined)).toMatchObject({ min: 1, max: 5 });
  });
});

describe("the scale of several surveys", () => {
  const custom = (scale: object) =>
    ({ kind: "custom", scale: { min: 1, max: 4, direction: "high_is_good", topBox: 3, ...scale } }) as never;

  it("is the one that all of them have, however it looks", () => {
    expect(sharedScale([{ kind: "nps" }, { kind: "nps" }])).toMatchObject({ min: 0, max: 10 });
    expect(sharedScale([custom({}), custom({ emoji: ["a", "b", "c", "d"] })])).toMatchObject({
      min: 1,
      max: 4,
      topBox: 3,
    });
    expect(sharedScale([custom({})])).toMatchObject({ max: 4 });
  });

  it("is none where they differ, by whatever it is, and where there are none", () => {
    for (const other of [{ min: 0 }, { max: 5 }, { direction: "low_is_good" }, { topBox: 4 }]) {
      expect(sharedScale([custom({}), custom({}), custom(other)]), JSON.stringify(other)).toBeUndefined();
    }
    expect(sharedScale([{ kind: "nps" }, { kind: "csat" }])).toBeUndefined();
    expect(sharedScale([])).toBeUndefined();
  });
});
