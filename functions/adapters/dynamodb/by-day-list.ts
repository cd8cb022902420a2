/** Lists from the by-day index, newest first, going back day by day. A place is a position in the index. */
import { type Slot, slotSeconds } from "../../domain/calendar.ts";
import type { ListQuery, Page } from "../../domain/ports.ts";
import { addDays, addSeconds, epochMs, type Instant, utcDay } from "../../domain/time.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { collect, toEntity } from "./entities.ts";
import { byDayIndex, type DayKind, dayPk } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** A page looks at no more days than this, so that a long empty range is walked in several requests. */
const daysPerPage = 100;

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
  let day = utcDay(lastInstantBefore(before));
  for (let looked = 0; looked < daysPerPage && day >= utcDay(query.from); looked++) {
    const found = table.query({
      index: byDayIndex,
      partition: ["dayPk", dayPk(query.workspaceId, kind, day)],
      between: ["daySk", query.from, before],
      newestFirst: true,
      // One more tells whether there is a next page; another makes up for the one that `before` names.
      limit: query.limit - items.length + 2,
    });
    for await (const item of found) {
      const at = String(item["daySk"]);
      if (at >= before) continue;
      bytes += Buffer.byteLength(JSON.stringify(item));
      const isFull = items.length === query.limit || (items.length > 0 && bytes > bytesPerPage);
      if (isFull) return { items, next: last };
      items.push(item);
      last = at;
    }
    last = last.slice(0, 10) > day || items.length === 0 ? `${day}T00:00:00.000Z` : last;
    day = utcDay(addDays(`${day}T00:00:00.000Z`, -1));
  }
  return day >= utcDay(query.from) ? { items, next: last } : { items };
}

const lastInstantBefore = (at: string): Instant =>
  at.includes("#") ? at.slice(0, 24) : new Date(epochMs(at) - 1).toISOString();
