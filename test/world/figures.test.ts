import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { expectFigures } from "./expect-figures.ts";
import { FiguresWorld, news, type Step } from "./figures.ts";
import { ToldAgain } from "./told-again.ts";

/** HEARBACK_RUNS=300 takes a quarter of an hour; what CI has time for is run with each change. */
const numRuns = Number(process.env["HEARBACK_RUNS"] ?? 3);

const agent = fc.nat({ max: 2 });
const which = fc.nat({ max: 9 });
const test = fc.integer({ min: 0, max: 9 }).map((lot) => lot === 0);
const score = fc.nat({ max: 10 });
const hoursAgo = fc.constantFrom(0, 1, 9, 30, 170, 400);
/** Rarely reached, so that most of what begins comes to its end. */
const call = fc.oneof(fc.nat({ max: 40 }), fc.constant(Number.POSITIVE_INFINITY));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });

const report = fc.record({
  do: fc.constant("report" as const),
  type: fc.constantFrom(
    "ticket.opened",
    "ticket.solved",
    "call",
    "purchase.completed",
    "customer.activated",
    "customer.cancelled",
  ),
  customer: fc.nat({ max: 3 }),
  agent,
  hoursAgo,
  isInvited: fc.boolean(),
  issue: maybe(fc.nat({ max: 2 })),
  handleTimeSeconds: maybe(fc.nat({ max: 7200 })),
  resolvedOnFirstContact: fc.option(fc.boolean(), { nil: undefined, freq: 4 }),
  amount: maybe(fc.constantFrom("49.90", "0.01", "-12.5", "1200")),
  test,
});
const answer = fc.record({
  do: fc.constant("answer" as const),
  score,
  agent,
  secondsAfter: maybe(fc.nat({ max: 900_000 })),
  further: maybe(fc.constantFrom("asked" as const, "finished" as const)),
  test,
});
const send = fc.record({ do: fc.constant("send" as const), agent, hoursAgo, test });
const hear = fc.record({ do: fc.constant("hear" as const), which, of: fc.constantFrom(...news) });
const edit = fc.record({ do: fc.constant("edit" as const), which, score });
const hold = fc.record({ do: fc.constantFrom("quarantine" as const, "release" as const), which });
const erase = fc.record({
  do: fc.constant("erase" as const),
  kind: fc.constantFrom("response" as const, "invitation" as const, "interaction" as const),
  which,
});
const react = fc.record({
  do: fc.constant("react" as const),
  again: fc.constantFrom(0, 0, 5, 20),
  late: fc.constantFrom(0, 0, 3),
  mix: fc.nat({ max: 9 }),
  death: call,
});
const compute = fc.record({
  do: fc.constant("compute" as const),
  runs: fc.constantFrom(1, 1, 2, 3),
  death: call,
  interruption: call,
});
const pass = fc.record({ do: fc.constant("pass" as const), hours: fc.constantFrom(1, 7, 13, 26) });
const move = fc.record({
  do: fc.constant("move" as const),
  timeZone: fc.constantFrom(
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/New_York",
    "Pacific/Kiritimati",
  ),
});
const age = fc.record({ do: fc.constant("age" as const), days: fc.integer({ min: 8, max: 20 }) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: report },
  { weight: 7, arbitrary: answer },
  { weight: 4, arbitrary: send },
  { weight: 3, arbitrary: hear },
  { weight: 3, arbitrary: edit },
  { weight: 3, arbitrary: hold },
  { weight: 2, arbitrary: erase },
  { weight: 5, arbitrary: react },
  { weight: 5, arbitrary: compute },
  { weight: 4, arbitrary: pass },
  { weight: 1, arbitrary: move },
  { weight: 1, arbitrary: age },
);

/** Right before summer time begins and ends, a leap day, the end of a year, and a day like any other. */
const beginning = fc.record({
  now: fc.constantFrom(
    "2026-03-28T22:40:00.000Z",
    "2026-10-24T21:50:00.000Z",
    "2028-02-28T18:20:00.000Z",
    "2026-12-31T18:10:00.000Z",
    "2026-06-10T12:00:00.000Z",
  ),
  timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "UTC"),
});

describe("figures of a world in which everything goes wrong", () => {
  let hearback: TestHearback;
  let told: ToldAgain;
  beforeAll(async () => {
    hearback = await startHearback();
    told = await ToldAgain.open(hearback);
  });
  afterAll(() => hearback.close());

  it("are what the reference makes of the records, whatever became of them", async () => {
    const steps = fc.array(step, { minLength: 10, maxLength: 50, size: "max" });
    await fc.assert(
      fc.asyncProperty(beginning, steps, async (begun, lived) => {
        const world = await FiguresWorld.begin(hearback, told, begun);
        for (const one of lived) await world.run(one);
        await world.comeToRest();
        await expectFigures(world);
      }),
      { numRuns },
    );
  }, 3_600_000);
});
