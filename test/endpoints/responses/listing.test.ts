import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { answer, days } from "../customers.ts";
import { foreignCursors, idsOf, pagesOf, walk } from "../paging.ts";

const path = "/v1/responses";

describe("listing responses", () => {
  let hearback: ContractedHearback;
  let other: string;
  /** Ids by when they were answered, newest first. */
  const ids: string[] = [];
  const times: string[] = [];
  beforeAll(async () => {
    hearback = await startUnderContract();
    const body = { name: "Other", kind: "nps", listensTo: ["order.delivered"], invitation: { delaySeconds: 0 } };
    other = (await hearback.call("POST", "/v1/surveys", { body })).json.id;
    for (let n = 0; n < 12; n++) {
      times.unshift(hearback.clock.now());
      const { responseId } = await answer(hearback, n % 11, {
        ...(n % 3 === 0 && { comment: `comment ${n}` }),
        report: {
          type: n % 4 === 0 ? "order.delivered" : "ticket.solved",
          agent: { id: n % 2 === 0 ? "a-7" : "a-70", name: "Sam" },
          channel: "a:b",
          customer: { email: `jo-${n}@example.com`, locale: "en-GB" },
        },
      });
      ids.unshift(responseId);
      await hearback.clock.advance(n % 4 === 3 ? days(2) : 1);
    }
  });
  afterAll(() => hearback.close());

  const list = (query: Record<string, string> = {}) => hearback.call("GET", `${path}?${new URLSearchParams(query)}`);
  const scoresOf = async (query: Record<string, string>): Promise<number[]> =>
    (await walk(hearback, path, { ...query, limit: "7", from: times.at(-1) ?? "" }))
      .map(({ score }) => score)
      .sort((a, b) => a - b);

  it.each(["1", "4", "5", "11", "12", "13"])("gives everything once and newest first in pages of %s", async (limit) => {
    const pages = await pagesOf(hearback, path, { limit, from: times.at(-1) ?? "" });
    expect(idsOf(pages.flat())).toEqual(ids);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(Number(limit));
  });

  it("filters by survey, scores, comment and segment", async () => {
    expect(await scoresOf({ survey: other })).toEqual([0, 4, 8]);
    expect(await scoresOf({ survey: hearback.seed.surveyId })).toEqual([0, 1, 2, 3, 5, 6, 7, 9, 10]);
    expect(await scoresOf({ survey: "srv_00000000000" })).toEqual([]);
    expect(await scoresOf({ minScore: "9" })).toEqual([9, 10]);
    expect(await scoresOf({ maxScore: "0" })).toEqual([0, 0]);
    expect(await scoresOf({ minScore: "5", maxScore: "6" })).toEqual([5, 6]);
    expect(await scoresOf({ minScore: "6", maxScore: "5" })).toEqual([]);
    expect(await scoresOf({ hasComment: "true" })).toEqual([0, 3, 6, 9]);
    expect(await scoresOf({ hasComment: "false" })).toHaveLength(8);
    expect(await scoresOf({ segment: "agent:a-7" })).toEqual([0, 2, 4, 6, 8, 10]);
    expect(await scoresOf({ segment: "agent:a-" })).toEqual([]);
    expect(await scoresOf({ segment: "channel:a:b" })).toHaveLength(12);
    expect(await scoresOf({ segment: "locale:en-GB" })).toHaveLength(12);
    expect(await scoresOf({ segment: "type:order.delivered" })).toEqual([0, 4, 8]);
    expect(await scoresOf({ segment: "version:1" })).toHaveLength(12);
    expect(await scoresOf({ segment: "product:Router" })).toEqual([]);
    expect(await scoresOf({ segment: "agent:a-7", minScore: "3", survey: other, hasComment: "false" })).toEqual([4, 8]);
    expect(await scoresOf({ verdict: "counted" })).toEqual(await scoresOf({ verdict: "all" }));
    expect(await scoresOf({ verdict: "quarantined" })).toEqual([]);
    expect(await scoresOf({ verdict: "dismissed" })).toEqual([]);
  });

  it("keeps to from and to", async () => {
    const at = (n: number) => times[n] ?? "";
    const between = await list({ from: at(7), to: at(3) });
    expect(idsOf(between.json.items)).toEqual(ids.slice(4, 8));
    expect((await list({ from: "2020-01-01", to: "2020-03-01" })).json).toEqual({ items: [] });
  });

  it("shows a response as it is shown alone, but for its edits", async () => {
    const [first] = (await list()).json.items;
    const { json } = await hearback.call("GET", `${path}/${first.id}`);
    expect(json).toEqual({ ...first, edits: expect.any(Array) });
    expect(json).toMatchObject({
      id: ids[0],
      score: 0,
      verdict: "counted",
      test: false,
      segments: { agent: { value: "a-70", label: "Sam" }, channel: { value: "a:b" }, locale: { value: "en-GB" } },
    });
  });

  it("is refused for what it does not know, and the fault is named", async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ survey: "mine" }, "query.survey"],
      [{ minScore: "11" }, "query.minScore"],
      [{ maxScore: "-11" }, "query.maxScore"],
      [{ minScore: "x" }, "query.minScore"],
      [{ hasComment: "yes" }, "query.hasComment"],
      [{ segment: "agent" }, "query.segment"],
      [{ segment: "agent:" }, "query.segment"],
      [{ segment: "mood:good" }, "query.segment"],
      [{ segment: "__proto__:x" }, "query.segment"],
      [{ verdict: "maybe" }, "query.verdict"],
      [{ limit: "201" }, "query.limit"],
      [{ from: "2026-11-23", to: "2026-11-22" }, "query.from"],
      [{ sort: "score" }, "query.sort"],
    ];
    for (const [query, fault] of wrong) {
      const answered = await list(query);
      expect([answered.status, faultsOf(answered)], JSON.stringify(query)).toEqual([422, [fault]]);
    }
    for (const cursor of foreignCursors) expect((await list({ cursor })).status, cursor).toBe(422);
  });

  it("is refused for a score that was left empty, which is not 0", async () => {
    for (const name of ["minScore", "maxScore"]) {
      const answered = await list({ [name]: "" });
      expect([answered.status, faultsOf(answered)]).toEqual([422, [`query.${name}`]]);
    }
  });

  it("finds no response under an id that is none, cut, or of something else", async () => {
    const id = ids[0] ?? "";
    for (const wrong of [
      `rsp_${"0".repeat(44)}`,
      id.slice(0, -1),
      `${id}0`,
      id.replace("rsp", "inv"),
      "rsp_",
      "x",
      "%00",
    ]) {
      expect((await hearback.call("GET", `${path}/${wrong}`)).status, wrong).toBe(404);
      expect((await hearback.call("GET", `/v1/interactions/${wrong}`)).status, wrong).toBe(404);
    }
  });

  it("never gives a page larger than the 6 MB that a function can answer", async () => {
    const { services, clock, plant, call } = hearback;
    const { workspaceId, surveyId, apiKey } = await plant();
    const now = clock.now();
    const words = { score: 1, comment: "語".repeat(4000) };
    for (let n = 0; n < 30; n++) {
      const id = String(n).padStart(44, "0");
      await services.responses.add({
        ...words,
        id: `rsp_${id}`,
        workspaceId,
        customerId: `cus_${id.slice(0, 22)}`,
        invitationId: `inv_${id}`,
        interactionId: `int_${id}`,
        surveyId,
        surveyVersion: 1,
        segments: {},
        test: false,
        countedAt: now,
        changedAt: now,
        editableUntil: now,
        revision: 21,
        edits: Array.from({ length: 20 }, () => ({ ...words, at: now })),
      });
    }
    const { text } = await call("GET", path, { key: apiKey });
    expect(Buffer.byteLength(text)).toBeLessThan(6_000_000);
  });

  it("leaves out nothing that a test has made, and marks it", async () => {
    await hearback.call("PATCH", "/v1/workspace", { body: { testers: ["tess@example.com"] } });
    const { responseId } = await answer(hearback, 1, {
      report: { test: true, customer: { email: "tess@example.com" } },
    });
    const { json } = await hearback.call("GET", `${path}/${responseId}`);
    expect(json).toMatchObject({ score: 1, test: true });
  });
});
