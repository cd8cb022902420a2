import { describe, expect, it } from "vitest";
import { between, byShare, oneOf, randomFrom, spread } from "../../demo/random.ts";

const draw = <T>(times: number, one: () => T): T[] => Array.from({ length: times }, one);

describe("chance by a seed", () => {
  it("repeats for the same seed and differs for another", () => {
    const first = draw(5, randomFrom(7));
    expect(draw(5, randomFrom(7))).toEqual(first);
    expect(draw(5, randomFrom(8))).not.toEqual(first);
  });

  it("is spread evenly from 0 up to 1", () => {
    const numbers = draw(10_000, randomFrom(1));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.filter((number) => number < 0.25).length / 10_000).toBeCloseTo(0.25, 1);
  });

  it("draws whole numbers with both ends", () => {
    const random = randomFrom(1);
    expect(new Set(draw(200, () => between(random, [2, 4])))).toEqual(new Set([2, 3, 4]));
  });

  it("draws rows as often as their shares say", () => {
    const random = randomFrom(1);
    const rows = [
      { name: "often", share: 9 },
      { name: "never", share: 0 },
      { name: "seldom", share: 1 },
    ];
    const names = draw(2000, () => byShare(random, rows).name);
    expect(names).not.toContain("never");
    expect(names.filter((name) => name === "seldom").length / 2000).toBeCloseTo(0.1, 1);
  });

  it("keeps a spread within −1 and 1, around 0", () => {
    const random = randomFrom(1);
    const numbers = draw(2000, () => spread(random));
    expect(numbers.every((number) => number > -1 && number < 1)).toBe(true);
    expect(numbers.reduce((sum, number) => sum + number, 0) / 2000).toBeCloseTo(0, 1);
  });

  it("does not choose from nothing", () => {
    expect(() => oneOf(randomFrom(1), [])).toThrow("nothing to choose from");
  });
});
