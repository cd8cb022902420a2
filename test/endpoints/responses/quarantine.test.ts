import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dismissResponse } from "../../../functions/endpoints/responses/dismiss-response.ts";
import { releaseResponse } from "../../../functions/endpoints/responses/release-response.ts";
import { type ContractedHearback, startUnderContract } from "../../http/contract.ts";
import { auditOf } from "../../support/audit.ts";
import { Crash, crashAt } from "../../support/crash.ts";
import { interruptAt } from "../../support/interrupt.ts";
import { days, type Invited, invite } from "../customers.ts";
import { idsOf, walk } from "../paging.ts";

const path = "/v1/responses";

describe("an answer in quarantine", () => {
  let hearback: ContractedHearback;
  let invited: Invited;
  let id: string;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());
  beforeEach(async () => {
    invited = await invite(hearback, { agent: { id: "a-7" } });
    id = await doubtful(invited, "2", "Broken");
  });

  /** Posts what is not believed; answers its id. */
  const doubtful = async ({ surveyUrl, interactionId }: Invited, score: string, comment = ""): Promise<string> => {
    expect((await hearback.submit(surveyUrl, { score, comment, nonce: "made up" })).status).toBe(303);
    await hearback.jobs.run("react-to-changes");
    return (await story(interactionId)).quarantined.at(-1).id;
  };
  const call = async (method: string, to: string, body?: unknown) => hearback.call(method, to, { body });
  const story = async (interactionId: string) => (await call("GET", `/v1/interactions/${interactionId}`)).json;
  const get = async (wanted: string) => (await call("GET", `${path}/${wanted}`)).json;
  const decide = (verb: string, wanted = id, body?: unknown) => call("POST", `${path}/${wanted}/${verb}`, body);
  /** As the API does, with the services given. */
  const run = (endpoint: typeof releaseResponse | typeof dismissResponse, services: ContractedHearback["services"]) => {
    const caller = { workspaceId: hearback.seed.workspaceId, keyId: "key_1" };
    return endpoint.run({ caller, params: { id }, body: {} } as never, services);
  };
  const release = (services: ContractedHearback["services"]) => run(releaseResponse, services);
  const responseId = () => invited.invitationId.replace("inv_", "rsp_");
  const nps = async () => {
    await hearback.jobs.run("react-to-changes");
    await hearback.jobs.run("compute-kpis");
    return (await call("GET", `/v1/kpis/nps?survey=${hearback.seed.surveyId}`)).json;
  };

  it("of a real customer is not decided on with a test key", async () => {
    const body = { name: "Test", mode: "test", scopes: ["read", "manage"] };
    const key = (await hearback.call("POST", "/v1/keys", { body })).json.apiKey;
    for (const verb of ["release", "dismiss"]) {
      expect((await hearback.call("POST", `${path}/${id}/${verb}`, { key })).status).toBe(403);
    }
    expect(await get(id)).toMatchObject({ verdict: "quarantined" });
  });

  it("is shown with why it is there, and is no response", async () => {
    expect(await get(id)).toMatchObject({
      id,
      invitationId: invited.invitationId,
      score: 2,
      comment: "Broken",
      verdict: "quarantined",
      signals: ["nonce_foreign"],
      verdictVersion: 4,
      segments: { agent: { value: "a-7" } },
    });
    expect((await call("GET", `${path}/${responseId()}`)).status).toBe(404);
    expect(await story(invited.interactionId)).not.toHaveProperty("response");
  });

  it("is listed among its like only, or among all", async () => {
    await hearback.submit(invited.surveyUrl, { score: "9" });
    const listed = async (verdict: string) => idsOf(await walk(hearback, path, { verdict, limit: "3" }));
    expect(await listed("counted")).toContain(responseId());
    expect(await listed("counted")).not.toContain(id);
    expect(await listed("quarantined")).toContain(id);
    expect(await listed("quarantined")).not.toContain(responseId());
    expect(await listed("dismissed")).not.toContain(id);
    const all = await listed("all");
    expect(all).toEqual(expect.arrayContaining([id, responseId()]));
    expect(new Set(all).size).toBe(all.length);
    expect([...all].sort()).toEqual(
      [...(await listed("counted")), ...(await listed("quarantined")), ...(await listed("dismissed"))].sort(),
    );
  });

  it("stands among all in the order of time, in pages of any size", async () => {
    for (let n = 0; n < 7; n++) {
      await hearback.clock.advance(n === 3 ? days(2) : 60);
      const other = await invite(hearback);
      if (n % 2 === 0) await doubtful(other, "1");
      else await hearback.submit(other.surveyUrl, { score: "9" });
    }
    await hearback.jobs.run("react-to-changes");
    const whole = await walk(hearback, path, { verdict: "all", limit: "200" });
    const times = whole.map(({ answeredAt }) => answeredAt);
    expect(times).toEqual([...times].sort().reverse());
    for (const limit of ["1", "2", "5"]) {
      expect(idsOf(await walk(hearback, path, { verdict: "all", limit })), limit).toEqual(idsOf(whole));
    }
  });

  it("is filtered like any other", async () => {
    const found = async (query: string) =>
      idsOf((await call("GET", `${path}?verdict=quarantined&limit=200${query}`)).json.items);
    expect(await found("&maxScore=2&hasComment=true&segment=agent:a-7")).toContain(id);
    expect(await found("&minScore=3")).not.toContain(id);
    expect(await found("&segment=agent:a-8")).not.toContain(id);
  });

  it("released counts, on the day on which it was given, and the KPI follows", async () => {
    const before = await nps();
    const { answeredAt } = await get(id);
    await hearback.clock.advance(days(3));
    const { status, json } = await decide("release");
    expect([status, json.verdict, json.decidedBy]).toEqual([
      200,
      "released",
      `key_${hearback.seed.apiKey.split("_")[2]}`,
    ]);
    expect(await get(responseId())).toMatchObject({
      score: 2,
      comment: "Broken",
      answeredAt,
      verdict: "counted",
      decidedAt: json.decidedAt,
    });
    expect((await nps()).n).toBe(before.n + 1);
    expect(idsOf(await walk(hearback, path, { verdict: "quarantined" }))).not.toContain(id);
  });

  it("is shown beside what counts, alone and however it was decided on", async () => {
    expect(await get(id)).not.toHaveProperty("counted");
    await hearback.submit(invited.surveyUrl, { score: "9", comment: "Kind" });
    const { answeredAt, changedAt } = await get(responseId());
    const counted = { id: responseId(), score: 9, comment: "Kind", answeredAt, changedAt };
    expect((await get(id)).counted).toEqual(counted);
    await decide("dismiss");
    expect(await get(id)).toMatchObject({ score: 2, verdict: "dismissed", counted });
    expect(await get(responseId())).not.toHaveProperty("counted");
  });

  it("does not take the place of a later answer unless it is told to", async () => {
    await hearback.clock.advance(60);
    await hearback.submit(invited.surveyUrl, { score: "9", comment: "Kind" });
    for (const body of [undefined, {}, { replace: false }]) {
      const { status, json } = await decide("release", id, body);
      expect([status, json.detail]).toEqual([409, expect.stringContaining('{ "replace": true }')]);
    }
    expect(await get(responseId())).toMatchObject({ score: 9, comment: "Kind", edits: [] });
    expect(await get(id)).toMatchObject({ verdict: "quarantined" });
    expect(await auditOf(hearback, id)).toEqual([]);
    expect((await decide("release", id, { replace: true })).status).toBe(200);
    expect(await get(responseId())).toMatchObject({ score: 2, edits: [{ score: 9, comment: "Kind" }] });
    expect((await decide("release", id)).status).toBe(200);
  });

  it("takes the place of an earlier answer without being told to", async () => {
    const other = await invite(hearback);
    await hearback.submit(other.surveyUrl, { score: "9" });
    await hearback.clock.advance(60);
    const later = await doubtful(other, "4");
    expect((await decide("release", later)).status).toBe(200);
    expect(await get(other.invitationId.replace("inv_", "rsp_"))).toMatchObject({ score: 4, edits: [{ score: 9 }] });
  });

  it.each([{ replace: "yes" }, { force: true }, []])("is not released with %j", async (body) => {
    expect((await decide("release", id, body)).status).toBe(422);
    expect(await get(id)).toMatchObject({ verdict: "quarantined" });
  });

  it("released makes an earlier edit of what stood there, even when the time for edits is over", async () => {
    await hearback.submit(invited.surveyUrl, { score: "9" });
    const first = await get(responseId());
    await hearback.clock.advance(days(10));
    await decide("release", id, { replace: true });
    expect(await get(responseId())).toMatchObject({
      score: 2,
      answeredAt: first.answeredAt,
      edits: [{ score: 9, at: first.changedAt }],
    });
  });

  it("released twice, and at once, is released once, and keeps who did it first", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide("release")));
    const { json: key } = await hearback.call("POST", "/v1/keys", {
      body: { name: "Other", scopes: ["manage", "read"] },
    });
    const again = await hearback.call("POST", `${path}/${id}/release`, { key: key.apiKey });
    for (const { status, json } of [...answers, again]) expect([status, json]).toEqual([200, answers[0]?.json]);
    expect((await get(responseId())).edits).toEqual([]);
  });

  it("released leaves the last word to the person", async () => {
    await decide("release");
    await hearback.clock.advance(60);
    await hearback.submit(invited.surveyUrl, { score: "10" });
    await decide("release");
    expect(await get(responseId())).toMatchObject({ score: 10, edits: [{ score: 2 }] });
    expect(await get(responseId())).not.toHaveProperty("decidedBy");
  });

  it("dismissed is refused, says by whom, and may still be released, and dismissed again", async () => {
    const { json } = await decide("dismiss");
    expect(json).toMatchObject({ verdict: "dismissed", decidedBy: `key_${hearback.seed.apiKey.split("_")[2]}` });
    expect((await decide("dismiss")).json).toEqual(json);
    expect(idsOf(await walk(hearback, path, { verdict: "dismissed" }))).toContain(id);
    expect(idsOf(await walk(hearback, path, { verdict: "quarantined" }))).not.toContain(id);
    expect((await call("GET", `${path}/${responseId()}`)).status).toBe(404);
    expect((await decide("release")).json.verdict).toBe("released");
    expect(await get(responseId())).toMatchObject({ score: 2 });
    expect((await decide("dismiss")).json.verdict).toBe("dismissed");
    expect(await auditOf(hearback, id)).toMatchObject([{ what: "dismiss" }, { what: "release" }, { what: "dismiss" }]);
    expect((await call("GET", `${path}/${responseId()}`)).status).toBe(404);
  });

  it("released by mistake is taken back by dismissing it: what counted before does again, and the KPI follows", async () => {
    await hearback.submit(invited.surveyUrl, { score: "9", comment: "Kind" });
    const before = await get(responseId());
    const { value } = await nps();
    await hearback.clock.advance(days(1));
    await decide("release", id, { replace: true });
    expect((await nps()).value).toBeLessThan(value);
    expect(idsOf(await walk(hearback, path, { verdict: "all" }))).not.toContain(id);
    const { json } = await decide("dismiss");
    expect((await decide("dismiss")).json).toEqual(json);
    expect(await get(responseId())).toEqual(before);
    expect(await get(id)).toMatchObject({ verdict: "dismissed", counted: { score: 9 } });
    expect((await nps()).value).toBe(value);
    expect(idsOf(await walk(hearback, path, { verdict: "dismissed" }))).toContain(id);
    const told = (await story(invited.interactionId)).timeline.filter(
      ({ answerId }: { answerId: string }) => answerId === id,
    );
    expect(told.map(({ what }: { what: string }) => what)).toEqual(["quarantined", "released", "dismissed"]);
  });

  it("released while it is dismissed is one or the other in the end, and so it counts or not", async () => {
    const ends = new Set<string>();
    for (let n = 0, isDone = false; !isDone; n++) {
      invited = await invite(hearback);
      id = await doubtful(invited, "3");
      const interrupted = interruptAt(hearback.services, n, () => decide("dismiss"));
      await release(interrupted.services).catch((error: unknown) => expect(error).toMatchObject({ code: "conflict" }));
      isDone = interrupted.calls.length <= n;
      const { verdict } = await get(id);
      const { status } = await call("GET", `${path}/${responseId()}`);
      expect([verdict, status], `after ${n} calls`).toEqual(status === 200 ? ["released", 200] : ["dismissed", 404]);
      ends.add(verdict);
    }
    expect(ends).toEqual(new Set(["dismissed", "released"]));
  });

  /** A released answer, and what becomes of it when one decision happens in the middle of another. */
  const decidedAmid = async (n: number, verb: string, endpoint: typeof releaseResponse | typeof dismissResponse) => {
    invited = await invite(hearback);
    id = await doubtful(invited, "3");
    await decide("release");
    if (endpoint === releaseResponse) await decide("dismiss");
    const interrupted = interruptAt(hearback.services, n, () => decide(verb));
    await run(endpoint, interrupted.services).catch((error: unknown) =>
      expect(error).toMatchObject({ code: "conflict" }),
    );
    const { verdict } = await get(id);
    const { status, json } = await call("GET", `${path}/${responseId()}`);
    expect([verdict, status], `${verb} before call ${n}`).toEqual(
      status === 200 ? ["released", 200] : ["dismissed", 404],
    );
    if (status === 200) {
      expect(json, `${verb} before call ${n}`).toMatchObject({ score: 3, edits: [] });
      await decide("release");
      expect(await get(responseId()), `released once more, ${n}`).toEqual(json);
    }
    await decide("dismiss");
    expect((await call("GET", `${path}/${responseId()}`)).status, `dismissed at last, ${n}`).toBe(404);
    return { verdict, isDone: interrupted.calls.length <= n };
  };

  it("released again while that is being taken back counts once if it is released in the end, or not at all", async () => {
    for (const [verb, endpoint] of [
      ["release", dismissResponse],
      ["dismiss", releaseResponse],
    ] as const) {
      const ends = new Set<string>();
      for (let n = 0, isDone = false; !isDone; n++) {
        const end = await decidedAmid(n, verb, endpoint);
        ends.add(end.verdict);
        isDone = end.isDone;
      }
      expect(ends).toEqual(new Set(["dismissed", "released"]));
    }
  });

  it("released while another of its invitation is taken back counts on its own day, and says who released it", async () => {
    for (let n = 0, isDone = false; !isDone; n++) {
      invited = await invite(hearback);
      id = await doubtful(invited, "9");
      const first = await doubtful(invited, "2");
      const { answeredAt } = await get(first);
      await hearback.clock.advance(days(1));
      await decide("release");
      await hearback.clock.advance(days(1));
      const interrupted = interruptAt(hearback.services, n, () => decide("release", first, { replace: true }));
      await run(dismissResponse, interrupted.services);
      isDone = interrupted.calls.length <= n;
      if (isDone) await decide("release", first, { replace: true });
      const decidedBy = expect.stringMatching(/^key_/);
      const wanted = { score: 2, countedAt: answeredAt, decidedBy, edits: [] };
      const counted = await hearback.services.responses.find(hearback.seed.workspaceId, responseId());
      expect(counted, `before call ${n}`).toMatchObject(wanted);
      expect(await get(id)).toMatchObject({ verdict: "dismissed" });
    }
  });

  it("released again after a call that takes it back was cut off in the middle counts once", async () => {
    let crashed = true;
    for (let n = 0; crashed; n++) {
      invited = await invite(hearback);
      id = await doubtful(invited, "3");
      await decide("release");
      const dying = crashAt(hearback.services, n);
      await run(dismissResponse, dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      await hearback.clock.advance(1);
      expect((await decide("release")).status).toBe(200);
      expect(await get(responseId()), `after a crash at call ${n}`).toMatchObject({ score: 3, edits: [] });
      await decide("dismiss");
      expect((await call("GET", `${path}/${responseId()}`)).status, `after a crash at call ${n}`).toBe(404);
    }
  });

  it("is left as it was decided when the change that quarantined it is told again", async () => {
    await decide("dismiss");
    const { services, seed } = hearback;
    const standing = await services.quarantine.find(seed.workspaceId, id);
    if (standing) await services.quarantine.add({ ...standing, verdict: "quarantined" });
    expect((await get(id)).verdict).toBe("dismissed");
  });

  it("is released by the next call when one was cut off in the middle", async () => {
    const { services } = hearback;
    let crashed = true;
    for (let n = 0; crashed; n++) {
      invited = await invite(hearback);
      id = await doubtful(invited, "3");
      const dying = crashAt(services, n);
      await release(dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      expect((await decide("release")).status).toBe(200);
      expect(await get(responseId()), `after a crash at call ${n}`).toMatchObject({ score: 3, edits: [] });
      const { decidedAt, decidedBy } = await get(id);
      expect(await auditOf(hearback, id)).toEqual([{ at: decidedAt, by: decidedBy, what: "release" }]);
    }
  });

  it("is dismissed by the next call when one that takes a release back was cut off in the middle", async () => {
    const { services } = hearback;
    let crashed = true;
    for (let n = 0; crashed; n++) {
      invited = await invite(hearback);
      id = await doubtful(invited, "3");
      await decide("release");
      const dying = crashAt(services, n);
      await run(dismissResponse, dying.services).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      crashed = dying.hasCrashed();
      expect((await decide("dismiss")).status).toBe(200);
      expect((await call("GET", `${path}/${responseId()}`)).status, `after a crash at call ${n}`).toBe(404);
      const { decidedAt, decidedBy } = await get(id);
      expect(await auditOf(hearback, id)).toContainEqual({ at: decidedAt, by: decidedBy, what: "dismiss" });
    }
  });

  it("is not the response itself, and who names that is told which id to name", async () => {
    await hearback.submit(invited.surveyUrl, { score: "9" });
    for (const verb of ["release", "dismiss"]) {
      const { status, json } = await decide(verb, responseId());
      expect([status, json.detail]).toEqual([409, expect.stringContaining("verdict=quarantined")]);
    }
  });

  it("is not found under ids that are none, or not in quarantine", async () => {
    for (const wrong of [`${id}0`, id.slice(0, -1), `${id.slice(0, -2)}99`, "qua_", "x", "%00"]) {
      for (const verb of ["release", "dismiss"]) expect((await decide(verb, wrong)).status, wrong).toBe(404);
    }
  });
});
