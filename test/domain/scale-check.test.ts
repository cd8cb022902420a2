import { describe, expect, it } from "vitest";
import type { CustomScale, Scaled } from "../../functions/domain/scale.ts";
import { checkSameScale, checkScale } from "../../functions/domain/scale-check.ts";

const custom = (scale: CustomScale): Scaled => ({ kind: "custom", scale });
const pathsOf = (survey: Scaled, locale = "en"): string[] => checkScale(survey, locale).map(({ path }) => path);

describe("the scale of a survey", () => {
  it.each<[string, Scaled]>([
    ["none told", { kind: "custom" }],
    ["effort", { kind: "ces", effortScale: "effort" }],
    ["eleven scores", custom({ min: -5, max: 5 })],
    ["two scores", custom({ min: 0, max: 1 })],
    ["low is good", custom({ min: 1, max: 5, direction: "low_is_good", topBox: 4 })],
    [
      "a label for some scores",
      custom({ min: -1, max: 1, labels: { "-1": { en: "Worse" }, "1": { "en-GB": "B", en: "A" } } }),
    ],
    ["a family, a flag, a tone and a keycap", custom({ min: 1, max: 4, emoji: ["👨‍👩‍👧‍👦", "🇯🇵", "👍🏽", "1️⃣"] })],
  ])("is right with %s", (_, survey) => {
    expect(checkScale(survey, "en")).toEqual([]);
  });

  it.each<[string, Scaled, string[]]>([
    ["an effort scale of another kind", { kind: "nps", effortScale: "effort" }, ["effortScale"]],
    ["a scale of another kind", { kind: "stars", scale: { min: 1, max: 3 } }, ["scale"]],
    ["one score", custom({ min: 3, max: 3 }), ["scale.max"]],
    ["max below min", custom({ min: 3, max: 1 }), ["scale.max"]],
    ["twelve scores", custom({ min: 0, max: 11 }), ["scale.max"]],
    ["every score good", custom({ min: 1, max: 5, topBox: 1 }), ["scale.topBox"]],
    [
      "every score good, where low is",
      custom({ min: 1, max: 5, direction: "low_is_good", topBox: 5 }),
      ["scale.topBox"],
    ],
    ["none good", custom({ min: 1, max: 5, topBox: 6 }), ["scale.topBox"]],
    ["a label of no score", custom({ min: 1, max: 3, labels: { "4": { en: "Four" } } }), ["scale.labels.4"]],
    ["a label in other languages", custom({ min: 1, max: 3, labels: { "3": { de: "Drei" } } }), ["scale.labels.3"]],
    ["an emoji too few", custom({ min: 1, max: 3, emoji: ["😡", "😍"] }), ["scale.emoji"]],
    ["a word for an emoji", custom({ min: 0, max: 1, emoji: ["bad", "😍"] }), ["scale.emoji.0"]],
    ["two emoji for one", custom({ min: 0, max: 1, emoji: ["😡😡", "😍"] }), ["scale.emoji.0"]],
    ["nothing to be seen", custom({ min: 0, max: 1, emoji: ["\u200b", ""] }), ["scale.emoji.0", "scale.emoji.1"]],
    ["a tower of marks", custom({ min: 0, max: 1, emoji: [`😡${"\u0301".repeat(40)}`, "😍"] }), ["scale.emoji.0"]],
    [
      "two scores that read alike, be it in a language that one of them is not told in",
      custom({
        min: 1,
        max: 3,
        labels: { "1": { en: "Bad" }, "2": { en: " bad", de: "Na ja" }, "3": { en: "Na ja" } },
      }),
      ["scale.labels.2.en", "scale.labels.3.de"],
    ],
    ["an emoji twice", custom({ min: 1, max: 3, emoji: ["😡", "😍", "😡"] }), ["scale.emoji.2"]],
    ["markup", custom({ min: 0, max: 1, emoji: ["<", "😍"] }), ["scale.emoji.0"]],
  ])("is wrong with %s", (_, survey, paths) => {
    expect(pathsOf(survey)).toEqual(paths);
  });

  it("has labels in the workspace's own language, be it told more exactly than they are", () => {
    const survey = custom({ min: 1, max: 3, labels: { "3": { de: "Drei" } } });
    expect(pathsOf(survey, "de-AT")).toEqual([]);
  });
});

describe("a scale that is to be changed", () => {
  const before = custom({ min: 1, max: 5, topBox: 4, labels: { "5": { en: "Grat" } } });

  it("may get other words and emoji", () => {
    const emoji = ["😡", "🙁", "😐", "🙂", "😍"];
    expect(checkSameScale(before, custom({ min: 1, max: 5, topBox: 4, emoji }))).toEqual([]);
    expect(checkSameScale(before, { kind: "custom" })).toEqual([]);
  });

  it.each<[CustomScale, string[]]>([
    [{ min: 0, max: 5, topBox: 4 }, ["scale.min"]],
    [{ min: 1, max: 4, topBox: 4 }, ["scale.max"]],
    [{ min: 1, max: 5, topBox: 4, direction: "low_is_good" }, ["scale.direction"]],
  ])("keeps its scores and which of them are good: %j", (scale, paths) => {
    const faults = checkSameScale(before, custom(scale));
    expect(faults.map(({ path }) => path)).toEqual(paths);
    expect(faults[0]?.message).toContain("would mix in one figure");
  });

  it("is given whole, and whoever leaves a part out is told what it was", () => {
    const message = "is missing: a scale is given whole, although only its labels and emoji may change; it was 4";
    expect(checkSameScale(before, custom({ min: 1, max: 5 }))).toEqual([{ path: "scale.topBox", message }]);
    // Left out it is what it was.
    expect(checkSameScale(before, custom({ min: 1, max: 5, topBox: 4 }))).toEqual([]);
  });
});
