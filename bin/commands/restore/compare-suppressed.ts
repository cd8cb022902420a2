/** A suppressed address here and in the lost table: whatever speaks against it in either speaks against it here. */
import { toEntity } from "../../../functions/adapters/dynamodb/entities.ts";
import { type Key, keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { Item } from "../../../functions/adapters/dynamodb/table.ts";
import { furtherReason, type SuppressedAddress, type SuppressionWish } from "../../../functions/domain/suppression.ts";
import type { Difference, TwoTables } from "./restoration.ts";

/** What of an address can give a person away, and is taken out when they are erased. */
const personal = ["email", "customerId", "note"] as const;

export async function compareSuppressed(
  workspaceId: string,
  id: string,
  tables: TwoTables,
): Promise<readonly Difference[]> {
  const key = keys.suppressed(workspaceId, id);
  const { table, services } = tables.here;
  const [here, there] = await Promise.all([
    table.get(key, { consistent: true }),
    tables.lost.table.get(key, { consistent: true }),
  ]);
  if (!there) return [];
  if (!here)
    return [{ kind: "suppressed", subject: id, write: async () => (await table.add(there as Item & Key)).done }];
  const standing = { ...toEntity<SuppressedAddress>(here), id };
  const news = wishesOf(toEntity<SuppressedAddress>(there))
    .map((wish) => furtherReason(standing, wish, services.clock.now()))
    .find((change) => change !== undefined);
  const seen = { reason: standing.reason, unsubscribedAt: standing.unsubscribedAt };
  const update = (changes: object) => async () => (await table.update(key, { ...changes }, seen)).done;
  const isErased = standing.addedAt !== undefined && standing.addedAt <= tables.tableMadeAt;
  const gone = personal.filter((field) => isErased && here[field] !== undefined && there[field] === undefined);
  const strip = update(Object.fromEntries(gone.map((field) => [field, undefined])));
  return [
    ...(news ? [{ kind: "suppressed", subject: id, write: update(news) } as const] : []),
    ...(gone.length > 0
      ? [{ kind: "deleted", subject: id, ...(tables.deleted === "erase" && { write: strip }) } as const]
      : []),
  ];
}

/** What was wished of it, one reason after the other. */
function wishesOf({ reason, at, unsubscribedAt, by, note, customerId }: SuppressedAddress): SuppressionWish[] {
  const told = { ...(by && { by }), ...(note && { note }), ...(customerId && { customerId }) };
  const wish = { email: "", reason, at, ...told };
  return unsubscribedAt === undefined ? [wish] : [{ email: "", reason: "unsubscribed", at: unsubscribedAt }, wish];
}
