import { describe, expect, it } from "vitest";
import type { Clock } from "../../functions/domain/ports.ts";
import { toInstant } from "../../functions/domain/time.ts";
import { Pace, paced } from "../../functions/jobs/pace.ts";

/** A clock on which only sleep takes time. */
function sleepingClock(): Clock & { readonly ms: number } {
  let ms = 0;
  return {
    get ms() {
      return ms;
    },
    now: () => toInstant(ms),
    sleep: async (milliseconds) => {
      ms += milliseconds;
    },
  };
}

const take = async (pace: Pace, clock: { readonly ms: number }, turns: number): Promise<number[]> => {
  const at: number[] = [];
  for (let turn = 0; turn < turns; turn++) if (await pace.turn()) at.push(clock.ms);
  return at;
};

describe("the pace of sending", () => {
  it("gives the first turn at once, and the others evenly, never more in a second than are granted, and hardly fewer", async () => {
    const clock = sleepingClock();
    const at = await take(new Pace({ perSecond: 14, remaining: 10_000 }, clock), clock, 1400);
    expect(at[0]).toBe(0);
    for (const [index, begin] of at.entries()) {
      const inSecond = at.slice(index).filter((one) => one < begin + 1000).length;
      expect(inSecond).toBeLessThanOrEqual(14);
    }
    const perSecond = (at.length - 1) / ((at.at(-1) ?? 0) / 1000);
    expect(perSecond / 14).toBeGreaterThan(0.98);
  });

  it("gives turns that are waited for side by side the same distance", async () => {
    const slept: number[] = [];
    const clock: Clock = { now: () => toInstant(0), sleep: async (ms) => void slept.push(ms) };
    const pace = new Pace({ perSecond: 10, remaining: 100 }, clock);
    await Promise.all([pace.turn(), pace.turn(), pace.turn(), pace.turn()]);
    expect(slept).toEqual([101, 202, 303]);
  });

  it("loses nothing of a pause in which nobody asked, and makes up for none of it", async () => {
    const clock = sleepingClock();
    const pace = new Pace({ perSecond: 10, remaining: 100 }, clock);
    await pace.turn();
    await clock.sleep(5000);
    expect(await take(pace, clock, 3)).toEqual([5000, 5101, 5202]);
  });

  it("ends with the day's quota", async () => {
    const clock = sleepingClock();
    const pace = new Pace({ perSecond: 10, remaining: 3 }, clock);
    expect(await take(pace, clock, 5)).toHaveLength(3);
    expect(pace.isSpent).toBe(true);
  });

  it("waits a second more when the mail service finds it too fast, and tells a spent day without asking it", async () => {
    const clock = sleepingClock();
    const at: number[] = [];
    const mailer = paced(
      {
        quota: async () => ({ perSecond: 10, remaining: 3 }),
        send: async () => {
          at.push(clock.ms);
          return at.length === 1 ? { result: "throttled", scope: "rate" } : { result: "accepted", messageId: "m" };
        },
      },
      new Pace({ perSecond: 10, remaining: 3 }, clock),
    );
    const mail = {} as Parameters<typeof mailer.send>[0];
    for (let n = 0; n < 3; n++) await mailer.send(mail);
    expect(at).toEqual([0, 1101, 1202]);
    expect(await mailer.send(mail)).toEqual({ result: "throttled", scope: "day" });
    expect(at).toHaveLength(3);
  });
});
