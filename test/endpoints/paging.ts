/** Walking through lists. */
import { expect } from "vitest";
import { nameOfList } from "../../functions/adapters/dynamodb/by-day-list.ts";
import { writeCursor } from "../../functions/adapters/dynamodb/cursor.ts";
import type { ContractedHearback } from "../http/contract.ts";

// biome-ignore lint/suspicious/noExplicitAny: lists hold items of every shape
export type Items = any[];

/** The pages of a list, from the first to the one without a cursor. */
export async function pagesOf(
  { call }: ContractedHearback,
  path: string,
  query: Record<string, string>,
): Promise<Items[]> {
  const pages: Items[] = [];
  let cursor: string | undefined;
  do {
    const { status, json, text } = await call(
      "GET",
      `${path}?${new URLSearchParams({ ...query, ...(cursor && { cursor }) })}`,
    );
    expect(status, text).toBe(200);
    pages.push(json.items);
    expect(json.nextCursor, "a cursor goes on").not.toBe(cursor ?? "");
    cursor = json.nextCursor;
  } while (cursor !== undefined && pages.length < 200);
  return pages;
}

export const walk = async (hearback: ContractedHearback, path: string, query: Record<string, string>): Promise<Items> =>
  (await pagesOf(hearback, path, query)).flat();

export const idsOf = (items: Items): string[] => items.map(({ id }) => id);

/** A cursor of a list of interactions, for a place of our choice. */
export const cursorAt = ({ seed }: ContractedHearback, place: string): string =>
  writeCursor(nameOfList(seed.workspaceId, ["interaction"]), place);

const unmarked = (place: string): string => Buffer.from(place).toString("base64url");

/** What no list has given out. */
export const foreignCursors = [
  "x",
  "%00",
  unmarked("2026-11-22"),
  unmarked("2026-13-45T00:00:00.000Z"),
  unmarked("2026-11-22T09:30:00.000Z#int_short"),
  unmarked("2026-11-22T09:30:00.000Z "),
  unmarked("w#ws_00000000000#interaction#2026-11-22"),
  unmarked("2026-11-22T09:30:00.000Z"),
  writeCursor("ws_00000000000#interaction", "2026-11-22T09:30:00.000Z"),
  "A".repeat(401),
];
