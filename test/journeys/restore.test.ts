import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Restore, restore } from "../../bin/commands/restore/restore.ts";
import { sideOn } from "../../bin/commands/restore/side-on.ts";
import type { Config } from "../../functions/config.ts";
import { checkLaws } from "../../functions/jobs/check-laws.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";
import { type Items, restoreItems, takeItems } from "../support/copy-table.ts";
import { Crash, crashAt } from "../support/crash.ts";
import { startHearback } from "../support/hearback.ts";
import { expectFigures, type FiguresOf } from "../world/expect-figures.ts";
import { hours, Life, minutes, rawRecords } from "./restored-life.ts";

interface Backup {
  readonly at: string;
  readonly items: Items;
}

/** Who asked not to be mailed, or may not be, in the last hour. */
const farewells = [
  "leaves",
  "leaves-too",
  "stops-survey",
  "bounces",
  "complains",
  "is-erased",
  "is-suppressed",
  "is-cancelled",
];
/** Who is told nothing more, because they have answered. */
const answered = ["answers", "answers-too"];
const silent = ["is-silent", "is-silent-too"];

describe("a table that is lost and restored", () => {
  let first: Life;
  const backups: Backup[] = [];
  let lostAt: string;

  /** Three days, and an hour of which a backup knows more or less. */
  beforeAll(async () => {
    const invitation = {
      delaySeconds: 0,
      expireAfterDays: 30,
      reminders: [{ afterDays: 1 }, { afterDays: 3 }, { afterDays: 4 }],
    };
    first = new Life(
      await startHearback({
        plant: { survey: { invitation }, workspace: { grossMarginPercent: 40 } },
        ses: { fault: ({ to }) => (String(to).startsWith("in-doubt") ? "drop" : undefined) },
      }),
    );
    const { hearback } = first;
    await first.reportAll([...farewells.slice(0, 6), ...answered, ...silent, "left-before", "answered-before"]);
    await first.work();
    await first.pass(hours(20));
    await first.optOut("left-before");
    await first.answer("answered-before", 10);
    await first.pass(hours(28));
    await first.pass(hours(23));
    await first.reportAll(["is-suppressed", "is-cancelled", "waits"], { send: { delaySeconds: hours(3) } });
    await first.report("sent-early", { send: { delaySeconds: hours(70) } });
    await first.report("due-at-once", { send: { delaySeconds: minutes(10) } });
    await keepBackup();

    await first.pass(minutes(20));
    await first.reportAll(["asked-in-gap", "bounces-in-gap"]);
    await first.work();
    await first.answer("answers", 9);
    await first.optOut("leaves");
    await first.comesBack("bounces", "Bounce");
    await first.act("is-cancelled", "DELETE");
    await keepBackup();

    await first.pass(minutes(20));
    await first.report("in-doubt");
    await first.work();
    await first.comesBack("bounces-in-gap", "Bounce");
    await first.optOut("stops-survey", "survey");
    await first.erase("is-erased");
    await hearback.call("POST", "/v1/suppressions", { body: { email: first.address("is-suppressed") } });
    await first.work();
    await keepBackup();

    await first.pass(minutes(15));
    await first.optOut("leaves-too");
    await first.answer("answers-too", 3);
    await first.comesBack("complains", "Complaint");
    await first.act("sent-early", "POST", "/send-now");
    await first.work();
    await first.pass(minutes(5));
    lostAt = hearback.clock.now();
  }, 60_000);
  afterAll(() => first.hearback.close());

  const keepBackup = async () => {
    const { dynamodb, tableName, clock } = first.hearback;
    backups.push({ at: clock.now(), items: await takeItems(dynamodb, tableName) });
  };

  let second: Life | undefined;
  afterEach(async () => second?.hearback.close());

  /** The whole system again, on what a backup held. */
  const startOn = async ({ items }: Backup): Promise<Life> => {
    const { dynamodb, seed } = first.hearback;
    const tableName = `restored-${randomUUID()}`;
    await restoreItems(dynamodb, tableName, items);
    const clock = await VirtualClock.open();
    await clock.advance((Date.parse(lostAt) - Date.now()) / 1000);
    second = new Life(await startHearback({ on: { tableName, clock, seed } }), first);
    return second;
  };

  const order = (life: Life, { at }: Backup, wish: Partial<Restore> & { readsLost: boolean }): Restore => {
    const { dynamodb, tableName, clock } = life.hearback;
    const place = { dynamodb, clock, tableName };
    const { tableName: lostName } = first.hearback.services.settings as Config;
    return {
      here: sideOn(place),
      lost: wish.readsLost ? sideOn({ ...place, tableName: lostName }) : undefined,
      restoredTo: at,
      withAnswers: false,
      deleted: undefined,
      alsoLater: false,
      acceptsLostWishes: false,
      applies: false,
      ...wish,
    };
  };
  const run = (wish: Restore) => restore(wish, () => {});

  const liveOn = async (life: Life) => {
    for (let passed = 0; passed < 4; passed++) await life.pass(hours(24));
  };

  const expectNothingTwice = (life: Life) => {
    const sent = [...first.sent, ...life.sent];
    expect(sent.toSorted()).toEqual([...new Set(sent)].toSorted());
  };

  const expectRight = async (life: Life) => {
    const { services, seed, clock, dynamodb, tableName } = life.hearback;
    expect(await checkLaws(services, () => 60_000)).toMatchObject({ violations: 0, unchecked: [] });
    const items = await takeItems(dynamodb, tableName);
    const raw = () => rawRecords(items, seed.surveyId);
    await expectFigures({ ...seed, services, now: clock.now(), raw } as unknown as FiguresOf);
  };

  it.each([
    [0, true],
    [2, false],
  ])(
    "goes on from backup %i as if nothing had been lost; answers brought over: %s",
    async (nth, withAnswers) => {
      const backup = backups[nth] ?? expect.fail("There is no such backup.");
      const life = await startOn(backup);
      // Behind the fence the business goes on, and customers are believed.
      await life.report("reported-behind-the-fence");
      await life.optOut("is-silent-too");
      await life.work();
      expect(life.mailed).toEqual([]);
      const wish = order(life, backup, { readsLost: true, withAnswers });
      expect(await run(wish)).toMatchObject({ fence: "closed" });
      if (nth === 0) await expect(run({ ...wish, applies: true })).rejects.toThrow(/--deleted erase .* --deleted keep/);
      await life.work();
      expect(life.mailed).toEqual([]);
      expect(await run({ ...wish, applies: true, deleted: "erase" })).toMatchObject({ fence: "lifted" });
      expect(await run({ ...wish, applies: true, deleted: "erase" })).toEqual({ fence: "open", found: [] });

      await life.work();
      // The business repeats what it is not sure to have told.
      expect(await life.report("asked-in-gap")).toBe("invited");
      await liveOn(life);
      expectNothingTwice(life);
      const mailed = new Set(life.mailed);
      for (const name of [
        ...farewells,
        ...answered,
        "bounces-in-gap",
        "left-before",
        "answered-before",
        "is-silent-too",
      ])
        expect(mailed, name).not.toContain(name);
      for (const name of ["is-silent", "waits", "reported-behind-the-fence", "asked-in-gap"])
        expect(mailed, name).toContain(name);
      expect([...first.mailed, ...life.mailed].filter((name) => name === "in-doubt")).toHaveLength(1 + 2);
      await expectRight(life);
      expect(await life.statusOf("asked-in-gap")).toBe("sent");
      expect(await life.answer("asked-in-gap", 7)).toBe(303);
    },
    120_000,
  );

  it("comes to the same however often that is cut off, and sends nothing meanwhile", async () => {
    const backup = backups[1] ?? expect.fail("There is no such backup.");
    const life = await startOn(backup);
    const whole = order(life, backup, { readsLost: true, applies: true, deleted: "erase" });
    let cutOff = 0;
    for (let n = 20; ; n = Math.ceil(n * 1.6)) {
      const { services, hasCrashed } = crashAt({ ...whole.here.services, table: whole.here.table }, n);
      const crashed = await run({ ...whole, here: { services, table: services.table } }).catch(
        (error: unknown) => error,
      );
      if (!hasCrashed()) break;
      expect(crashed).toBeInstanceOf(Crash);
      cutOff += 1;
      await life.work();
      expect(life.mailed).toEqual([]);
    }
    expect(cutOff).toBeGreaterThan(3);
    await liveOn(life);
    expectNothingTwice(life);
    for (const name of [...farewells, ...answered, "bounces-in-gap"]) expect(life.mailed).not.toContain(name);
    await expectRight(life);
  }, 120_000);

  it("asks nobody twice though the lost table cannot be read", async () => {
    const backup = backups[1] ?? expect.fail("There is no such backup.");
    const life = await startOn(backup);
    await life.report("reported-behind-the-fence");
    const wish = order(life, backup, { readsLost: false, applies: true, alsoLater: true });
    await expect(run(wish)).rejects.toThrow(/who unsubscribed, complained, bounced or was erased/);
    await life.work();
    expect(life.mailed).toEqual([]);
    expect(await run({ ...wish, acceptsLostWishes: true })).toMatchObject({ fence: "lifted" });
    await liveOn(life);
    expectNothingTwice(life);
    expect(new Set(life.mailed)).toEqual(new Set(["reported-behind-the-fence"]));
    expect(await life.statusOf("sent-early")).toBe("skipped");
    expect(first.mailed).toContain("sent-early");
    await expectRight(life);
    expect(await life.answer("is-silent", 8)).toBe(303);
  }, 120_000);
});
