import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../functions/routes.ts";
import { type Answer, interaction } from "../support/hearback.ts";
import { type ContractedHearback, everyRoute, faultsOf, startUnderContract } from "./contract.ts";

const aWeek = 7 * 24 * 3600;

describe("a POST with an Idempotency-Key", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  let keys = 0;
  const newKey = (): string => `key-${keys++}`;
  const post = (
    path: string,
    idempotencyKey: string,
    body?: unknown,
    options: { key?: string } = {},
  ): Promise<Answer> =>
    hearback.call("POST", path, {
      ...(body !== undefined && { body }),
      headers: { "idempotency-key": idempotencyKey },
      ...options,
    });
  const isReplay = ({ headers }: Answer): boolean => headers.get("idempotency-replayed") === "true";
  const survey = (name: string) => ({ name, kind: "nps", listensTo: [] });
  const surveysNamed = async (name: string): Promise<number> => {
    const { items } = (await hearback.call("GET", "/v1/surveys?limit=200")).json;
    return items.filter((one: { name: string }) => one.name === name).length;
  };

  it("is done once, and answered again as the first time, to the byte", async () => {
    const key = newKey();
    const first = await post("/v1/surveys", key, survey("Once"));
    const again = await post("/v1/surveys", key, survey("Once"));
    expect([first.status, isReplay(first)]).toEqual([201, false]);
    expect([again.status, isReplay(again), again.text]).toEqual([201, true, first.text]);
    expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
    expect(await surveysNamed("Once")).toBe(1);
  });

  it("is answered 202 again where a repeated id would be told 200", async () => {
    const [key, report] = [newKey(), interaction({ id: "t-1" })];
    const [first, again] = [await post("/v1/interactions", key, report), await post("/v1/interactions", key, report)];
    const byId = await hearback.call("POST", "/v1/interactions", { body: report });
    expect([first.status, again.status, byId.status]).toEqual([202, 202, 200]);
    expect([isReplay(again), isReplay(byId)]).toEqual([true, false]);
    expect(again.json).toEqual(byId.json);
  });

  it("costs one write when it is repeated, and no read beyond the caller's", async () => {
    const [key, report] = [newKey(), interaction()];
    const first = await hearback.writesDuring(() => post("/v1/interactions", key, report));
    const bare = await hearback.writesDuring(() => hearback.call("POST", "/v1/interactions", { body: interaction() }));
    expect(first).toHaveLength(bare.length + 2);
    expect(await hearback.writesDuring(() => post("/v1/interactions", key, report))).toEqual(["PutItemCommand"]);
  });

  it("is refused with the key of another request: other body, path or parameters", async () => {
    const key = newKey();
    const first = await post("/v1/surveys", key, survey("One of a kind"));
    const { id } = first.json;
    for (const [path, body] of [
      ["/v1/surveys", survey("Another")],
      ["/v1/surveys", `${JSON.stringify(survey("One of a kind"))} `],
      ["/v1/interactions", interaction()],
      [`/v1/surveys/${id}/pause`, undefined],
    ] as const) {
      const answer = await post(path, key, body);
      expect(answer.json, path).toMatchObject({ status: 422, type: "urn:hearback:problem:mismatch" });
      expect(isReplay(answer)).toBe(false);
    }
    const paused = newKey();
    expect((await post(`/v1/surveys/${id}/pause`, paused)).status).toBe(200);
    expect((await post(`/v1/surveys/${hearback.seed.surveyId}/pause`, paused)).status).toBe(422);
    expect(await surveysNamed("Another")).toBe(0);
  });

  it("is told again that it was refused, with a request id of its own", async () => {
    const key = newKey();
    const body = interaction({ survey: "srv_00000000000" });
    const [first, again] = [await post("/v1/interactions", key, body), await post("/v1/interactions", key, body)];
    expect([first.status, again.status, isReplay(first), isReplay(again)]).toEqual([422, 422, false, true]);
    const { requestId, ...told } = again.json;
    expect(first.json).toMatchObject(told);
    expect(requestId).not.toBe(first.json.requestId);
  });

  it("may be mended and sent again with its key when it was not understood", async () => {
    const key = newKey();
    expect((await post("/v1/surveys", key, { name: "Mended" })).status).toBe(422);
    expect((await post("/v1/surveys", key, "{")).status).toBe(400);
    const mended = await post("/v1/surveys", key, survey("Mended"));
    expect([mended.status, isReplay(mended)]).toEqual([201, false]);
  });

  it("does not show a secret a second time, and says so", async () => {
    const key = newKey();
    const body = { name: "Till", scopes: ["read"] };
    const first = await post("/v1/keys", key, body);
    const again = await post("/v1/keys", key, body);
    expect([first.status, again.status, isReplay(again)]).toEqual([201, 409, false]);
    expect(again.json.detail).toContain("secret");
    const { items } = (await hearback.call("GET", "/v1/keys")).json;
    expect(items.filter(({ name }: { name: string }) => name === "Till")).toHaveLength(1);
  });

  it("case 10: has one effect when it comes 50 times at once; the others get the same answer or 409", async () => {
    for (const [path, body] of [
      ["/v1/surveys", survey("Fifty")],
      ["/v1/interactions", interaction()],
      ["/v1/interactions", interaction({ id: "t-50" })],
    ] as const) {
      const key = newKey();
      const answers = await Promise.all(Array.from({ length: 50 }, () => post(path, key, body)));
      const done = answers.filter(({ status }) => status !== 409);
      expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status === 409)) {
        expect(answer.headers.get("retry-after")).toBe("1");
      }
      const settled = await post(path, key, body);
      expect(isReplay(settled)).toBe(true);
      for (const answer of done) expect([answer.status, answer.text]).toEqual([settled.status, settled.text]);
    }
    expect(await surveysNamed("Fifty")).toBe(1);
  });

  it("case 10: of two bodies with one key at once, one is done", async () => {
    const key = newKey();
    const racing = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post("/v1/surveys", key, survey(`Racing ${n % 2}`))),
    );
    const names = new Set(racing.filter(({ status }) => status === 201).map(({ json }) => json.name));
    expect(names.size).toBe(1);
    for (const { status } of racing) expect([201, 409, 422]).toContain(status);
    expect((await surveysNamed("Racing 0")) + (await surveysNamed("Racing 1"))).toBe(1);
  });

  it("case 10: is done anew after a week, but an interaction never", async () => {
    const [key, other, report] = [newKey(), newKey(), interaction({ send: { via: "none" } })];
    await post("/v1/surveys", key, survey("Weekly"));
    const first = await post("/v1/interactions", other, report);
    await hearback.clock.advance(aWeek - 60);
    expect(isReplay(await post("/v1/surveys", key, survey("Weekly")))).toBe(true);
    await hearback.clock.advance(120);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("/v1/surveys", key, survey("Weekly"))));
    expect(answers.filter((answer) => answer.status === 201 && !isReplay(answer))).toHaveLength(1);
    expect(await surveysNamed("Weekly")).toBe(2);
    expect((await post("/v1/surveys", key, survey("Fortnightly"))).status).toBe(422);
    const late = await post("/v1/interactions", other, report);
    expect([late.status, isReplay(late), late.json]).toEqual([200, false, first.json]);
  });

  it("is another one for another workspace, and for a test key", async () => {
    const key = newKey();
    const ours = await post("/v1/surveys", key, survey("Ours"));
    const { apiKey } = await hearback.plant();
    const theirs = await post("/v1/surveys", key, survey("Theirs"), { key: apiKey });
    const tests = (
      await hearback.call("POST", "/v1/keys", { body: { name: "Tests", mode: "test", scopes: ["manage", "ingest"] } })
    ).json.apiKey;
    const tried = await post("/v1/surveys", key, survey("Tried"), { key: tests });
    expect([ours.status, theirs.status, tried.status]).toEqual([201, 201, 201]);
    expect([theirs, tried].map(isReplay)).toEqual([false, false]);
  });

  it("is the same one with another key of the workspace, which may have been exchanged meanwhile", async () => {
    const key = newKey();
    const first = await post("/v1/surveys", key, survey("Exchanged"));
    const next = (await hearback.call("POST", "/v1/keys", { body: { name: "Next", scopes: ["manage"] } })).json.apiKey;
    const reader = (await hearback.call("POST", "/v1/keys", { body: { name: "Reader", scopes: ["read"] } })).json
      .apiKey;
    const again = await post("/v1/surveys", key, survey("Exchanged"), { key: next });
    expect([isReplay(again), again.text]).toEqual([true, first.text]);
    expect((await post("/v1/surveys", key, survey("Exchanged"), { key: reader })).status).toBe(403);
  });

  it.each(["", " ", "a b", "x".repeat(201), "schlüssel", "a\tb"])("is refused for the key %j", async (key) => {
    const written = await hearback.writesDuring(async () => {
      const answer = await post("/v1/surveys", key, survey("Odd key"));
      expect([answer.status, faultsOf(answer)]).toEqual([422, ["headers.idempotency-key"]]);
    });
    expect(written).toEqual([]);
  });

  it.each(["x", "!", '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "x".repeat(200), "__proto__", "#"])(
    "is taken with the key %j",
    async (key) => {
      expect((await post("/v1/surveys", key, survey("Fine key"))).status).toBe(201);
      expect(isReplay(await post("/v1/surveys", key, survey("Fine key")))).toBe(true);
    },
  );

  it("is answered again though the answer is long", async () => {
    const [key, path] = [newKey(), `/v1/surveys/${hearback.seed.surveyId}/preview`];
    const [first, again] = [await post(path, key, {}), await post(path, key, {})];
    expect(first.text.length).toBeGreaterThan(10_000);
    expect([isReplay(again), again.text]).toEqual([true, first.text]);
  });

  const posts = everyRoute.filter(
    ([, { method, access }]) => method === "POST" && access !== "page" && access !== "hook",
  );
  const nothing = (path: string) => path.replace(/\{[^}]+\}/g, "none");

  it.each(posts)("is taken by %s", async (_, { path }: Route) => {
    const key = newKey();
    const asked = nothing(path);
    const [first, again] = [await post(asked, key, {}), await post(asked, key, {})];
    expect(again.status).toBe(first.status);
    // What was not understood is not kept; what was, is.
    expect(isReplay(again)).toBe(first.json.title !== "Invalid request");
  });

  it("is the only request that looks at the key", async () => {
    const headers = { "idempotency-key": "" };
    const patch = { body: { name: "Juniper" }, headers };
    expect((await hearback.call("GET", "/v1/workspace", { headers })).status).toBe(200);
    expect((await hearback.call("PATCH", "/v1/workspace", patch)).status).toBe(200);
    const page = await hearback.open(`${hearback.url}/s/none`, { method: "POST", body: "", headers });
    expect(page.status).toBe(404);
  });
});
