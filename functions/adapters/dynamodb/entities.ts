/** Entities as items: an entity is stored as it is, beside its keys and the name of its record, and read back without them. */
import { ownerOf } from "./keys.ts";
import type { Item } from "./table.ts";

/** What an item has that its entity has not. */
const storage = new Set(["pk", "sk", "record", "dayPk", "daySk", "duePk", "expiresAt"]);

export const toEntity = <T>(item: Item): T =>
  ({
    // An invitation leaves to its key what the key says: it is written with every move and event, and each begun KB counts.
    ...(item["record"] === "invitation" && ownerOf(String(item["pk"]))),
    ...Object.fromEntries(Object.entries(item).filter(([attribute]) => !storage.has(attribute))),
  }) as T;

export async function collect<T>(items: AsyncIterable<Item>): Promise<T[]> {
  const entities: T[] = [];
  for await (const item of items) entities.push(toEntity<T>(item));
  return entities;
}
