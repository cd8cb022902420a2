import { describe, expect } from "vitest";
import { inKeyOrder, isSame } from "../../functions/domain/key-order.ts";
import { fc, it } from "../support/property.ts";

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, turned(part)]),
  );
};

describe("keys in order", () => {
  it.prop([fc.jsonValue()])("are the same however they stood, and nothing else is moved", (value) => {
    expect(JSON.stringify(inKeyOrder(turned(value)))).toBe(JSON.stringify(inKeyOrder(value)));
    expect(inKeyOrder(value)).toEqual(value);
    expect(isSame(value, turned(value))).toBe(true);
  });

  it.prop([fc.jsonValue(), fc.jsonValue()])("make no two values the same that are not", (one, other) => {
    expect(isSame({ part: one }, { other: one })).toBe(false);
    expect(isSame([one, other], [one])).toBe(false);
  });
});
