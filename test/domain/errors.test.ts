import { describe, expect, it } from "vitest";
import { traceOf } from "../../functions/domain/error-trace.ts";
import { AppError, invalid, isAppError, statusOf } from "../../functions/domain/errors.ts";

describe("an error that is thrown on purpose", () => {
  it("is known by its code", () => {
    const error = new AppError("not_found", "There is no such survey.");
    expect(isAppError(error)).toBe(true);
    expect(isAppError(error, "not_found")).toBe(true);
    expect(isAppError(error, "conflict")).toBe(false);
    expect(isAppError(new Error("not_found"))).toBe(false);
    expect(isAppError(undefined)).toBe(false);
  });

  it("has the HTTP status of its code", () => {
    expect(statusOf).toEqual({
      malformed: 400,
      unauthorized: 401,
      forbidden: 403,
      not_found: 404,
      method_not_allowed: 405,
      conflict: 409,
      gone: 410,
      too_large: 413,
      unsupported_type: 415,
      invalid: 422,
      mismatch: 422,
      rate_limited: 429,
      unavailable: 503,
    });
  });

  it("says of an invalid input where it is wrong", () => {
    const error = invalid("customer.email", "is not an address");
    expect(error.code).toBe("invalid");
    expect(error.faults).toEqual([{ path: "customer.email", message: "is not an address" }]);
  });
});

describe("what is logged of an unexpected error", () => {
  it("is its name and where it was thrown", () => {
    const { error, at } = traceOf(new TypeError("x is not a function"));
    expect(error).toBe("TypeError");
    expect(at[0]).toMatch(/^at .*errors\.test\.ts/);
    expect(at.every((frame) => frame.startsWith("at "))).toBe(true);
    expect(at.length).toBeLessThanOrEqual(6);
    expect(traceOf(new Error("")).at[0]).toMatch(/errors\.test\.ts/);
  });

  it.each([
    ["its message", new Error("jo@example.com")],
    ["its message, written like a stack", new Error("oh\n    at jo@example.com (secret.ts:1:1)")],
    ["its message that quotes an input", thrownBy(() => JSON.parse("\n   at jo@example.com"))],
    ["the message it had when it was made", renamed(new Error("oh\n    at jo@example.com"))],
    ["its cause", new Error("oh", { cause: new Error("jo@example.com") })],
    ["itself when it is no error", "jo@example.com"],
    ["itself when it is an object", { message: "jo@example.com" }],
  ])("is never %s", (_what, error) => {
    expect(JSON.stringify(traceOf(error))).not.toMatch(/jo@e/);
  });

  it("is something for whatever was thrown", () => {
    const odd = Object.assign(new Error("oh"), { stack: undefined });
    expect([undefined, null, 7, odd].map((error) => traceOf(error).at)).toEqual([[], [], [], []]);
  });
});

/** As a vendor's client may do with what it threw. */
function renamed(error: Error): Error {
  expect(error.stack).toContain(error.message);
  return Object.assign(error, { message: "Something else" });
}

function thrownBy(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
