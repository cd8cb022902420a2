import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect } from "vitest";
import { listByDay, nameOfList } from "../../../functions/adapters/dynamodb/by-day-list.ts";
import { writeCursor } from "../../../functions/adapters/dynamodb/cursor.ts";
import { byDay } from "../../../functions/adapters/dynamodb/keys.ts";
import { Table } from "../../../functions/adapters/dynamodb/table.ts";
import { isAppError } from "../../../functions/domain/errors.ts";
import { joinId, toBase62 } from "../../../functions/domain/ids.ts";
import type { ListQuery } from "../../../functions/domain/ports/lists.ts";
import { addDays, addSeconds, toInstant } from "../../../functions/domain/time.ts";
import { ensureTable } from "../../../local/table.ts";
import { customerId } from "../../domain/builders.ts";
import { engineEndpoint } from "../../support/engine.ts";
import { fc, it } from "../../support/property.ts";

const noon = "2026-11-22T12:00:00.000Z";
const [start, end] = ["2026-11-18T00:00:00.000Z", "2026-11-26T00:00:00.000Z"];

let table: Table;
let workspaces = 0;
beforeAll(async () => {
  const name = `by-day-${randomUUID()}`;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: engineEndpoint(), region: "local", credentials });
  await ensureTable(client, name);
  table = new Table(client, name, () => noon);
});

interface Listed {
  readonly id: string;
  readonly at: string;
}

/** A workspace with an interaction at each of these times; ids are numbered from 1. */
async function workspaceWith(times: readonly string[]): Promise<{ workspaceId: string; items: Listed[] }> {
  workspaces += 1;
  const workspaceId = `ws_${String(workspaces).padStart(11, "0")}`;
  const items = times.map((at, index) => {
    const own = toBase62(new Uint8Array(16).fill(0, 0, 15).fill(index + 1, 15));
    return { id: joinId("int", customerId, own), at };
  });
  await Promise.all(items.map((item) => put(workspaceId, item)));
  return { workspaceId, items };
}

const put = (workspaceId: string, { id, at }: Listed) =>
  table.put({ pk: `w#${workspaceId}`, sk: id, ...byDay(workspaceId, "interaction", at, id), id, at });

const page = (query: Partial<ListQuery> & { workspaceId: string }) =>
  listByDay<Listed>(table, "interaction", { from: start, to: end, limit: 50, ...query });

/** All pages, one after the other. */
async function pages(query: Parameters<typeof page>[0]): Promise<Listed[][]> {
  const found: Listed[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page({ ...query, ...(cursor !== undefined && { cursor }) });
    found.push([...items]);
    cursor = nextCursor;
  } while (cursor !== undefined && found.length < 200);
  return found;
}

const newestFirst = (a: Listed, b: Listed): number => (a.at + a.id < b.at + b.id ? 1 : -1);
const cursorAt = (workspaceId: string, place: string): string =>
  writeCursor(nameOfList(workspaceId, ["interaction"]), place);

describe("a list by day", () => {
  it("shows the newest first, across days, without what the table adds", async () => {
    const { workspaceId, items } = await workspaceWith([
      noon,
      addDays(noon, -2),
      addSeconds(noon, 1),
      addDays(noon, 1),
    ]);
    expect(await page({ workspaceId })).toEqual({ items: [...items].sort(newestFirst) });
  });

  it("begins with from and ends before to", async () => {
    const { workspaceId } = await workspaceWith([noon, addSeconds(noon, 1), addSeconds(noon, 2)]);
    const { items } = await page({ workspaceId, from: noon, to: addSeconds(noon, 2) });
    expect(items.map(({ at }) => at)).toEqual([addSeconds(noon, 1), noon]);
  });

  it("shows nothing of another workspace", async () => {
    await workspaceWith([noon]);
    const { workspaceId } = await workspaceWith([]);
    expect(await page({ workspaceId })).toEqual({ items: [] });
  });

  it("names a next page only when there is something on it", async () => {
    const { workspaceId } = await workspaceWith([noon, noon, noon]);
    expect((await page({ workspaceId, from: noon, limit: 3 })).nextCursor).toBeUndefined();
    expect((await page({ workspaceId, from: noon, limit: 2 })).nextCursor).toBeDefined();
  });

  it("walks a long empty range in several requests and finds what lies behind it", async () => {
    const { workspaceId, items } = await workspaceWith([addDays(noon, -250), noon]);
    const found = await pages({ workspaceId, from: addDays(noon, -300), to: addDays(noon, 1) });
    expect(found.flat()).toEqual([...items].reverse());
    expect(found.length).toBeGreaterThan(1);
    expect(found.length).toBeLessThanOrEqual(4);
  });

  it("goes on where it was although newer ones have come meanwhile", async () => {
    const { workspaceId, items } = await workspaceWith([noon, addSeconds(noon, 60), addSeconds(noon, 120)]);
    const { nextCursor = "" } = await page({ workspaceId, limit: 1 });
    await put(workspaceId, { id: joinId("int", customerId, "7".repeat(22)), at: addSeconds(noon, 180) });
    const rest = await page({ workspaceId, cursor: nextCursor });
    expect(rest.items).toEqual([items[1], items[0]]);
  });

  const hours = fc.integer({ min: 0, max: 8 * 24 }).map((hour) => addSeconds(start, hour * 3600));
  const times = fc.array(hours, { maxLength: 25, size: "max" });
  const moment = fc.integer({ min: Date.parse(start), max: Date.parse(end) }).map(toInstant);

  const range = fc.tuple(fc.oneof(hours, moment), fc.oneof(hours, moment)).map((ends) => ends.sort());

  it.prop([times, range, fc.integer({ min: 1, max: 6 })], { numRuns: 40 })(
    "shows everything once, page by page",
    async (all, [from = start, to = end], limit) => {
      const { workspaceId, items } = await workspaceWith(all);
      const expected = items.filter(({ at }) => from <= at && at < to).sort(newestFirst);
      const found = await pages({ workspaceId, from, to, limit });
      expect(found.flat()).toEqual(expected);
      expect(Math.max(...found.map((one) => one.length))).toBeLessThanOrEqual(limit);
    },
  );
});

