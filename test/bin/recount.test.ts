import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addToDay, localDay, slotOf } from "../../functions/domain/calendar.ts";
import { overall } from "../../functions/domain/kpi/fold.ts";
import { foldRecords, recordKinds } from "../../functions/domain/kpi/fold-kinds.ts";
import { addDays } from "../../functions/domain/time.ts";
import { interaction, startHearback, type TestHearback } from "../support/hearback.ts";
import { type Cli, cliFor, expectRefusal } from "./cli.ts";
import { answer, days } from "./journey.ts";

describe("hearback recount", () => {
  let hearback: TestHearback;
  let cli: Cli;
  beforeAll(async () => {
    hearback = await startHearback({ at: "now" });
    cli = cliFor(hearback);
  });
  afterAll(() => hearback.close());

  const recount = (workspaceId: string, from: string, to: string) => [
    "recount",
    "--workspace",
    workspaceId,
    "--from",
    from,
    "--to",
    to,
  ];
  const nps = async () => {
    const { json } = await hearback.call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}`);
    return [json.value, json.n];
  };

  /** Issues and active customers. */
  const derived = async () => {
    const [fcr, churn] = [
      await hearback.call("GET", "/v1/kpis/fcr"),
      await hearback.call("GET", "/v1/kpis/churn_rate?window=1"),
    ];
    return [fcr.json.n, churn.json.n];
  };

  const loseDerived = async (day: string) => {
    const { issues, customerMoves } = hearback.services;
    const query = {
      ...hearback.seed,
      from: `${day}T00:00:00.000Z`,
      to: `${addToDay(day, 1)}T00:00:00.000Z`,
      limit: 10,
    };
    for (const { id, workspaceId, revision, changedAt } of (await issues.list(query)).items) {
      await issues.save({ id, workspaceId, changedAt, contacts: [], revision: revision + 1 });
    }
    for (const move of (await customerMoves.list(query)).items) await customerMoves.remove(move);
  };

  it("restores a figure whose folds were damaged", async () => {
    const { services, jobs, clock, seed } = hearback;
    const { workspaceId, surveyId } = seed;
    await hearback.call("PATCH", "/v1/workspace", { body: { recontactWindowDays: 1 } });
    await clock.advance(-days(3));
    const { responseId } = await answer(hearback, 10);
    const activated = { type: "customer.activated", issueId: "one", send: { via: "none" } };
    await hearback.call("POST", "/v1/interactions", { body: interaction(activated) });
    await hearback.call("POST", "/v1/interactions", { body: interaction({ ...activated, type: "case.solved" }) });
    await clock.advance(days(3));
    await jobs.run("compute-kpis");
    expect(await nps()).toEqual([100, 1]);

    const { figures } = services;
    const response = await services.responses.find(workspaceId, responseId);
    if (!response) throw new Error("Not recorded.");
    const [slot, day] = [slotOf(response.countedAt), localDay(response.countedAt, "UTC")];
    const wrong = foldRecords("response", [{ ...response, score: 0 }]);
    const key = { workspaceId, kind: "response", surveyId } as const;
    const version = (await figures.slotFolds(workspaceId, "response", slot)).get(surveyId)?.version ?? 0;
    expect(await figures.saveSlotFold(key, slot, { version, content: wrong })).toBe(true);
    const fold = { day, folds: wrong, computedAt: clock.now() };
    expect(await figures.saveDay(key, fold, await figures.standingDay(key, day))).toBe(true);
    const snapshot = (await figures.snapshots({ ...key, dimension: overall })).get(30);
    if (!snapshot) throw new Error("No snapshot.");
    await figures.saveSnapshot(key, 30, { ...snapshot.content, current: wrong }, snapshot);
    expect(await nps()).toEqual([-100, 1]);
    expect(await derived()).toEqual([1, 1]);
    await loseDerived(day);
    await jobs.run("compute-kpis");
    expect(await derived()).toEqual([0, 0]);

    const { slotsMarked, ...rest } = await cli.json(...recount(workspaceId, day, day));
    expect(rest).toEqual({ workspaceId, from: day, to: day, timeZone: "UTC" });
    expect(slotsMarked).toBe(96);
    await jobs.run("compute-kpis");
    expect(await nps()).toEqual([100, 1]);
    expect(await derived()).toEqual([1, 1]);
    expect(await services.staleSlots.list(workspaceId, "9", 10)).toEqual([]);
  }, 40_000);

  it("leaves moves whose interactions have expired, going by how long the deployment keeps them", async () => {
    const { services, clock, seed, call } = hearback;
    const { workspaceId } = seed;
    const cancelled = interaction({ type: "customer.cancelled" });
    const { id } = (await call("POST", "/v1/interactions", { body: cancelled })).json;
    const customerId = (await services.interactions.find(workspaceId, id))?.customerId ?? "";
    const at = addDays(clock.now(), -100);
    const expired = {
      id: `mov_${customerId.slice(4)}AAAAAAAAAAA`,
      interactionId: `int_${customerId.slice(4)}AAAAAAAAAAA`,
    };
    await services.customerMoves.save({ ...expired, workspaceId, customerId, at, move: "gained", changedAt: at });

    const today = localDay(clock.now(), "UTC");
    await cli.json(...recount(workspaceId, today, today), "--retention-days", "90");
    const moves = (await services.customerMoves.ofCustomer(workspaceId, customerId)).map(({ move }) => move);
    expect(moves.sort()).toEqual(["gained", "lost"]);
  });

  it("marks the slots of local days, however long they are", async () => {
    const { workspaceId } = await hearback.plant({ workspace: { timeZone: "Europe/Berlin" } });
    const { slotsMarked } = await cli.json(...recount(workspaceId, "2024-03-31", "2024-03-31"));
    const text = await cli.text(...recount(workspaceId, "2024-10-27", "2024-10-27"));
    expect(slotsMarked).toBe(92);
    expect(text).toBe("100 slots of 2024-10-27 (Europe/Berlin) marked; compute-kpis folds them at its next runs.\n");
    const marks = await hearback.services.staleSlots.list(workspaceId, "9", 1000);
    expect(marks).toHaveLength(192 * recordKinds.length);
    expect(marks[0]?.slot).toBe("2024-03-30T23:00:00.000Z");
    expect(marks.at(-1)?.slot).toBe("2024-10-27T22:45:00.000Z");
  }, 30_000);

  it.each<[string, string, RegExp]>([
    ["2026-02-30", "2026-03-01", /^--from is not a day such as/],
    ["2024-01-02", "2024-01-01", /^--from is after --to/],
    ["2024-01-01", "2999-01-01", /^--to lies ahead: today is .* in UTC/],
    ["0001-01-01", "2024-01-01", /^--from and --to are more than 1100 days apart/],
  ])("refuses the days from %s to %s in one sentence", async (from, to, wanted) => {
    expectRefusal(await cli.run(...recount(hearback.seed.workspaceId, from, to)), wanted, 2);
  });

  it("refuses a workspace that does not exist", async () => {
    const refused = await cli.run(...recount("ws_00000000000", "2024-01-01", "2024-01-01"));
    expectRefusal(refused, /^There is no such workspace/, 1);
  });
});
