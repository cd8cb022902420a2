import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../functions/routes.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";
import { type ContractedHearback, everyRoute, startUnderContract } from "../http/contract.ts";
import { restoreItems } from "../support/copy-table.ts";
import { engineEndpoint } from "../support/engine.ts";
import { postForm } from "../support/hearback.ts";
import { wholeCheck } from "../support/whole-check.ts";
import { byKind, type Golden, readGolden, releases } from "./golden.ts";

// biome-ignore lint/suspicious/noExplicitAny: records of every shape
type Records = Record<string, any>[];

const only = (record: Records[number], names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, record[name] ?? expect.fail(`There is no ${name}.`)]));

describe.each(await releases())("the records of release %s", (version) => {
  let golden: Golden;
  let hearback: ContractedHearback;

  beforeAll(async () => {
    golden = await readGolden(version);
    const { takenAt, ...seed } = golden.about;
    const tableName = `hearback-${randomUUID()}`;
    const local = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    const dynamodb = new DynamoDBClient({ ...local, endpoint: engineEndpoint() });
    await restoreItems(dynamodb, tableName, golden.items);
    dynamodb.destroy();
    const clock = await VirtualClock.open();
    await clock.advance((Date.parse(takenAt) - Date.now()) / 1000);
    hearback = await startUnderContract({ on: { tableName, seed, clock } });
  });
  afterAll(() => hearback.close());

  const records = (kind: string): Records => (byKind(golden.items).get(kind) ?? []).map((item) => unmarshall(item));
  const one = (kind: string, fits: (record: Records[number]) => boolean = () => true): Records[number] =>
    records(kind).find(fits) ?? expect.fail(`There is no such ${kind}.`);

  it("answer every GET", async () => {
    const { services, seed } = hearback;
    const answered = one("response", ({ edits }) => edits?.length > 0);
    const linked = one("invitation", ({ via }) => via === "link");
    const open = { workspaceId: seed.workspaceId, id: answered["id"].replace("rsp_", "inv_") };
    const page = new URL(await services.links.url("survey", open)).pathname;
    const inPath: Record<string, string> = {
      "/v1/hooks/{sourceId}": one("source")["id"],
      "/v1/invitations/{id}/qr": linked["id"],
      "/v1/interactions/{id}": answered["interactionId"],
      "/v1/invitations/{id}": open.id,
      "/v1/customers/{id}": answered["customerId"],
      "/v1/surveys/{id}": seed.surveyId,
      "/v1/responses/{id}": answered["id"],
      "/v1/goals/{id}": one("goal")["id"],
      "/v1/suppressions/{id}": one("suppressed")["id"],
      "/v1/sources/{id}": one("source")["id"],
    };
    const pathOf = ({ path }: Route): string => {
      if (path.startsWith("/s/")) return page + path.slice("/s/{token}".length);
      const prefix = Object.keys(inPath).find((known) => path.startsWith(known)) ?? "";
      return path
        .replace(/\{(?:id|sourceId)\}/, inPath[prefix] ?? "")
        .replace("{version}", "1")
        .replace("{kpi}", "nps")
        .replace(/(\/kpis.*)/, `$1?survey=${seed.surveyId}`);
    };
    for (const [title, route] of everyRoute.filter(([, { method }]) => method === "GET")) {
      const path = route.path.startsWith("/u/")
        ? new URL(await services.links.url("unsubscribe", open)).pathname
        : pathOf(route);
      expect((await hearback.call("GET", path)).status, `${title} as ${path}`).toBe(200);
    }
  });

  it.each([
    ["interaction", "/v1/interactions?from=2020-01-01T00:00:00.000Z"],
    ["response", "/v1/responses"],
    ["quarantined", "/v1/responses?verdict=quarantined"],
    ["suppressed", "/v1/suppressions"],
    ["survey", "/v1/surveys"],
    ["goal", "/v1/goals"],
    ["source", "/v1/sources"],
    ["key", "/v1/keys"],
  ])("list each %s", async (kind, path) => {
    const isListed: Record<string, (record: Records[number]) => boolean> = {
      response: ({ countedAt }) => countedAt !== undefined,
      quarantined: ({ verdict }) => verdict === "quarantined",
    };
    const { items } = (await hearback.call("GET", path)).json;
    const wanted = records(kind).filter(isListed[kind] ?? (() => true));
    expect(items.map(({ id }: { id: string }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
  });

  it("give the same answer to what was called before, and keep whom they knew", async () => {
    const { call } = hearback;
    const { interactionId, id } = one("response", ({ edits }) => edits?.length > 0);
    const { businessId } = one("interaction", (record) => record["id"] === interactionId);
    const again = { id: businessId, type: "ticket.solved", customer: { id: "c-1", email: "ada@example.com" } };
    expect(await call("POST", "/v1/interactions", { body: again })).toMatchObject({
      status: 200,
      json: { id: interactionId, outcome: "invited", invitation: { id: id.replace("rsp_", "inv_") } },
    });
    const mismatch = await call("POST", "/v1/interactions", { body: again, headers: { "idempotency-key": "call-1" } });
    expect(mismatch.json.type).toBe("urn:hearback:problem:mismatch");
    const left = { type: "ticket.solved", customer: { email: "leaves@example.com" } };
    expect((await call("POST", "/v1/interactions", { body: left })).json.reason).toBe("suppressed");
  });

  it("say to the jobs what they said", async () => {
    const { heartbeat, mailedDays, figures, issues, customerMoves } = hearback.services;
    const { workspaceId } = hearback.seed;
    const [issue, move] = [one("issue"), one("move")];
    expect(await heartbeat.last()).toBe(one("heartbeat")["acceptedAt"]);
    expect(await mailedDays.find(workspaceId)).toMatchObject(
      only(one("mailed-day"), ["day", "count", "sureCount", "sureUntil"]),
    );
    expect(await figures.horizon(workspaceId)).toMatchObject(only(one("horizon"), ["day", "timeZone"]));
    expect(await issues.find(workspaceId, issue["id"])).toMatchObject(only(issue, ["contacts", "revision"]));
    const moves = await customerMoves.ofCustomer(workspaceId, move["customerId"]);
    expect(moves.map(({ move }) => move)).toEqual(["gained", "lost", "regained"]);
  });

  it("send what is due, once the table may, and remind of what was sent", async () => {
    const { jobs, services, ses, clock } = hearback;
    const mailed = async (seconds: number): Promise<string[]> => {
      const before = ses.accepted.length;
      await clock.advance(seconds);
      for (const job of ["dispatch-invitations", "record-mail-events"]) await jobs.run(job);
      return ses.accepted.slice(before).map(({ to, tags }) => `${to} ${tags["step"]}`);
    };
    // These are a copy, as their fence knows; and a run that was killed still has its lease for a minute.
    expect(await mailed(0)).toEqual([]);
    const [fence, table] = await Promise.all([services.sendFence.find(), services.sendFence.table()]);
    if (!fence) return expect.fail("The fence is not read.");
    expect(await services.sendFence.save({ tableId: table.id, raisedAt: clock.now() }, fence)).toBe(true);
    expect(await mailed(0)).toEqual([]);
    expect(await mailed(90)).toEqual(["due-now@example.com 0"]);
    expect(await mailed(2 * 3600)).toEqual(["due-later@example.com 0"]);
    expect(await mailed(22 * 3600)).toContain("never-answers@example.com 2");
  });

  it("become figures with what is told from now on", async () => {
    const { jobs, services, seed, clock } = hearback;
    const marks = () => services.staleSlots.list(seed.workspaceId, clock.now(), 100);
    expect(await marks()).not.toEqual([]);
    const thanks = one("invitation", ({ via, interactionId }) => via === "link" && interactionId !== undefined);
    await jobs.run("compute-kpis");
    expect(await marks()).toEqual([]);
    const counted = records("response").filter(({ countedAt }) => countedAt !== undefined);
    const nps = async () => (await hearback.call("GET", `/v1/kpis/nps?survey=${seed.surveyId}&window=7`)).json;
    const scores = counted.map(({ score }) => String(score)).sort();
    expect(Object.keys((await nps()).distribution).sort()).toEqual(scores);

    const url = await services.links.url("survey", { workspaceId: seed.workspaceId, id: thanks["id"] });
    expect((await postForm(url, { score: "8" })).status).toBe(303);
    await jobs.run("compute-kpis");
    expect((await nps()).distribution).toHaveProperty("8");
  });

  it("keep every law", async () => {
    expect(await wholeCheck(hearback.services)).toMatchObject({ failed: false });
    expect(await hearback.jobs.run("check-laws")).toMatchObject({ violations: 0, unchecked: [] });
  });
});
