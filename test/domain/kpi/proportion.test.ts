import { describe, expect } from "vitest";
import { proportion, proportionDifference } from "../../../functions/domain/kpi/proportion.ts";
import { fc, it } from "../../support/property.ts";
import { printed } from "./printed.ts";

const some = fc
  .integer({ min: 1, max: 10_000 })
  .chain((n) => fc.record({ hits: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

/** Where a share lies z standard errors of its own from the measured one: what Wilson's interval means, found by halving. */
function wilsonBySearch({ hits, n }: { hits: number; n: number }, towards: 0 | 1): number {
  const p = hits / n;
  let [inside, outside] = [p, towards as number];
  for (let step = 0; step < 200; step++) {
    const middle = (inside + outside) / 2;
    if ((p - middle) ** 2 <= (1.959963984540054 ** 2 * middle * (1 - middle)) / n) inside = middle;
    else outside = middle;
  }
  return 100 * inside;
}

describe("a share", () => {
  it.each([
    // The KPI rules' worked example, and Newcombe's (Statistics in Medicine 17, 1998, p. 861).
    [40, 50, "66.96", "88.76"],
    [81, 263, "25.53", "36.62"],
    [15, 148, "6.24", "16.05"],
    [0, 20, "0.00", "16.11"],
    [1, 29, "0.61", "17.18"],
    [20, 20, "83.89", "100.00"],
  ])("of %i in %i has Wilson's interval", (hits, n, low, high) => {
    expect(proportion({ hits, n })).toEqual({
      value: (100 * hits) / n,
      n,
      interval: { low: printed(low), high: printed(high) },
    });
  });

  it("is null of nothing, never 0", () => {
    expect(proportion({ hits: 0, n: 0 })).toEqual({ value: null, n: 0, interval: null });
    expect(proportion({ hits: 3, n: 0 })).toEqual({ value: null, n: 0, interval: null });
  });

  it("may exceed 100 or be below 0, and has no interval then", () => {
    expect(proportion({ hits: 3, n: 2 })).toEqual({ value: 150, n: 2, interval: null });
    expect(proportion({ hits: -1, n: 2 })).toEqual({ value: -50, n: 2, interval: null });
  });

  it.prop([some])("has all those in its interval that it does not speak against", (one) => {
    const { low = Number.NaN, high = Number.NaN } = proportion(one).interval ?? {};
    expect(low).toBeCloseTo(wilsonBySearch(one, 0), 9);
    expect(high).toBeCloseTo(wilsonBySearch(one, 1), 9);
  });
});

describe("the difference of two shares", () => {
  it.each([
    // Newcombe's examples of method 10 (Statistics in Medicine 17, 1998, p. 884).
    [56, 70, 48, 80, "5.24", "33.39"],
    [9, 10, 3, 10, "17.05", "80.90"],
    [6, 7, 2, 7, "5.82", "80.62"],
    [5, 56, 0, 29, "-3.81", "19.26"],
    [0, 10, 0, 20, "-16.11", "27.75"],
    [0, 10, 0, 10, "-27.75", "27.75"],
    [10, 10, 0, 20, "67.91", "100.00"],
    [10, 10, 0, 10, "60.75", "100.00"],
  ])("%i of %i to %i of %i has Newcombe's hybrid interval", (hits, n, hitsBefore, nBefore, low, high) => {
    const change = proportionDifference({ hits, n }, { hits: hitsBefore, n: nBefore });
    expect(change?.difference).toBeCloseTo(100 * (hits / n - hitsBefore / nBefore), 10);
    expect(change).toMatchObject({ low: printed(low), high: printed(high), significant: Number(low) > 0 });
  });

  it("is null when either has nothing", () => {
    expect(proportionDifference({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull();
    expect(proportionDifference({ hits: 1, n: 2 }, { hits: 0, n: 0 })).toBeNull();
  });

  it("has no interval when either exceeds 100 or is below 0, and proves nothing", () => {
    const bare = { low: null, high: null, significant: false };
    expect(proportionDifference({ hits: 300, n: 100 }, { hits: 10, n: 100 })).toEqual({ difference: 290, ...bare });
    expect(proportionDifference({ hits: 10, n: 100 }, { hits: 300, n: 100 })).toEqual({ difference: -290, ...bare });
    expect(proportionDifference({ hits: -10, n: 100 }, { hits: 10, n: 100 })).toEqual({ difference: -20, ...bare });
    expect(proportionDifference({ hits: 10, n: 100 }, { hits: -10, n: 100 })).toEqual({ difference: 20, ...bare });
  });

  it.prop([fc.integer({ min: 0, max: 1 }), some])("is never significant for one alone", (hits, others) => {
    expect(proportionDifference({ hits, n: 1 }, others)?.significant).toBe(false);
    expect(proportionDifference(others, { hits, n: 1 })?.significant).toBe(false);
  });

  it("is significant below 0 as well", () => {
    expect(proportionDifference({ hits: 48, n: 80 }, { hits: 56, n: 70 })).toMatchObject({
      low: printed("-33.39"),
      high: printed("-5.24"),
      significant: true,
    });
  });
});
