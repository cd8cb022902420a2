/**
 * The newest of the items of a partition that is in another order, by their place in the by-day index: few are kept at a time,
 * however many come by.
 */
import type { Instant } from "../../domain/time.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Item } from "./table.ts";

export interface NewestQuery {
  /** Inclusive. */
  readonly from?: Instant;
  /** Exclusive. */
  readonly to?: Instant;
  readonly limit: number;
  readonly cursor?: string;
}

export class Newest {
  readonly #list: string;
  readonly #limit: number;
  readonly #from: string;
  readonly #before: string | undefined;
  /** By place. */
  #kept = new Map<string, Item>();

  /** `list` is the name of the list among all. Throws invalid for what is no cursor of it. */
  constructor(list: string, { from = "", to, limit, cursor }: NewestQuery) {
    this.#list = list;
    this.#limit = limit;
    this.#from = from;
    const ends = [to, cursor === undefined ? undefined : readCursor(list, cursor)].filter((end) => end !== undefined);
    this.#before = ends.sort()[0];
  }

  offer(item: Item): void {
    const place = placeOf(item);
    if (place < this.#from || (this.#before !== undefined && place >= this.#before)) return;
    this.#kept.set(place, item);
    if (this.#kept.size > 2 * this.#limit + 1) this.#kept = new Map(this.#inOrder().slice(0, this.#limit + 1));
  }

  /** Newest first. */
  page(): { readonly items: readonly Item[]; readonly nextCursor?: string } {
    const items = this.#inOrder().map(([, item]) => item);
    const shown = items.slice(0, this.#limit);
    const last = shown.at(-1);
    return last && items.length > shown.length
      ? { items: shown, nextCursor: this.cursorAfter(last) }
      : { items: shown };
  }

  /** Goes on after an item. */
  cursorAfter(item: Item): string {
    return writeCursor(this.#list, placeOf(item));
  }

  #inOrder(): [string, Item][] {
    return [...this.#kept].sort(([a], [b]) => (a < b ? 1 : -1));
  }
}

const placeOf = (item: Item): string => String(item["daySk"]);
