import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DynamoRateLimiter } from "../../../functions/adapters/dynamodb/rate-limiter.ts";
import { Table } from "../../../functions/adapters/dynamodb/table.ts";
import type { RateLimiter } from "../../../functions/domain/ports/calls.ts";
import type { RateLimit } from "../../../functions/domain/rate-limit.ts";
import { toInstant } from "../../../functions/domain/time.ts";
import { startHearback, type TestHearback } from "../../support/hearback.ts";

const limit: RateLimit = { perSecond: 100, burst: 1000 };
/** By each process, of what it has counted and not settled. */
const forgottenEachSecond = 1;
/** What a process counts before it settles. */
const unsettled = 100;

describe("a rate limit that several processes share", () => {
  let hearback: TestHearback;
  let now: number;
  let writes = 0;
  beforeAll(async () => {
    hearback = await startHearback();
    now = Date.now();
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (/^(?:Put|Update)/.test(commandName ?? "")) writes += 1;
          return next(args);
        },
      { step: "initialize", name: "countWrites" },
    );
  });
  afterAll(() => hearback.close());

  const process = (): RateLimiter => {
    const clock = () => toInstant(now);
    return new DynamoRateLimiter(new Table(hearback.dynamodb, hearback.tableName, clock), clock);
  };
  const processes = (count: number) => Array.from({ length: count }, process);
  let subjects = 0;
  const newSubject = () => `subject-${subjects++}`;

  /** How many of so many requests at one moment are allowed. */
  async function ask(limiter: RateLimiter, subject: string, count: number, by = limit): Promise<number> {
    let allowed = 0;
    for (let n = 0; n < count; n++) if ((await limiter.take("ws_1", subject, by)).isAllowed) allowed += 1;
    return allowed;
  }

  /** Each process is sent so many a second, a tenth of them every tenth of a second. */
  async function flood(limiters: readonly RateLimiter[], subject: string, perSecond: number, seconds: number) {
    let allowed = 0;
    for (let tenth = 0; tenth < seconds * 10; tenth++) {
      for (const limiter of limiters) allowed += await ask(limiter, subject, perSecond / 10);
      now += 100;
    }
    return allowed;
  }

  it("lets a burst through, then the rate, then a burst again after a while", async () => {
    const [limiter, subject] = [process(), newSubject()];
    expect(await ask(limiter, subject, 1200)).toBe(1000);
    now += 1000;
    expect(await ask(limiter, subject, 1200)).toBe(100 + forgottenEachSecond);
    now += 20_000;
    const again = await ask(limiter, subject, 1200);
    expect(again).toBeGreaterThanOrEqual(1000);
    expect(again).toBeLessThanOrEqual(1000 + unsettled);
  });

  it("is one's own: what one subject or workspace uses up is no other's", async () => {
    const [limiter, subject] = [process(), newSubject()];
    await ask(limiter, subject, 1200);
    expect(await ask(limiter, `${subject}0`, 1)).toBe(1);
    expect((await limiter.take("ws_2", subject, limit)).isAllowed).toBe(true);
  });

  it("lets each process know what the others have let through", async () => {
    const [[one, other], subject] = [processes(2), newSubject()];
    if (!one || !other) throw new Error("No processes.");
    await ask(one, subject, 1000);
    now += 1000;
    await ask(one, subject, 1);
    // What it may count before it asks, and what has come back.
    expect(await ask(other, subject, 300)).toBeLessThanOrEqual(unsettled + 100);
  });

  it("costs nothing who calls once a second, from however many processes and for however long", async () => {
    const [limiters, subject] = [processes(3), newSubject()];
    writes = 0;
    for (let second = 0; second < 120; second++) {
      for (const limiter of limiters) expect(await ask(limiter, subject, 1)).toBe(1);
      now += 1000;
    }
    expect(writes).toBe(0);
  });

  it("costs at most one write a second and process who calls as often as can be, and none who is refused", async () => {
    const [limiters, subject] = [processes(2), newSubject()];
    await flood(limiters, subject, 500, 1);
    writes = 0;
    await flood(limiters, subject, 500, 10);
    // A write that finds the bucket in another state than it was is tried once more.
    expect(writes).toBeLessThanOrEqual(2 * 10 + 2);
    const alone = process();
    await flood([alone], newSubject(), 80, 2);
    writes = 0;
    await flood([alone], `subject-${subjects - 1}`, 80, 10);
    expect(writes).toBeLessThanOrEqual(10);
  });

  it("is kept in the long run, and exceeded at first by no more than each process serves in a second", async () => {
    for (const count of [1, 4, 10]) {
      const [limiters, subject, each] = [processes(count), newSubject(), 100];
      const seconds = 60;
      const allowed = await flood(limiters, subject, each, seconds);
      const kept = limit.burst + limit.perSecond * seconds;
      const beyond = count * (each + unsettled + seconds * forgottenEachSecond);
      expect(allowed, `${count} processes`).toBeLessThanOrEqual(kept + beyond);
      expect(allowed, `${count} processes`).toBeGreaterThanOrEqual(Math.min(count * each * seconds, kept * 0.85));
    }
  }, 60_000);

  it("lets everybody through whom it knows nothing against while the table cannot be reached, and counts them", async () => {
    const [limiter, subject] = [process(), newSubject()];
    hearback.dynamodb.middlewareStack.add(
      () => () => {
        throw Object.assign(new Error("busy"), { name: "ThrottlingException" });
      },
      { step: "initialize", name: "busy" },
    );
    expect(await ask(limiter, subject, 1200)).toBe(1000);
    now += 1000;
    expect(await ask(limiter, subject, 1200)).toBe(100);
    hearback.dynamodb.middlewareStack.remove("busy");
    now += 1000;
    await ask(limiter, subject, 1);
    expect(await ask(process(), subject, 300)).toBeLessThan(150);
  });

  it("is counted for all who ask at once", async () => {
    const [limiter, subject] = [process(), newSubject()];
    const asked = await Promise.all(Array.from({ length: 1500 }, () => limiter.take("ws_1", subject, limit)));
    const allowed = asked.filter(({ isAllowed }) => isAllowed).length;
    expect(allowed).toBeGreaterThanOrEqual(1000);
    expect(allowed).toBeLessThanOrEqual(1000 + unsettled);
    now += 1000;
    expect(await ask(limiter, subject, 300)).toBeLessThanOrEqual(100 + forgottenEachSecond);
  });

  it("leaves an item that expires", async () => {
    const [limiter, subject] = [process(), newSubject()];
    await ask(limiter, subject, 130);
    const table = new Table(hearback.dynamodb, hearback.tableName, () => toInstant(now));
    const key = { pk: `w#ws_1#rate#${subject}`, sk: "rate-bucket" };
    expect(await table.get(key)).toMatchObject({ record: "rate-bucket", fullAt: expect.any(Number) });
    now += 2 * 3_600_000;
    expect(await table.get(key)).toBeUndefined();
    expect(await ask(limiter, subject, 1200)).toBe(1000);
  });
});
