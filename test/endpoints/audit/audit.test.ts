import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { invite } from "../customers.ts";
import { foreignCursors, pagesOf, walk } from "../paging.ts";

describe("the audit log", () => {
  let hearback: ContractedHearback;
  let by: string;
  let suppressed: string;
  let cancelled: string;
  /** When the second of its three days began. */
  let second: string;
  beforeAll(async () => {
    hearback = await startUnderContract();
    const { call, clock, seed } = hearback;
    by = `key_${seed.apiKey.split("_")[2]}`;
    suppressed = (await call("POST", "/v1/suppressions", { body: { email: "no@example.com" } })).json.id;
    await clock.advance(86_400);
    second = clock.now();
    cancelled = (await invite(hearback)).invitationId;
    await call("DELETE", `/v1/invitations/${cancelled}`);
    await call("DELETE", `/v1/invitations/${cancelled}`);
    await clock.advance(86_400);
    await call("DELETE", `/v1/suppressions/${suppressed}`);
  });
  afterAll(() => hearback.close());

  const walkAll = (query: Record<string, string> = {}) => walk(hearback, "/v1/audit", query);
  const actions = async (query: Record<string, string>) => (await walkAll(query)).map(({ what }) => what);
  const get = (query: string, headers = {}) => hearback.call("GET", `/v1/audit${query}`, { headers });

  it("tells who did what to which thing, newest first, and what was done twice once", async () => {
    expect(await walkAll()).toEqual([
      { at: expect.any(String), what: "lift", subject: suppressed, by },
      { at: expect.any(String), what: "cancel", subject: cancelled, by },
      { at: expect.any(String), what: "suppress", subject: suppressed, by },
    ]);
  });

  it("comes in pages, each going on where the one before ended", async () => {
    const pages = await pagesOf(hearback, "/v1/audit", { limit: "1" });
    expect(pages.map((page) => page.length)).toEqual([1, 1, 1]);
    expect(pages.flat()).toEqual(await walkAll());
  });

  it("is told of one kind of action, of one thing, or of a time", async () => {
    expect(await actions({ what: "cancel" })).toEqual(["cancel"]);
    expect(await actions({ subject: suppressed })).toEqual(["lift", "suppress"]);
    expect(await actions({ subject: suppressed, what: "cancel", limit: "1" })).toEqual([]);
    expect(await actions({ from: second })).toEqual(["lift", "cancel"]);
    expect(await actions({ to: second })).toEqual(["suppress"]);
    const [lift, cancel] = await walkAll();
    expect(await actions({ from: cancel.at, to: lift.at })).toEqual(["cancel"]);
  });

  it("ends a list whose cursor lies before the time that is asked for by now", async () => {
    const { json } = await get("?limit=2");
    expect((await get(`?from=${hearback.clock.now()}&cursor=${json.nextCursor}`)).json).toEqual({ items: [] });
    expect((await get(`?to=${second}&cursor=${(await get("?limit=1")).json.nextCursor}`)).json.items).toHaveLength(1);
  });

  it("is a table for whoever asks for CSV", async () => {
    const [{ at }] = await walkAll();
    const { text, headers } = await get("?limit=1", { accept: "text/csv" });
    expect(text).toBe(`at,what,subject,by\r\n${at},lift,${suppressed},${by}\r\n`);
    expect(headers.get("link")).toContain('rel="next"');
  });

  it("is of the last 30 days unless told otherwise, and lasts as long as records are kept", async () => {
    await hearback.clock.advance(31 * 86_400);
    expect(await walkAll()).toEqual([]);
    expect(await actions({ from: second })).toEqual(["lift", "cancel"]);
    await hearback.clock.advance(731 * 86_400);
    expect(await actions({ from: second })).toEqual([]);
  });

  it.each([
    ["what=erase", "query.what"],
    ["subject=", "query.subject"],
    ["from=2026-11-22&to=2026-11-22", "query.from"],
    ...foreignCursors.map((cursor) => [`cursor=${cursor}`, "query.cursor"]),
  ])("refuses ?%s", async (query, fault) => {
    const refused = await get(`?${query}`);
    expect([refused.status, faultsOf(refused)]).toEqual([422, [fault]]);
  });
});
