import { describe, expect, it } from "vitest";
import { inParallel } from "../../functions/domain/in-parallel.ts";

const numbers = Array.from({ length: 50 }, (_, n) => n);

describe("working through items", () => {
  it("works each once, sixteen at a time", async () => {
    const worked: number[] = [];
    let [underWay, most] = [0, 0];
    await inParallel(numbers, async (n) => {
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay -= 1;
      worked.push(n);
    });
    expect(worked.toSorted((a, b) => a - b)).toEqual(numbers);
    expect(most).toBe(16);
  });

  it("begins no further one when it may not go on, and ends those that it began", async () => {
    const ended: number[] = [];
    await inParallel(
      numbers,
      async (n) => {
        await Promise.resolve();
        ended.push(n);
      },
      () => ended.length < 20,
    );
    expect(ended.length).toBeGreaterThanOrEqual(20);
    expect(ended.length).toBeLessThan(20 + 16);
  });

  it("fails as its work fails", async () => {
    await expect(inParallel(numbers, () => Promise.reject(new Error("No.")))).rejects.toThrow("No.");
  });
});