describe("a cursor", () => {
  it.each(["", "nonsense", Buffer.from(noon).toString("base64url"), cursorAt("ws_another", noon)])(
    "%j that we did not write is an invalid input",
    async (cursor) => {
      const { workspaceId } = await workspaceWith([]);
      const refusal = await page({ workspaceId, cursor }).catch((error: unknown) => error);
      expect(isAppError(refusal, "invalid")).toBe(true);
    },
  );

  it("that was cut, lengthened or changed in any place is one that we did not write", async () => {
    const { workspaceId } = await workspaceWith([noon, noon]);
    const { nextCursor = "" } = await page({ workspaceId, limit: 1 });
    const changed = [...nextCursor].map((letter, at) => {
      return nextCursor.slice(0, at) + (letter === "A" ? "B" : "A") + nextCursor.slice(at + 1);
    });
    for (const cursor of [...changed, nextCursor.slice(0, -1), `${nextCursor}A`, `${nextCursor}=`, ` ${nextCursor}`]) {
      const refusal = await page({ workspaceId, cursor }).catch((error: unknown) => error);
      expect(isAppError(refusal, "invalid"), cursor).toBe(true);
    }
  });

  it("from before the range ends the list, also on the range's first day", async () => {
    const { workspaceId } = await workspaceWith([noon]);
    for (const position of [addSeconds(noon, -3600), addDays(noon, -3), "0000-01-01T00:00:00.000Z"]) {
      expect(await page({ workspaceId, from: noon, cursor: cursorAt(workspaceId, position) })).toEqual({ items: [] });
    }
  });

  it("from behind the range shows nothing beyond it", async () => {
    const { workspaceId } = await workspaceWith([noon, addDays(noon, 2)]);
    const { items } = await page({
      workspaceId,
      to: addDays(noon, 1),
      cursor: cursorAt(workspaceId, addDays(noon, 3)),
    });
    expect(items.map(({ at }) => at)).toEqual([noon]);
  });
});

describe("a range at the end of time", () => {
  it.each([
    ["the first days there are", "0000-01-01T00:00:00.000Z", "0000-01-15T00:00:00.000Z"],
    ["days before the first year", "-000001-12-16T00:00:00.000Z", "0000-01-15T00:00:00.000Z"],
    ["the last days there are", "9999-12-30T00:00:00.000Z", "9999-12-31T23:59:59.999Z"],
    ["days behind the last year", "9999-12-30T00:00:00.000Z", "+010000-01-01T10:00:00.000Z"],
  ])("is as empty as any other: %s", async (_what, from, to) => {
    const { workspaceId } = await workspaceWith([]);
    expect(await page({ workspaceId, from, to })).toEqual({ items: [] });
  });
});

describe("a page of long items", () => {
  it("ends before it is more than a function can answer, and the next one goes on", async () => {
    const times = Array.from({ length: 9 }, (_, n) => addSeconds(noon, n));
    const { workspaceId, items } = await workspaceWith(times);
    const text = "x".repeat(380_000);
    for (const { id, at } of items) {
      await table.put({ pk: `w#${workspaceId}`, sk: id, ...byDay(workspaceId, "interaction", at, id), id, at, text });
    }
    const found = await pages({ workspaceId });
    expect(found.map((one) => one.length)).toEqual([5, 4]);
    expect(found.flat().map(({ id }) => id)).toEqual(items.map(({ id }) => id).reverse());
  });
});
