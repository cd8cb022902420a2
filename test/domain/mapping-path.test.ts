import { describe, expect, it } from "vitest";
import { isObject, parsePath, readPath } from "../../functions/domain/mapping-path.ts";

const steps = (count: number) => Array.from({ length: count }, () => "a").join(".");

describe("a path into an event", () => {
  it.each(["a", "a.0.b", "items[name=color].value", "a b", steps(12), "a".repeat(200)])("may be %s", (path) => {
    expect(parsePath(path)).toBeDefined();
  });

  it.each([".a", "a.", "a[b]", "a[b=]", "a[=c]", "[b=c]", "a[b=c]d", steps(13), "a".repeat(201)])(
    "is not %s",
    (path) => {
      expect(parsePath(path)).toBeUndefined();
      expect(readPath({ a: 1 }, path)).toBeUndefined();
    },
  );

  it("leads to an item of a list by its place or by what it holds, and to nothing else of a list", () => {
    const event = {
      list: [{ name: "size", value: 4 }, { name: "color", value: "red" }, ...Array(10).fill("x"), "last"],
    };
    expect(readPath(event, "list.1.value")).toBe("red");
    expect(readPath(event, "list.12")).toBe("last");
    expect(readPath(event, "list[value=4].name")).toBe("size");
    for (const path of [
      "list.length",
      "list.01",
      "list.x1",
      "list.1x",
      "list[name=weight].value",
      "list[name=size]x",
    ]) {
      expect(readPath(event, path), path).toBeUndefined();
    }
    expect(readPath({ list: "text" }, "list[name=size].value")).toBeUndefined();
  });

  it("leads nowhere but to what the event itself holds", () => {
    for (const path of ["toString", "a.constructor", "__proto__.x"])
      expect(readPath({ a: {} }, path), path).toBeUndefined();
    expect([readPath(null, "a"), readPath("text", "length"), readPath({ a: null }, "a.b")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(readPath("text", "")).toBe("text");
  });
});

describe("an object", () => {
  it("is neither a list nor nothing", () => {
    expect([{}, { a: 1 }, [], null, "a", 1, undefined].map(isObject)).toEqual([
      ...[true, true, false, false, false, false, false],
    ]);
  });
});
