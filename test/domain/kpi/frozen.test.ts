import { describe, expect, it } from "vitest";
import { frozenBefore } from "../../../functions/domain/kpi/frozen.ts";

describe("freezing old figures", () => {
  it("begins a week before their records expire", () => {
    expect(frozenBefore("2026-11-22T09:30:00.000Z", 30)).toBe("2026-10-30T09:30:00.000Z");
  });
});
