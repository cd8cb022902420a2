/** A page of a list that is short enough to be read whole; a cursor is the id of the last item shown. */
import { foreignCursor } from "../domain/foreign-cursor.ts";
import type { Page } from "../domain/ports/lists.ts";

export function slice<T extends { readonly id: string }>(
  items: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string },
): Page<T> {
  const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) throw foreignCursor();
  const shown = items.slice(start, start + limit);
  const last = shown.at(-1);
  return last && start + limit < items.length ? { items: shown, nextCursor: last.id } : { items: shown };
}
