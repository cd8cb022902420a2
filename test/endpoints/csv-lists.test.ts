import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "../../functions/http/read-csv.ts";
import { type ContractedHearback, startUnderContract } from "../http/contract.ts";
import { answer } from "./customers.ts";
import { idsOf, walk } from "./paging.ts";

const lists = ["/v1/interactions", "/v1/responses", "/v1/suppressions"];

describe("a list that is asked for as CSV", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract({
      plant: { survey: { followUps: [{ id: "why", type: "text", ask: { en: "Why?" }, required: false }] } },
    });
    for (const n of [1, 2, 3]) {
      const customer = { email: `jo-${n}@example.com` };
      const amount = n === 1 ? { value: "-49.90", currency: "EUR" } : undefined;
      const report = {
        id: `=cmd|${n}`,
        customer,
        agent: { id: "a-7", name: "+Sam, the first" },
        attributes: { n },
        amount,
      };
      await answer(hearback, 10 - n, { comment: '=HYPERLINK("x")\nand more', report });
      await hearback.call("POST", "/v1/suppressions", { body: { email: `no-${n}@example.com`, note: "@home" } });
    }
  });
  afterAll(() => hearback.close());

  const get = (path: string, accept = "text/csv") => hearback.call("GET", path, { headers: { accept } });
  const tableOf = (text: string) => {
    const { header, rows } = readCsv(Buffer.from(text), 500);
    return rows.map(({ cells }) => Object.fromEntries(header.cells.map((name, at) => [name, cells[at]])));
  };

  it.each(lists)("has all of %s, page by page by its Link", async (path) => {
    const ids: (string | undefined)[] = [];
    let next: string | undefined = `${path}?limit=2`;
    let pages = 0;
    for (; next !== undefined && pages < 5; pages++) {
      const { status, text, headers } = await get(next);
      expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8; header=present"]);
      expect(text).toMatch(/^id,[\w.,]+\r\n/);
      ids.push(...tableOf(text).map(({ id }) => id));
      [, next] = /^<([^>]+)>; rel="next"$/.exec(headers.get("link") ?? "") ?? [];
    }
    expect(pages).toBe(2);
    expect(ids).toEqual(idsOf(await walk(hearback, path, {})));
  });

  it.each(lists)("is %s in JSON for whoever does not prefer CSV, and a problem is one in both", async (path) => {
    for (const accept of ["application/json", "text/csv;q=0.4, application/json;q=0.5", "image/png"]) {
      const { headers } = await get(path, accept);
      expect([headers.get("content-type"), headers.get("vary")]).toEqual(["application/json", "accept"]);
    }
    const refused = await get(`${path}?limit=0`);
    expect([refused.status, refused.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
  });

  it("leaves nothing for a spreadsheet to compute, and numbers what they are", async () => {
    const [, , first] = tableOf((await get("/v1/interactions")).text);
    expect(first).toMatchObject({
      externalId: "'=cmd|1",
      "agent.name": "'+Sam, the first",
      "amount.value": "-49.90",
      attributes: '{"n":1}',
      outcome: "invited",
      "invitation.surveyId": hearback.seed.surveyId,
      until: "",
    });
    const [newest] = tableOf((await get("/v1/responses")).text);
    expect(newest).toMatchObject({ score: "7", comment: `'=HYPERLINK("x")\nand more`, "segments.agent.value": "a-7" });
    const [suppressed] = tableOf((await get("/v1/suppressions")).text);
    expect(suppressed).toMatchObject({ email: "no-3@example.com", note: "'@home" });
  });

  it("has the same columns when it is empty", async () => {
    for (const path of lists) {
      const [header] = (await get(path)).text.split("\r\n");
      const { apiKey } = await hearback.plant();
      const { text } = await hearback.call("GET", path, { key: apiKey, headers: { accept: "text/csv" } });
      expect(text).toBe(`${header}\r\n`);
    }
  });

  it("keeps the filters in its Link", async () => {
    const { headers } = await get("/v1/interactions?type=ticket.solved&limit=1");
    const link = new URL(headers.get("link")?.slice(1).split(">")[0] ?? "", "https://hearback.example");
    expect(Object.fromEntries(link.searchParams)).toEqual({
      type: "ticket.solved",
      limit: "1",
      cursor: expect.any(String),
    });
  });
});
