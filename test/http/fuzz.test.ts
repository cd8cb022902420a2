import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fuzz } from "../fuzz/fuzz.ts";
import { everyRoute } from "./contract.ts";

/** A short run of what `npm run fuzz` does for as long as one likes. */
const seed = Number(process.env["HEARBACK_SEED"] ?? 20_261_122);

describe("whatever is sent", () => {
  let fuzz: Fuzz;
  beforeAll(async () => {
    fuzz = await Fuzz.start();
    await fuzz.restock();
  });
  afterAll(() => fuzz.close());

  it.each(everyRoute)("is answered as documented, and never by our failure, at %s", async (_, __, name) => {
    await fuzz.attack(name, { requests: 3, seed });
  });

  it("is taken often enough for the rest to mean something", () => {
    const counted = [...fuzz.answers.values()].flatMap((statuses) => [...statuses]);
    const sum = (some: typeof counted) => some.reduce((all, [, count]) => all + count, 0);
    expect(sum(counted.filter(([status]) => status < 400)) / sum(counted)).toBeGreaterThan(0.3);
  });

  it("has changed nothing of another workspace", async () => {
    await fuzz.expectOtherUntouched();
  });
});
