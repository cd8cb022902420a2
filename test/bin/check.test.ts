import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Key, keys } from "../../functions/adapters/dynamodb/keys.ts";
import { localDay, slotOf } from "../../functions/domain/calendar.ts";
import { joinId } from "../../functions/domain/ids.ts";
import { foldRecords } from "../../functions/domain/kpi/fold-kinds.ts";
import type { Response } from "../../functions/domain/response.ts";
import { addDays, addSeconds } from "../../functions/domain/time.ts";
import { changeByHand, deleteByHand } from "../support/by-hand.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";
import { answer, days, invite } from "./journey.ts";

describe("hearback check", () => {
  let hearback: TestHearback;
  let cli: Cli;
  let workspaceId: string;
  beforeEach(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
    workspaceId = hearback.seed.workspaceId;
  });
  afterEach(() => hearback.close());

  /** Does things so many days ago, long enough for what waits to have been done. */
  const daysAgo = async <T>(count: number, work: () => Promise<T>): Promise<T> => {
    await hearback.clock.advance(-days(count));
    const result = await work();
    await hearback.clock.advance(days(count));
    return result;
  };
  const since = (count: number) => ["--from", localDay(addDays(hearback.clock.now(), -count), "UTC")];
  const settle = async () => {
    await hearback.jobs.run("record-mail-events");
    await hearback.jobs.run("compute-kpis");
  };

  const change = (key: Key, expression: string, values: Record<string, unknown> = {}) =>
    changeByHand(hearback, key, expression, values);

  /** What a check finds, which must say so by its exit code. */
  const violations = async (...args: string[]): Promise<[law: number, id: string, message: string][]> => {
    const { code, stdout, stderr } = await cli.run("check", "--workspace", workspaceId, "--json", ...args);
    const found = JSON.parse(stdout) as { ok: boolean; violations: { law: number; ids: string[]; message: string }[] };
    expect({ code, stderr, ok: found.ok }, stdout).toEqual({ code: 1, stderr: "", ok: false });
    return found.violations.map(({ law, ids: [id = ""], message }) => [law, id, message]);
  };
  /** Exactly these, in whatever order. */
  const expectViolations = (found: unknown[], expected: [law: number, id: string, message: RegExp][]) => {
    const wanted = expected.map(([law, id, message]) => [law, id, expect.stringMatching(message)]);
    expect(found).toEqual(expect.arrayContaining(wanted));
    expect(found).toHaveLength(expected.length);
  };

  it("finds nothing wrong where nothing is, and tells what it looked at", async () => {
    await daysAgo(2, async () => {
      await answer(hearback, 9);
      await answer(hearback, 2, 10);
      const customer = { email: "jo@example.com" };
      await invite(hearback, { customer });
      await hearback.jobs.run("dispatch-invitations");
      await hearback.call("POST", "/v1/interactions", { body: interaction({ customer }) });
      await hearback.call("POST", "/v1/interactions", { body: interaction({ type: "nobody.listens" }) });
      await hearback.call("PATCH", "/v1/workspace", { body: { testers: ["tess@example.com"] } });
      await invite(hearback, { customer: { email: "tess@example.com" }, test: true });
      await invite(hearback, { send: { delaySeconds: days(4) } });
      await hearback.jobs.run("dispatch-invitations");
    });
    await settle();
    const today = localDay(hearback.clock.now(), "UTC");
    const from = localDay(addDays(hearback.clock.now(), -2), "UTC");
    expect(await cli.json("check", "--workspace", workspaceId)).toEqual({
      workspaceId,
      from,
      to: today,
      timeZone: "UTC",
      lookedAt: {
        interactions: { invited: 5, throttled: 1, "no survey": 1 },
        invitations: { sent: 4, scheduled: 1 },
        toDoList: { due: 1 },
        responses: { counted: 2 },
        slotFolds: { right: expect.any(Number) },
        dayFolds: { right: expect.any(Number) },
        snapshots: { compared: expect.any(Number) },
      },
      violations: [],
      ok: true,
    });
  }, 40_000);

  it("finds interactions without exactly one outcome, or without their invitation (law 1)", async () => {
    const [without, both, orphan, unreasoned] = await daysAgo(2, async () => {
      const customer = { email: "jo@example.com" };
      const invited = [await invite(hearback), await invite(hearback), await invite(hearback, { customer })];
      await hearback.jobs.run("dispatch-invitations");
      const { json } = await hearback.call("POST", "/v1/interactions", { body: interaction({ customer }) });
      return [...invited, { interactionId: json.id as string, invitationId: "" }];
    });
    if (!without || !both || !orphan || !unreasoned) throw new Error("Not planted.");
    const of = (id: string) => keys.interaction(workspaceId, id);
    await change(of(without.interactionId), "REMOVE #outcome");
    await change(of(both.interactionId), "SET #outcome.#reason = :reason", { ":reason": "throttled" });
    await deleteByHand(hearback, keys.invitation(workspaceId, orphan.invitationId));
    await change(of(unreasoned.interactionId), "SET #outcome.#reason = :reason", { ":reason": "mood" });
    await hearback.jobs.run("compute-kpis");
    expectViolations(await violations(...since(3)), [
      [1, without.interactionId, /^has no outcome$/],
      [1, both.interactionId, /^has more than one outcome/],
      [1, orphan.interactionId, new RegExp(`^was invited by ${orphan.invitationId}, which is not in the table$`)],
      [1, unreasoned.interactionId, /^was not invited for no known reason$/],
    ]);
  }, 40_000);

  it("finds mails that were sent without an interaction that has them for its outcome (law 1)", async () => {
    const [orphan, disowned, given] = await daysAgo(2, async () => {
      const invited = [await invite(hearback), await invite(hearback), await invite(hearback)];
      await hearback.jobs.run("dispatch-invitations");
      await hearback.jobs.run("record-mail-events");
      return invited;
    });
    if (!orphan || !disowned || !given) throw new Error("Not planted.");
    const of = (id: string) => keys.interaction(workspaceId, id);
    await deleteByHand(hearback, of(orphan.interactionId));
    await change(of(disowned.interactionId), "SET #outcome = :outcome", {
      ":outcome": { outcome: "not_invited", reason: "throttled" },
    });
    // One that was given up may never have had its interaction accepted.
    await deleteByHand(hearback, of(given.interactionId));
    await change(
      keys.invitation(workspaceId, given.invitationId),
      "SET #status = :status, #reason = :why, #history = :h",
      {
        ":status": "skipped",
        ":why": "not_accepted",
        ":h": [{ status: "skipped", at: hearback.clock.now() }],
      },
    );
    await hearback.jobs.run("compute-kpis");
    expectViolations(await violations(...since(3)), [
      [1, orphan.invitationId, new RegExp(`^was sent for ${orphan.interactionId}, which is not in the table$`)],
      [1, disowned.invitationId, new RegExp(`^was sent for ${disowned.interactionId}, whose outcome is another$`)],
    ]);
  }, 40_000);

  it("finds invitations that neither came to an end nor are due in time (law 2)", async () => {
    const late = { send: { delaySeconds: days(4) } };
    const [overdue, forgotten, odd, undated] = await daysAgo(2, async () => {
      const invited = [
        await invite(hearback, late),
        await invite(hearback, late),
        await invite(hearback),
        await invite(hearback),
      ];
      await hearback.jobs.run("dispatch-invitations");
      return invited;
    });
    if (!overdue || !forgotten || !odd || !undated) throw new Error("Not planted.");
    const { invitations } = hearback.services;
    const of = (id: string) => keys.invitation(workspaceId, id);
    // Others' mails leave.
    await invite(hearback);
    await hearback.jobs.run("dispatch-invitations");
    await hearback.jobs.run("record-mail-events");
    const scheduled = await invitations.find(workspaceId, overdue.invitationId);
    if (!scheduled) throw new Error("Not invited.");
    await invitations.postpone(scheduled, addSeconds(hearback.clock.now(), -1000));
    await change(of(forgotten.invitationId), "REMOVE #duePk");
    await change(of(odd.invitationId), "SET #status = :status", { ":status": "lost" });
    await change(of(undated.invitationId), "REMOVE #sentAt");
    await hearback.jobs.run("compute-kpis");
    expectViolations(await violations(...since(3)), [
      [2, overdue.invitationId, /^is scheduled and has been due since \d/],
      [2, forgotten.invitationId, /^is scheduled and stands on no to-do list$/],
      [2, odd.invitationId, /^has the status lost/],
      [2, undated.invitationId, /^was sent, and nothing says when$/],
    ]);
  }, 40_000);

  it("finds a second response, and values that cannot be (law 4)", async () => {
    const { responses, ids } = hearback.services;
    const copy = async ({ responseId }: { responseId: string }, changes: (customerId: string) => Partial<Response>) => {
      const found = await responses.find(workspaceId, responseId);
      if (!found) throw new Error("Not recorded.");
      const response = { ...found, ...changes(found.customerId) };
      await responses.add(response);
      return response;
    };
    const own = (prefix: "rsp" | "inv", customerId: string) => joinId(prefix, customerId, ids.random(16));
    const [first, late, high] = await daysAgo(2, async () => [
      await answer(hearback, 9),
      await answer(hearback, 9),
      await answer(hearback, 9),
    ]);
    if (!first || !late || !high) throw new Error("Not planted.");
    const second = await copy(first, (customerId) => ({ id: own("rsp", customerId) }));
    const alone = await copy(first, (customerId) => ({
      id: own("rsp", customerId),
      invitationId: own("inv", customerId),
    }));
    const of = (id: string) => keys.response(workspaceId, id);
    await change(of(late.responseId), "SET #changedAt = :at", { ":at": addDays(hearback.clock.now(), 10) });
    await change(of(high.responseId), "SET #score = :score", { ":score": 11 });
    await settle();
    const found = await violations();
    // Which of two is the second depends on the order in which they are read.
    const doubled = found.filter(([, , message]) => / as rsp_\w+ does$/.test(message));
    expect(doubled.map(([law]) => law)).toEqual([4]);
    expectViolations(
      found.filter((one) => !doubled.includes(one)),
      [
        [4, second.id, /whose one response it cannot be$/],
        [4, alone.id, /^answers inv_\w+, which is not in the table$/],
        [4, late.responseId, /^was changed after its edit window/],
        [4, high.responseId, /^holds the score 11/],
      ],
    );
  }, 40_000);

  /** Overwrites folds of a response with those of another score. */
  const damage = async (responseId: string, what: "slot" | "day") => {
    const { figures, responses } = hearback.services;
    const response = await responses.find(workspaceId, responseId);
    if (!response) throw new Error("Not recorded.");
    const { surveyId, countedAt } = response;
    const [slot, day] = [slotOf(countedAt), localDay(countedAt, "UTC")];
    const wrong = foldRecords("response", [{ ...response, score: 0 }]);
    const key = { workspaceId, kind: "response", surveyId } as const;
    if (what === "slot") {
      const version = (await figures.slotFolds(workspaceId, "response", slot)).get(surveyId)?.version ?? 0;
      expect(await figures.saveSlotFold(key, slot, { version, content: wrong })).toBe(true);
    } else {
      const fold = { day, folds: wrong, computedAt: countedAt };
      expect(await figures.saveDay(key, fold, await figures.standingDay(key, day))).toBe(true);
    }
    return { slot, day };
  };

  it("finds figures that are not the fold of the answers, until they are recounted (law 5)", async () => {
    const older = await daysAgo(2, () => answer(hearback, 10));
    const newer = await daysAgo(1, () => answer(hearback, 9));
    await settle();
    const { slot } = await damage(older.responseId, "slot");
    const { day } = await damage(newer.responseId, "day");
    const { surveyId } = hearback.seed;
    const wrong: [number, string, RegExp][] = [
      [
        5,
        slot,
        new RegExp(
          `the slot's fold of ${surveyId} holds score:0 1 and answerTime.* in all where the records make score:10 1 and`,
        ),
      ],
      [
        5,
        day,
        new RegExp(
          `the day's fold of ${surveyId} holds score:0 1 and answerTime.* in all where the records make score:9 1 and`,
        ),
      ],
      // Every standard window holds the damaged day.
      ...[7, 30, 90, 365].map((window): [number, string, RegExp] => [
        5,
        surveyId,
        new RegExp(`snapshot of ${window} days`),
      ]),
    ];
    expectViolations(await violations(), wrong);
    const told = await cli.run("check", "--workspace", workspaceId);
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(/\n6 violations\n/);
    expect(told.stdout).toMatch(new RegExp(`\n {2}law 5 {2}${slot}: the slot's fold of ${surveyId} holds `));

    const range = ["--from", localDay(slot, "UTC"), "--to", day];
    await cli.json("recount", "--workspace", workspaceId, ...range);
    const waiting = await cli.json("check", "--workspace", workspaceId);
    expect(waiting.lookedAt).toMatchObject({ slotFolds: { "waiting to be folded": 1, right: expect.any(Number) } });
    await settle();
    expect(await cli.text("check", "--workspace", workspaceId)).toMatch(/\n\nLaws 1 to 5 hold\.\n$/);
  }, 60_000);

  it("finds a mark that nobody folds (law 5)", async () => {
    const { clock, services } = hearback;
    const slot = slotOf(clock.now());
    await services.staleSlots.mark({ workspaceId, kind: "response", slot, at: addDays(clock.now(), -3) });
    expectViolations(await violations(), [[5, slot, /^was marked over 2 days ago and is not folded/]]);
  });

  it("holds an answer that was just given for no mistake", async () => {
    await answer(hearback, 9);
    const { lookedAt, ok } = await cli.json("check", "--workspace", workspaceId);
    expect(ok).toBe(true);
    // The answer, its invitation and its interaction.
    expect(lookedAt.slotFolds).toEqual({ "waiting to be folded": 3 });
  });

  it("goes by the workspace's days, and leaves them while its zone is being changed", async () => {
    await daysAgo(2, () => answer(hearback, 9));
    await settle();
    await hearback.call("PATCH", "/v1/workspace", { body: { timeZone: "Asia/Kathmandu" } });
    const changing = await cli.json("check", "--workspace", workspaceId);
    expect(changing).toMatchObject({ timeZone: "Asia/Kathmandu", ok: true, lookedAt: { snapshots: { compared: 0 } } });
    await settle();
    expect((await cli.json("check", "--workspace", workspaceId)).lookedAt.dayFolds.right).toBeGreaterThan(0);
  }, 30_000);

  it("looks at the days that are named, and not at those whose records may be expiring", async () => {
    await daysAgo(40, () => answer(hearback, 9));
    await settle();
    const on = localDay(addDays(hearback.clock.now(), -40), "UTC");
    const [all, one, other, kept] = [
      await cli.json("check", "--workspace", workspaceId),
      await cli.json("check", "--workspace", workspaceId, "--from", on, "--to", on),
      await cli.json("check", "--workspace", workspaceId, ...since(39)),
      await cli.json("check", "--workspace", workspaceId, "--retention-days", "30"),
    ];
    expect([all, one, other, kept].map(({ lookedAt }) => lookedAt.responses?.counted ?? 0)).toEqual([1, 1, 0, 0]);
    expect([all.from, one.from, one.to]).toEqual([on, on, on]);
    expect(kept.from).toBe(localDay(addDays(hearback.clock.now(), -22), "UTC"));
    const gone = await cli.run("check", "--workspace", workspaceId, "--to", on, "--retention-days", "30");
    expectRefusal(gone, /^--to is too long ago: records before /, 2);
  }, 60_000);

  it.each<[string[], RegExp]>([
    [["--from", "yesterday"], /^--from is not a day such as/],
    [["--to", "2999-01-01"], /^--to lies ahead/],
    [["--retention-days", "7"], /^--retention-days is not a number from 30/],
  ])("refuses %j in one sentence", async (args, wanted) => {
    expectRefusal(await cli.run("check", "--workspace", workspaceId, ...args), wanted, 2);
  });

  it("refuses a workspace that does not exist", async () => {
    expectRefusal(await cli.run("check", "--workspace", "ws_00000000000"), /^There is no such workspace/, 1);
  });
});
