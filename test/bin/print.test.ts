import { describe, expect, it } from "vitest";
import { duration, shortened } from "../../bin/commands/print.ts";

describe("printing for people", () => {
  it.each([
    [0, "0 seconds"],
    [1, "1 second"],
    [90, "90 seconds"],
    [3600, "1 hour"],
    [5400, "90 minutes"],
    [86_400, "1 day"],
    [90_000, "25 hours"],
    [604_800, "7 days"],
  ])("tells %i seconds as %s", (seconds, told) => {
    expect(duration(seconds)).toBe(told);
  });

  it("says long words again in part, whole characters only", () => {
    expect(shortened("x".repeat(60))).toBe("x".repeat(60));
    expect(shortened("😀".repeat(61))).toBe(`${"😀".repeat(60)}…`);
  });
});
