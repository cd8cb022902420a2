import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { computeKpis } from "../../../functions/jobs/compute-kpis.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { auditOf } from "../../support/audit.ts";
import { override } from "../../support/override.ts";
import { type Answered, answer, days } from "../customers.ts";

const plenty = () => 300_000;

describe("goals", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  const day = (count: number) =>
    new Date(Date.parse(hearback.clock.now()) + days(count) * 1000).toISOString().slice(0, 10);
  const fields = (overrides: Record<string, unknown> = {}) => ({
    ...{ metric: "nps", survey: hearback.seed.surveyId, target: 50, window: 7, by: day(10) },
    ...overrides,
  });
  const set = (overrides: Record<string, unknown> = {}, headers = {}) =>
    hearback.call("POST", "/v1/goals", { body: fields(overrides), headers });
  const get = async (id: string) => (await hearback.call("GET", `/v1/goals/${id}`)).json;
  const pass = async (count: number) => {
    await hearback.clock.advance(days(count));
    await hearback.jobs.run("compute-kpis");
  };

  describe("over their time", () => {
    it("follow the figures of closed days, remember each change once, and are on record", async () => {
      const { status, json: goal } = await set({ baseline: 0, segment: "agent:a-7" });
      expect(status).toBe(201);
      expect(goal).toEqual({
        ...{ id: expect.stringMatching(/^goal_\w{11}$/), metric: "nps", survey: hearback.seed.surveyId },
        ...{ segment: "agent:a-7", window: 7, target: 50, direction: "high_is_good", baseline: 0, from: day(0) },
        ...{ by: day(10), status: "no_data", asOf: day(-1), value: null, n: 0, line: 0 },
        createdAt: expect.any(String),
      });
      const sam = { report: { agent: { id: "a-7" } } };
      await answer(hearback, 10, sam);
      await answer(hearback, 0, sam);
      await answer(hearback, 0, { report: { agent: { id: "a-8" } } });
      await pass(1);
      expect(await get(goal.id)).toMatchObject({ status: "on_track", value: 0, n: 2, line: 0, asOf: day(-1) });
      await pass(3);
      expect(await get(goal.id)).toMatchObject({ status: "at_risk", value: 0, line: 15 });
      const late: Answered = await answer(hearback, 9, sam);
      await answer(hearback, 9, sam);
      await pass(1);
      expect(await get(goal.id)).toMatchObject({ status: "achieved", value: 50, n: 4 });

      // No day closes, but one that is closed changes.
      await hearback.submit(late.surveyUrl, { score: "0" });
      await hearback.jobs.run("react-to-changes");
      await hearback.clock.advance(2);
      await Promise.all([1, 2].map(() => computeKpis(hearback.services, plenty)));
      await hearback.jobs.run("compute-kpis");
      expect(await get(goal.id)).toMatchObject({ status: "at_risk", value: 0 });

      await pass(6);
      const missed = await get(goal.id);
      expect(missed).toMatchObject({ status: "missed", value: 0, n: 2, asOf: goal.by, line: 50 });
      await pass(1);
      expect(await get(goal.id)).toEqual(missed);
      expect(missed.history.map(({ status, event }: { status: string; event?: string }) => [status, event])).toEqual([
        ["missed", "goal.missed"],
        ["at_risk", "goal.at_risk"],
        ["achieved", "goal.achieved"],
        ["at_risk", "goal.at_risk"],
        ["on_track", undefined],
        ["no_data", undefined],
      ]);
      const told = missed.history.filter(({ event }: { event?: string }) => event).toReversed();
      expect(await auditOf(hearback, goal.id)).toEqual(
        told.map(({ at, event }: { at: string; event: string }) => ({ at, by: "compute-kpis", what: event })),
      );
    });

    const dieBeforeEntry = async () => {
      const auditLog = { add: () => Promise.reject(new Error("died")) };
      const dying = override(hearback.services, { auditLog: override(hearback.services.auditLog, auditLog) });
      await expect(computeKpis(dying, plenty)).rejects.toThrow();
    };

    it("are on record also when the run dies between the change and its entry", async () => {
      const { json: goal } = await set({ metric: "aht", survey: undefined, target: 100, baseline: 400, by: day(5) });
      expect(goal).toMatchObject({ direction: "low_is_good", status: "no_data" });
      await hearback.call("POST", "/v1/interactions", {
        body: { type: "call.ended", customer: { id: "c-1" }, handleTimeSeconds: 90 },
      });
      await hearback.jobs.run("compute-kpis");
      await hearback.clock.advance(days(1));
      await dieBeforeEntry();
      expect(await get(goal.id)).toMatchObject({ status: "achieved", value: 90 });
      expect(await auditOf(hearback, goal.id)).toEqual([]);
      await hearback.clock.advance(900);
      await hearback.jobs.run("compute-kpis");
      await hearback.jobs.run("compute-kpis");
      const { history } = await get(goal.id);
      expect(await auditOf(hearback, goal.id)).toEqual([
        { at: history[0].at, by: "compute-kpis", what: "goal.achieved" },
      ]);
    });

    it("begin where the figure stood right before, and at once are judged by what is known", async () => {
      await answer(hearback, 10);
      await answer(hearback, 8);
      await pass(1);
      const { json } = await set({ target: 90 });
      expect(json).toMatchObject({ baseline: 50, line: 50, value: 50, n: 2, status: "on_track" });
      const { json: reached } = await set({ target: 50 });
      expect(reached.status).toBe("achieved");
      expect(await auditOf(hearback, reached.id)).toMatchObject([{ what: "goal.achieved" }]);
      const { json: past } = await set({ target: 90, from: day(-400) });
      expect(past).toMatchObject({ baseline: null, line: null, status: "at_risk" });
    });

    it("are on record as missed also when that run dies, although their time is over", async () => {
      await answer(hearback, 0);
      const { json: goal } = await set({ target: 90, by: day(2) });
      await pass(2);
      await hearback.clock.advance(days(1));
      await dieBeforeEntry();
      const { status, asOf, history } = await get(goal.id);
      expect([status, asOf]).toEqual(["missed", goal.by]);
      await pass(0);
      const entry = { at: history[0].at, by: "compute-kpis", what: "goal.missed" };
      expect(await auditOf(hearback, goal.id)).toContainEqual(entry);
    });
  });

  it("are listed newest first, and gone once they are removed", async () => {
    const { json: older } = await set();
    await hearback.clock.advance(1);
    const { json: newer } = await set();
    const { json } = await hearback.call("GET", "/v1/goals?limit=2");
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual([newer.id, older.id]);
    const removed = await hearback.call("DELETE", `/v1/goals/${older.id}`);
    expect([removed.status, removed.json.id]).toEqual([200, older.id]);
    for (const method of ["GET", "DELETE"]) {
      expect((await hearback.call(method, `/v1/goals/${older.id}`)).status).toBe(404);
    }
    expect((await hearback.call("GET", "/v1/goals/goal_x")).status).toBe(404);
  });

  it("are set once under one Idempotency-Key", async () => {
    const key = { "idempotency-key": "set-once" };
    const [first, again] = [await set({}, key), await set({}, key)];
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it("are set and removed by live keys only", async () => {
    const { json: goal } = await set();
    const body = { name: "Test", mode: "test", scopes: ["read", "manage"] };
    const { apiKey: key } = (await hearback.call("POST", "/v1/keys", { body })).json;
    expect((await hearback.call("POST", "/v1/goals", { key, body: fields() })).status).toBe(403);
    expect((await hearback.call("DELETE", `/v1/goals/${goal.id}`, { key })).status).toBe(403);
    expect((await hearback.call("GET", `/v1/goals/${goal.id}`, { key })).status).toBe(200);
  });

  it("are refused for what makes no goal, and the fault is named", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ metric: "smiles" }, "metric"],
      [{ metric: "csat" }, "survey"],
      [{ survey: undefined }, "survey"],
      [{ metric: "churn_rate" }, "survey"],
      [{ metric: "churn_rate", survey: undefined, segment: "agent:a-7" }, "segment"],
      [{ survey: "srv_00000000000" }, "survey"],
      [{ segment: "mood:good" }, "segment"],
      [{ segment: "attributes.size:xl" }, "segment"],
      [{ window: 0 }, "window"],
      [{ target: "50" }, "target"],
      [{ target: 1e13 }, "target"],
      [{ target: 5e-324 }, "target"],
      [{ baseline: -1e-200 }, "baseline"],
      [{ direction: "up" }, "direction"],
      [{ metric: "outcomes", survey: undefined }, "direction"],
      [{ by: undefined }, "by"],
      [{ by: "2026-02-30" }, "by"],
      [{ by: day(0) }, "by"],
      [{ from: day(-9), by: day(-1) }, "by"],
      [{ by: day(4000) }, "by"],
      [{ owner: "Sam" }, "owner"],
    ];
    for (const [overrides, fault] of wrong) {
      const refused = await set(overrides);
      expect([refused.status, faultsOf(refused)], JSON.stringify(overrides)).toEqual([422, [fault]]);
    }
  });

  it("are not set for a survey that is archived, and go on where they were set before", async () => {
    const { json: survey } = await hearback.call("POST", "/v1/surveys", { body: { name: "Old", kind: "nps" } });
    const { json: goal } = await set({ survey: survey.id });
    await hearback.call("POST", `/v1/surveys/${survey.id}/archive`);
    const refused = await set({ survey: survey.id });
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["survey"]]);
    await pass(1);
    expect(await get(goal.id)).toMatchObject({ status: "no_data", asOf: day(-1) });
  });

  it("are at most a hundred in a workspace", async () => {
    const { apiKey: key, workspaceId } = await hearback.plant();
    const body = { metric: "aht", target: 60, by: day(10) };
    const setOne = () => hearback.call("POST", "/v1/goals", { key, body });
    const { goals, ids } = hearback.services;
    const first = await goals.get(workspaceId, (await setOne()).json.id);
    const others = Array.from({ length: 98 }, () => goals.add({ ...first, id: `goal_${ids.random(8)}` }));
    await Promise.all(others);
    expect((await setOne()).status).toBe(201);
    expect((await setOne()).status).toBe(409);
    const { items } = (await hearback.call("GET", "/v1/goals", { key })).json;
    expect(items).toHaveLength(100);
    const room = items.slice(0, 2).map(({ id }: { id: string }) => hearback.call("DELETE", `/v1/goals/${id}`, { key }));
    await Promise.all(room);
    expect((await setOne()).status).toBe(201);
    await Promise.all(Array.from({ length: 6 }, setOne));
    expect((await goals.list(workspaceId)).length).toBeLessThanOrEqual(100);
  });
});
