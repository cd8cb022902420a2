/**
 * A cursor is the place in a list of the last item shown, with a mark that only the same place in the same list has. So one
 * that was cut, changed or taken from another list is told from ours; it permits nothing, and the mark is no secret.
 */
import { createHash } from "node:crypto";
import { foreignCursor } from "../../domain/foreign-cursor.ts";

const markBytes = 6;

/** `list` is the name of a list among all of all workspaces. */
export function writeCursor(list: string, place: string): string {
  const mark = createHash("sha256").update(`${list}\u0000${place}`).digest().subarray(0, markBytes);
  return Buffer.concat([mark, Buffer.from(place)]).toString("base64url");
}

export function readCursor(list: string, cursor: string): string {
  const place = Buffer.from(cursor, "base64url").subarray(markBytes).toString();
  if (writeCursor(list, place) !== cursor) throw foreignCursor();
  return place;
}
