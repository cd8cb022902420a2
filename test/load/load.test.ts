import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import type { Asked } from "./business.ts";
import { isFlat, type Sample, slopeOf } from "./memory.ts";
import { placeOf } from "./place.ts";
import { limitFor, type Played, play } from "./play.ts";
import { ofBusiness, verify } from "./verify.ts";

/** `npm run load` does the same many times over, in a process of its own. */
const operations = 400;

describe(`${operations} operations of every kind, side by side`, () => {
  let hearback: TestHearback;
  let played: Played;
  beforeAll(async () => {
    hearback = await startHearback({ keyRateLimit: limitFor(operations) });
    const businesses = [hearback.seed, ...(await Promise.all([1, 2, 3, 4].map(() => hearback.plant())))];
    const place = placeOf(hearback, businesses);
    played = await play(place, { operations, seed: 1, hasTime: () => true, tell: () => {} });
  }, 300_000);
  afterAll(() => hearback.close());

  it("leave every law kept, every answer as it was meant, and each mail sent once", async () => {
    expect(await verify(placeOf(hearback, []), played)).toEqual([]);
  }, 120_000);

  it("were all of them done, in workspaces that do not feel the one that floods", () => {
    const { tally, businesses, done } = played;
    expect(done).toBe(operations);
    expect([...tally.values()].reduce((sum, { count }) => sum + count, 0)).toBe(operations);
    for (const name of ["report", "repeated report", "person answers", "scanner posts a score", "mail event"])
      expect(tally.get(name)?.count, name).toBeGreaterThan(3);
    for (const calm of businesses.slice(1)) expect(calm.mails).toBeGreaterThan(3);
  });

  it("are found out where something else counts than was meant", async () => {
    const answered = ({ meant }: Asked) => meant !== undefined;
    const business = played.businesses.find(({ asked }) => asked.some(answered)) ?? expect.fail("Nobody has answered.");
    const asked = business.asked.find(answered) as Asked;
    const { meant = 0 } = asked;
    const other = (meant + 1) % 11;
    asked.meant = other;
    business.expected.add(asked.invitationId);
    const found = await ofBusiness(placeOf(hearback, []), business);
    expect(found.slice(0, 2)).toEqual([
      `${asked.invitationId} was invited and not mailed: it is sent, for no reason.`,
      `${asked.invitationId} was answered with ${other}, and ${meant} counts.`,
    ]);
    expect(found[2]).toMatch(/^People have answered .*, and the NPS is of /);
  }, 120_000);
});

describe("memory", () => {
  const samples = (heapUsed: (done: number) => number): Sample[] =>
    Array.from({ length: 21 }, (_, n) => ({ done: n * 500, heapUsed: heapUsed(n * 500), rss: 0 }));

  it("is flat where it fills at first and stays, whatever the noise", () => {
    const noisy = samples((done) => 40_000_000 + Math.min(done, 2000) * 20_000 + (done % 1000) * 1000);
    expect(isFlat(noisy)).toBe(true);
  });

  it("is not where something is kept of each operation, and a short run does not tell", () => {
    const growing = samples((done) => 40_000_000 + done * 600);
    expect(slopeOf(growing)).toBeCloseTo(600);
    expect(isFlat(growing)).toBe(false);
    expect(isFlat(growing.slice(0, 5))).toBeUndefined();
  });
});
