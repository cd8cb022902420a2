/** Lists from the by-day index, newest first, going back day by day. A place is a position in the index. */
import { type Slot, slotSeconds } from "../../domain/calendar.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import { addDays, addSeconds, epochMs, type Instant, utcDay } from "../../domain/time.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { collect, toEntity } from "./entities.ts";
import { byDayIndex, type DayKind, dayPk } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** A page looks at no more days than this, so that a long empty range is walked in several requests. */
const daysPerPage = 100;

/**
 * While a page is not full, twice as many days as before are asked for at once: a month without answers takes five rounds
 * instead of thirty-one, and where days are alike hardly more is read in vain than is shown.
 */
const maxDaysAtOnce = 16;

/** Bytes of a page: two lists that are shown as one have to fit into the 6 MB that a function can answer. */
const bytesPerPage = 2_000_000;

/** Among all lists. */
export const nameOfList = (workspaceId: string, kinds: readonly DayKind[]): string => [workspaceId, ...kinds].join("#");

export async function listByDay<T>(table: Table, kind: DayKind, query: ListQuery): Promise<Page<T>> {
  const list = nameOfList(query.workspaceId, [kind]);
  const { items, next } = await findByDay(table, kind, query, cursorOf(list, query));
  const shown = items.map((item) => toEntity<T>(item));
  return { items: shown, ...(next !== undefined && { nextCursor: writeCursor(list, next) }) };
}

/** What of a kind lies in a slot. */
export const listSlot = <T>(table: Table, kind: DayKind, workspaceId: string, slot: Slot): Promise<T[]> =>
  collect<T>(
    table.query({
      index: byDayIndex,
      partition: ["dayPk", dayPk(workspaceId, kind, utcDay(slot))],
      between: ["daySk", slot, addSeconds(slot, slotSeconds)],
    }),
  );

/** Several kinds as one list. What lies before the place up to which each kind was looked at is left to the next page. */
export async function listTogether<T>(table: Table, kinds: readonly DayKind[], query: ListQuery): Promise<Page<T>> {
  const list = nameOfList(query.workspaceId, kinds);
  const before = cursorOf(list, query);
  const pages = await Promise.all(kinds.map((kind) => findByDay(table, kind, query, before)));
  const reached = pages.flatMap(({ next }) => next ?? []);
  const horizon = reached.sort().at(-1) ?? "";
  const found = pages.flatMap(({ items }) => items).filter(({ daySk }) => String(daySk) >= horizon);
  const shown = found.sort((a, b) => (String(a["daySk"]) < String(b["daySk"]) ? 1 : -1)).slice(0, query.limit);
  const last = shown.length < found.length ? String(shown.at(-1)?.["daySk"]) : horizon;
  return { items: shown.map((item) => toEntity<T>(item)), ...(last !== "" && { nextCursor: writeCursor(list, last) }) };
}

/** The place before which a page begins. */
function cursorOf(list: string, { cursor, to }: ListQuery): string {
  const place = cursor === undefined ? to : readCursor(list, cursor);
  return place < to ? place : to;
}

/** `next` is the place up to which was looked, where there is more. */
async function findByDay(
  table: Table,
  kind: DayKind,
  query: ListQuery,
  before: string,
): Promise<{ items: readonly Item[]; next?: string }> {
  if (before <= query.from) return { items: [] };
  const items: Item[] = [];
  let bytes = 0;
  let last = before;
  const days = daysOf(query, before);
  for (let at = 0, atOnce = 1; at < days.length; at += atOnce, atOnce = Math.min(2 * atOnce, maxDaysAtOnce)) {
    const asked = days.slice(at, at + atOnce);
    const limit = query.limit - items.length;
    const found = await Promise.all(
      asked.map((day) => itemsOf(table, dayPk(query.workspaceId, kind, day), { ...query, limit, before })),
    );
    for (const [index, day] of asked.entries()) {
      for (const item of found[index] ?? []) {
        bytes += sizeOf(item);
        const isFull = items.length === query.limit || (items.length > 0 && bytes > bytesPerPage);
        if (isFull) return { items, next: last };
        items.push(item);
        last = String(item["daySk"]);
      }
      last = last.slice(0, 10) > day || items.length === 0 ? `${day}T00:00:00.000Z` : last;
    }
  }
  return days.at(-1) === utcDay(query.from) ? { items } : { items, next: last };
}

/** Those that a page looks at, newest first. */
function daysOf({ from }: ListQuery, before: string): readonly string[] {
  const days: string[] = [];
  for (let day = utcDay(lastInstantBefore(before)); days.length < daysPerPage && day >= utcDay(from); ) {
    days.push(day);
    day = utcDay(addDays(`${day}T00:00:00.000Z`, -1));
  }
  return days;
}

/** Of a day, newest first: those that a page may show, and one more that tells whether there is a next page. */
async function itemsOf(
  table: Table,
  partition: string,
  { from, before, limit }: { readonly from: string; readonly before: string; readonly limit: number },
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let bytes = 0;
  const found = table.query({
    index: byDayIndex,
    partition: ["dayPk", partition],
    between: ["daySk", from, before],
    newestFirst: true,
    // Another one more makes up for the one that `before` names.
    limit: limit + 2,
  });
  for await (const item of found) {
    if (String(item["daySk"]) >= before) continue;
    items.push(item);
    bytes += sizeOf(item);
    if (bytes > bytesPerPage) break;
  }
  return items;
}

const sizeOf = (item: Item): number => Buffer.byteLength(JSON.stringify(item));

const lastInstantBefore = (at: string): Instant =>
  at.includes("#") ? at.slice(0, 24) : new Date(epochMs(at) - 1).toISOString();
