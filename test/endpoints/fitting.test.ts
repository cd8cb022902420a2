import { describe, expect, it } from "vitest";
import { fitting } from "../../functions/endpoints/fitting.ts";

const megabyte = "x".repeat(1_000_000);

describe("a page of items", () => {
  it("is whole while it fits into an answer", () => {
    expect(fitting([])).toEqual([]);
    expect(fitting(["a", "b"])).toEqual(["a", "b"]);
  });

  it("ends before the item that would be too much", () => {
    expect(fitting(Array(10).fill(megabyte))).toHaveLength(2);
    expect(fitting(Array(10).fill("語".repeat(500_000)))).toHaveLength(1);
  });

  it("holds one item at least, or nobody would ever get further", () => {
    expect(fitting([megabyte.repeat(9), "b"])).toHaveLength(1);
  });
});
