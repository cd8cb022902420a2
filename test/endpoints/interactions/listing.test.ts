import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { splitId } from "../../../functions/domain/ids.ts";
import { type ContractedHearback, faultsOf, startUnderContract } from "../../http/contract.ts";
import { interaction } from "../../support/hearback.ts";
import { days, invite } from "../customers.ts";
import { cursorAt, foreignCursors, type Items, idsOf, pagesOf, walk } from "../paging.ts";

const path = "/v1/interactions";

describe("listing interactions", () => {
  let hearback: ContractedHearback;
  /** Ids by when they occurred, newest first. */
  const ids: string[] = [];
  let start: number;
  beforeAll(async () => {
    hearback = await startUnderContract();
    start = Date.parse(hearback.clock.now());
    const reported: { id: string; occurredAt: string }[] = [];
    for (const day of [0, 1, 2, 5, 12]) {
      for (const second of [0, 1, 2, 2, 2]) {
        const occurredAt = daysAgo(day, second);
        const report = interaction({ occurredAt, type: day === 1 ? "unheard.of" : "ticket.solved" });
        const { json } = await hearback.call("POST", path, { body: report });
        reported.push({ id: json.id, occurredAt });
      }
    }
    const newestFirst = reported.sort((a, b) => (a.occurredAt + a.id < b.occurredAt + b.id ? 1 : -1));
    ids.push(...newestFirst.map(({ id }) => id));
  });
  afterAll(() => hearback.close());

  const daysAgo = (day: number, second = 0) => new Date(start - days(day) * 1000 + second * 1000).toISOString();
  const list = (query: Record<string, string> = {}) => hearback.call("GET", `${path}?${new URLSearchParams(query)}`);

  it.each(["1", "3", "5", "24", "25", "26"])("gives everything once and newest first in pages of %s", async (limit) => {
    const pages = await pagesOf(hearback, path, { limit, from: daysAgo(12) });
    expect(idsOf(pages.flat())).toEqual(ids);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(Number(limit));
    expect(pages).toHaveLength(Math.ceil(25 / Number(limit)));
  });

  it("lists fifty unless told otherwise, of the last 30 days", async () => {
    expect(idsOf((await list()).json.items)).toEqual(ids);
    const old = interaction({ occurredAt: daysAgo(31) });
    const { json } = await hearback.call("POST", path, { body: old });
    expect(idsOf((await list()).json.items)).toEqual(ids);
    expect(idsOf((await list({ from: daysAgo(31) })).json.items)).toEqual([...ids, json.id]);
  });

  it("lists what is dated a few minutes ahead", async () => {
    const other = await hearback.plant();
    const report = interaction({ occurredAt: daysAgo(0, 200) });
    const { json } = await hearback.call("POST", path, { key: other.apiKey, body: report });
    expect(idsOf((await hearback.call("GET", path, { key: other.apiKey })).json.items)).toEqual([json.id]);
  });

  it("keeps to from, which is in it, and to, which is not", async () => {
    const second = (at: number) => ids.length - 5 * (at + 1);
    const fromDay5 = await list({ from: daysAgo(5), to: daysAgo(2) });
    expect(idsOf(fromDay5.json.items)).toEqual(ids.slice(second(1), second(0)));
    const exact = await list({ from: daysAgo(2, 1), to: daysAgo(2, 2) });
    expect(exact.json.items).toMatchObject([{ occurredAt: daysAgo(2, 1) }]);
    const byDay = await list({ from: daysAgo(5).slice(0, 10), to: daysAgo(4).slice(0, 10) });
    expect(idsOf(byDay.json.items)).toEqual(ids.slice(second(1), second(0)));
    const withOffset = await list({ from: daysAgo(2, 1).replace("Z", "+00:00"), to: daysAgo(2, 2) });
    expect(withOffset.json).toEqual(exact.json);
    expect((await list({ from: daysAgo(4), to: daysAgo(3) })).json).toEqual({ items: [] });
  });

  it("walks months without anything in several requests", async () => {
    const pages = await pagesOf(hearback, path, { from: daysAgo(160), to: daysAgo(40), limit: "2" });
    expect(pages.flat()).toEqual([]);
    expect(pages.length).toBeGreaterThan(1);
    const found = await walk(hearback, path, { from: daysAgo(150), to: daysAgo(0, 600), limit: "2" });
    expect(idsOf(found).slice(0, 25)).toEqual(ids);
  });

  it("filters by outcome and reason, in pages that may be short", async () => {
    const of = (items: Items) => new Set(items.map(({ outcome, reason }) => reason ?? outcome));
    const invited = await walk(hearback, path, { outcome: "invited", limit: "2", from: daysAgo(12) });
    expect([invited.length, of(invited)]).toEqual([20, new Set(["invited"])]);
    for (const filter of [{ outcome: "not_invited" }, { reason: "no_survey" }]) {
      const found = await walk(hearback, path, { ...filter, limit: "3", from: daysAgo(12) });
      expect([found.length, of(found)]).toEqual([5, new Set(["no_survey"])]);
    }
    expect(await walk(hearback, path, { reason: "throttled" })).toEqual([]);
    expect(await walk(hearback, path, { reason: "no_survey", outcome: "invited" })).toEqual([]);
  });

  it("lists of one customer what it lists of all, without walking through the others", async () => {
    const customer = { email: "jo@example.com" };
    const reported: string[] = [];
    for (const day of [3, 1, 2, 40]) {
      const { json } = await hearback.call("POST", path, { body: interaction({ customer, occurredAt: daysAgo(day) }) });
      reported.push(json.id);
    }
    const [third = "", first = "", second = "", old = ""] = reported;
    const query = { customer: splitId(first).customerId, limit: "2" };
    expect((await pagesOf(hearback, path, query)).map(idsOf)).toEqual([[first, second], [third]]);
    expect(idsOf(await walk(hearback, path, { ...query, from: daysAgo(40) }))).toEqual([first, second, third, old]);
    expect(idsOf(await walk(hearback, path, { ...query, from: daysAgo(3), to: daysAgo(1) }))).toEqual([second, third]);
    expect((await list({ customer: `cus_${"0".repeat(22)}` })).json).toEqual({ items: [] });
  });

  it("loses nothing and adds nothing with any filters, in pages of any size", async () => {
    const { json: other } = await hearback.call("POST", "/v1/surveys", {
      body: { name: "After a call", kind: "csat", listensTo: ["call.ended"], policy: { throttleDays: 0 } },
    });
    const customers = ["ann", "bob", "cleo"].map((name) => ({ email: `${name}@example.com` }));
    for (const [index, customer] of [...customers, ...customers, ...customers].entries()) {
      const type = index % 2 === 0 ? "call.ended" : "ticket.solved";
      const send = index % 3 === 0 ? { via: "link" } : { via: "email" };
      await hearback.call("POST", path, {
        body: interaction({ customer, type, send, occurredAt: daysAgo(index % 4, index) }),
      });
    }
    const all = await walk(hearback, path, { limit: "200", from: daysAgo(12) });
    const known = (pick: (item: Items[number]) => string | undefined) =>
      fc.constantFrom(undefined, ...new Set(all.map(pick)));
    const query = fc.record({
      outcome: known(({ outcome }) => outcome),
      reason: fc.constantFrom(undefined, "no_survey", "throttled", "suppressed"),
      survey: fc.constantFrom(undefined, hearback.seed.surveyId, other.id),
      type: known(({ type }) => type),
      customer: known(({ customerId }) => customerId),
      limit: fc.integer({ min: 1, max: 30 }).map(String),
    });
    const property = fc.asyncProperty(query, async (wanted) => {
      const { outcome, reason, survey, type, customer } = wanted;
      const expected = all.filter(
        (item) =>
          (!outcome || item.outcome === outcome) &&
          (!reason || item.reason === reason) &&
          (!survey || item.invitation?.surveyId === survey) &&
          (!type || item.type === type) &&
          (!customer || item.customerId === customer),
      );
      const told = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const found = await walk(hearback, path, { ...Object.fromEntries(told), from: daysAgo(12) });
      expect(found).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 60 });
  }, 60_000);

  it("is refused for what it does not know, and the fault is named", async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ limit: "0" }, "query.limit"],
      [{ limit: "201" }, "query.limit"],
      [{ limit: "ten" }, "query.limit"],
      [{ limit: "1.5" }, "query.limit"],
      [{ limit: "" }, "query.limit"],
      [{ outcome: "maybe" }, "query.outcome"],
      [{ reason: "because" }, "query.reason"],
      [{ survey: "all" }, "query.survey"],
      [{ type: "" }, "query.type"],
      [{ customer: "email:jo@example.com" }, "query.customer"],
      [{ from: "yesterday" }, "query.from"],
      [{ from: "2026-02-30" }, "query.from"],
      [{ to: "2026-11-22T09:30:00" }, "query.to"],
      [{ from: "2026-11-22", to: "2026-11-22" }, "query.from"],
      [{ from: "2026-11-23", to: "2026-11-22" }, "query.from"],
      [{ page: "2" }, "query.page"],
    ];
    for (const [query, fault] of wrong) {
      const answer = await list(query);
      expect([answer.status, faultsOf(answer)], JSON.stringify(query)).toEqual([422, [fault]]);
    }
  });

  it.each(foreignCursors)("is refused for the cursor %s", async (cursor) => {
    const answer = await list({ cursor });
    expect([answer.status, faultsOf(answer)]).toEqual([422, [expect.stringMatching(/cursor$/)]]);
  });

  it("ends, without a failure, when a cursor lies before where the list begins", async () => {
    const { json } = await list({ from: daysAgo(2), to: daysAgo(1), limit: "2" });
    for (const from of [daysAgo(2, 2), daysAgo(2, 5), daysAgo(0)]) {
      const { status, json: rest } = await list({ from, cursor: json.nextCursor, limit: "2" });
      expect(status).toBe(200);
      for (const { occurredAt } of rest.items) expect(occurredAt >= from).toBe(true);
    }
    expect(
      (await list({ from: daysAgo(2, 3), to: daysAgo(1), cursor: cursorAt(hearback, daysAgo(2, 1)) })).json,
    ).toEqual({
      items: [],
    });
  });

  it("never shows what lies after to, whatever the cursor says", async () => {
    const { json } = await list({ from: daysAgo(6), to: daysAgo(4), cursor: cursorAt(hearback, daysAgo(0, 600)) });
    for (const { occurredAt } of json.items) expect(occurredAt < daysAgo(4)).toBe(true);
  });

  it("answers for any time that can be written down", async () => {
    for (const [from, to] of [
      ["0000-01-01", "0000-01-10"],
      ["0000-01-01T00:00:00+23:59", "0000-01-02"],
      ["9999-12-31", "9999-12-31T23:59:59-23:59"],
      ["9999-12-31T23:59:59-23:58", "9999-12-31T23:59:59-23:59"],
      ["0000-01-01", "9999-12-31"],
    ]) {
      expect([200, 422]).toContain((await list({ from: from ?? "", to: to ?? "" })).status);
    }
    expect([200, 422]).toContain((await list({ to: "0000-01-10" })).status);
  });

  it("shows the same of an interaction as it shows alone", async () => {
    const { interactionId } = await invite(hearback);
    const { json } = await list({ limit: "200" });
    const { json: story } = await hearback.call("GET", `${path}/${interactionId}`);
    const { invitations: _, timeline: __, ...alone } = story;
    expect(json.items.find(({ id }: { id: string }) => id === interactionId)).toEqual(alone);
  });
});
