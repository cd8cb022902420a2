import { describe, expect } from "vitest";
import { allowanceOf, drained, type RateLimit } from "../../functions/domain/rate-limit.ts";
import { fc, it } from "../support/property.ts";

const limits = fc.record({ perSecond: fc.integer({ min: 1, max: 1000 }), burst: fc.integer({ min: 1, max: 5000 }) });
const waits = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 300 });
const start = 1_764_000_000_000;

/** When requests were allowed that came so many milliseconds after each other. */
function play(gaps: readonly number[], limit: RateLimit): number[] {
  const allowed: number[] = [];
  let [now, fullAt] = [start, 0];
  for (const gap of gaps) {
    now += gap;
    if (!allowanceOf(fullAt, limit, now).isAllowed) continue;
    allowed.push(now);
    fullAt = drained(fullAt, 1, limit, now);
  }
  return allowed;
}

describe("a token bucket", () => {
  it("is full for who has never called, and empty after a burst", () => {
    const limit = { perSecond: 100, burst: 1000 };
    expect(allowanceOf(0, limit, start)).toEqual({ isAllowed: true, remaining: 1000, waitSeconds: 0 });
    const empty = drained(0, 1000, limit, start);
    expect(allowanceOf(empty, limit, start)).toEqual({ isAllowed: false, remaining: 0, waitSeconds: 1 });
    expect(allowanceOf(empty, limit, start + 10)).toMatchObject({ isAllowed: true, remaining: 1 });
    expect(allowanceOf(empty, limit, start + 10_000)).toMatchObject({ isAllowed: true, remaining: 1000 });
  });

  it("asks to wait until the debt is paid that several processes have run up", () => {
    const limit = { perSecond: 100, burst: 1000 };
    const indebted = drained(0, 1500, limit, start);
    expect(allowanceOf(indebted, limit, start)).toEqual({ isAllowed: false, remaining: 0, waitSeconds: 6 });
  });

  it.prop([limits, waits])(
    "never lets more through in any time than a burst and what came back in it",
    (limit, gaps) => {
      const allowed = play(gaps, limit);
      for (const [first, from] of allowed.entries()) {
        for (const [last, to] of allowed.entries()) {
          if (last < first) continue;
          const most = limit.burst + ((to - from) / 1000) * limit.perSecond;
          expect(last - first + 1).toBeLessThanOrEqual(most + 1e-6);
        }
      }
    },
  );

  it.prop([limits, waits])("never refuses who calls no more often than the rate", (limit, gaps) => {
    const pace = Math.ceil(1000 / limit.perSecond);
    const paced = gaps.map((gap) => Math.max(gap, pace));
    expect(play(paced, limit)).toHaveLength(gaps.length);
  });

  it.prop([limits, fc.integer({ min: 0, max: 20_000 })])("says how long to wait, to the second", (limit, taken) => {
    const fullAt = drained(0, taken, limit, start);
    const { isAllowed, remaining, waitSeconds } = allowanceOf(fullAt, limit, start);
    if (isAllowed) {
      expect(waitSeconds).toBe(0);
      expect(remaining).toBe(limit.burst - taken);
      return;
    }
    expect(remaining).toBe(0);
    expect(allowanceOf(fullAt, limit, start + waitSeconds * 1000).isAllowed).toBe(true);
    expect(allowanceOf(fullAt, limit, start + (waitSeconds - 1) * 1000).isAllowed).toBe(false);
  });

  it.prop([limits, fc.array(fc.integer({ min: 1, max: 50 })), fc.integer({ min: 0, max: 5000 })])(
    "holds the same whatever the order in which processes tell what they counted",
    (limit, counts, ahead) => {
      const told = (order: readonly number[]) =>
        order.reduce((fullAt, count) => drained(fullAt, count, limit, start), start + ahead);
      expect(told(counts)).toBeCloseTo(told(counts.toReversed()), 3);
    },
  );
});
