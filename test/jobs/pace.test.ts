import { describe, expect, it } from "vitest";
import type { Clock } from "../../functions/domain/ports/environment.ts";
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
      // Whoever woke before has had their turn.
      await new Promise((resolve) => setImmediate(resolve));
      ms += milliseconds;
    },
  };
}

const take = async (pace: Pace, clock: { readonly ms: number }, turns: number): Promise<number[]> => {
  const at: number[] = [];
  for (let turn = 0; turn < turns; turn++) if (await pace.turn()) at.push(Math.floor(clock.ms));
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
    const clock = sleepingClock();
    const pace = new Pace({ perSecond: 10, remaining: 100 }, clock);
    const begun: number[] = [];
    await Promise.all(Array.from({ length: 4 }, () => pace.turn().then(() => begun.push(Math.floor(clock.ms)))));
    expect(begun).toEqual([0, 100, 201, 301]);
  });

  it("makes up for what was held up, and lets no second see more calls than are granted even then", async () => {
    const clock = sleepingClock();
    const sleep = clock.sleep.bind(clock);
    let sleeps = 0;
    // Every fifth waking is late.
    const late = {
      ...clock,
      now: () => toInstant(clock.ms),
      sleep: (ms: number) => sleep(++sleeps % 5 ? ms : ms + 250),
    };
    const pace = new Pace({ perSecond: 10, remaining: 1000 }, late);
    const at = await take(pace, clock, 300);
    for (const [index, begin] of at.entries()) {
      expect(at.slice(index).filter((one) => one < begin + 1000).length).toBeLessThanOrEqual(10);
    }
    expect(299 / ((at.at(-1) ?? 0) / 1000)).toBeGreaterThan(8);
  });

  it("loses nothing of a pause in which nobody asked, and makes up for none of it", async () => {
    const clock = sleepingClock();
    const pace = new Pace({ perSecond: 10, remaining: 100 }, clock);
    await pace.turn();
    await clock.sleep(5000);
    expect(await take(pace, clock, 3)).toEqual([5000, 5100, 5201]);
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
          at.push(Math.floor(clock.ms));
          return at.length === 1 ? { result: "throttled", scope: "rate" } : { result: "accepted", messageId: "m" };
        },
      },
      new Pace({ perSecond: 10, remaining: 3 }, clock),
    );
    const mail = {} as Parameters<typeof mailer.send>[0];
    for (let n = 0; n < 3; n++) await mailer.send(mail);
    expect(at).toEqual([0, 1100, 1201]);
    expect(await mailer.send(mail)).toEqual({ result: "throttled", scope: "day" });
    expect(at).toHaveLength(3);
  });
});
