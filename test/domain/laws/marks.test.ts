import { describe, expect, it } from "vitest";
import { isAhead } from "../../../functions/domain/laws/marks.ts";
import type { StaleSlot } from "../../../functions/domain/ports/figures.ts";
import { madeAt } from "../builders.ts";

const mark: StaleSlot = {
  kind: "response",
  slot: madeAt,
  markId: "mark",
  staleSince: madeAt,
  isRested: true,
};

describe("a mark on a slot", () => {
  it("is for now unless it says for when", () => {
    expect(isAhead(mark, madeAt)).toBe(false);
  });

  it("that says for when is ahead until then", () => {
    const later = { ...mark, notBefore: "2026-11-22T10:00:00.000Z" };
    expect(isAhead(later, "2026-11-22T09:59:59.999Z")).toBe(true);
    expect(isAhead(later, "2026-11-22T10:00:00.000Z")).toBe(false);
    expect(isAhead(later, "2026-11-22T10:00:00.001Z")).toBe(false);
  });
});
