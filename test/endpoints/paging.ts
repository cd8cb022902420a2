/** Walking through lists. */
import { expect } from "vitest";
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

/** A cursor of the form that lists give out, for a position of our choice. */
export const cursorAt = (position: string): string => Buffer.from(position).toString("base64url");

/** What no list has given out. */
export const foreignCursors = [
  "x",
  "%00",
  cursorAt("2026-11-22"),
  cursorAt("2026-13-45T00:00:00.000Z"),
  cursorAt("2026-11-22T09:30:00.000Z#int_short"),
  cursorAt("2026-11-22T09:30:00.000Z "),
  cursorAt("w#ws_00000000000#interaction#2026-11-22"),
  "A".repeat(401),
];
