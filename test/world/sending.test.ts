import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../local/ses-stand-in.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { type Step, World, zones } from "./world.ts";

/** What CI has time for; CONTRIBUTING.md says how thousands are played. */
const numRuns = Number(process.env["HEARBACK_RUNS"] ?? 8);
const hour = 3600;

const customer = fc.nat({ max: 2 });
const which = fc.nat({ max: 9 });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const deathBy = (most: number) => sometimes(fc.record({ call: fc.nat({ max: most }) }));
const fault = fc.constantFrom<Fault>(
  "accept-then-drop",
  "500-after-accept",
  "drop",
  { reject: "Throttling", message: "Maximum sending rate exceeded." },
  { reject: "AccountSendingPausedException", message: "No." },
);

const report = fc.record({ do: fc.constant("report" as const), customer, death: deathBy(12) });
const answer = fc.record({ do: fc.constant("answer" as const), which });
const unsubscribe = fc.record({ do: fc.constant("unsubscribe" as const), customer });
const cancel = fc.record({ do: fc.constant("cancel" as const), which });
const sendNow = fc.record({ do: fc.constant("send now" as const), which });
const calm = fc.constant<Step>({ do: "tick" });
/** Mostly there is something due. */
const later = fc.constantFrom(0, 700, 1000, 1000, 5 * hour, 9 * hour, 13 * hour, 25 * hour, 49 * hour);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: report },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant("tick" as const),
      afterSeconds: later,
      death: deathBy(40),
      fault: sometimes(fault),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("events" as const), shuffle: fc.nat({ max: 9 }), twice: fc.boolean() }),
  },
  { weight: 2, arbitrary: answer },
  { weight: 1, arbitrary: unsubscribe },
  { weight: 1, arbitrary: cancel },
  { weight: 2, arbitrary: sendNow },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("complain" as const),
      which,
      event: fc.constantFrom("bounced" as const, "complained" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("move" as const), customer, zone: fc.nat({ max: zones.length - 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("readmit" as const), customer }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: "pause" }, { do: "resume" }, { do: "resume" }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(calm, fc.oneof(report, unsubscribe, cancel, sendNow, answer, calm))
      .map((steps): Step => ({ do: "together", steps })),
  },
);

describe("a world in which everything goes wrong", () => {
  let hearback: TestHearback;
  let current: Fault | undefined;
  let worlds = 0;
  beforeAll(async () => {
    hearback = await startHearback({ ses: { fault: () => current } });
  });
  afterAll(() => hearback.close());

  it("sends everything once or says why not, never against anybody's will, never at night, and loses nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        worlds += 1;
        const world = await World.begin(hearback, `world-${worlds}`, (next) => {
          current = next;
        });
        for (const [index, one] of steps.entries()) {
          await world.run(one);
          expect(await world.checkLaws(), `after step ${index}, ${one.do}`).toEqual([]);
        }
        await world.comeToRest();
        expect([...(await world.checkLaws()), ...(await world.checkEnd())], "at the end").toEqual([]);
      }),
      { numRuns },
    );
  }, 3_600_000);
});
