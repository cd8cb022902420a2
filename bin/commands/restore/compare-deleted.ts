/**
 * Records that stood when the restored table was made and stand in the lost one no more: somebody deleted them since. Perhaps
 * because a person wanted to be erased, and perhaps it is the very accident that the restore is to undo; so whoever restores says.
 */
import { toEntity } from "../../../functions/adapters/dynamodb/entities.ts";
import { type Key, keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { Item } from "../../../functions/adapters/dynamodb/table.ts";
import type { Instant } from "../../../functions/domain/time.ts";
import type { Difference, Partition, TwoTables } from "./restoration.ts";

/** When an item was made, by its record. Moves follow from interactions, and go with their customer. */
const madeAt: Readonly<Record<string, (item: Item) => unknown>> = {
  customer: ({ createdAt }) => createdAt,
  interaction: ({ receivedAt }) => receivedAt,
  invitation: ({ createdAt }) => createdAt,
  response: ({ countedAt, changedAt }) => countedAt ?? changedAt,
  quarantined: ({ givenAt }) => givenAt,
};

interface Both {
  readonly workspaceId: string;
  readonly customerId: string;
  readonly here: Partition;
  readonly there: Partition;
}

export async function compareDeleted(
  { workspaceId, customerId, here, there }: Both,
  tables: TwoTables,
): Promise<Difference[]> {
  const gone = [...here.values()].filter((item) => !there.has(String(item["sk"])) && stood(item, tables.tableMadeAt));
  const hasNewer = [...here.values()].some(
    (item) => madeAt[String(item["record"])] && !stood(item, tables.tableMadeAt),
  );
  const customer = gone.find(({ record }) => record === "customer");
  const moves = there.size === 0 && customer ? [...here.values()].filter(({ record }) => record === "move") : [];
  // The customer stays for what happened to them here since.
  const isErased = (item: Item) => item !== customer || !hasNewer;
  const deleted = [...gone, ...moves].filter(isErased).map((item) => deletionOf(item, tables));
  const aliases = customer && !hasNewer ? await aliasesOf(workspaceId, customerId, customer, tables) : [];
  return [...aliases.map((item) => deletionOf(item, tables)), ...deleted];
}

const stood = (item: Item, at: Instant): boolean => {
  const made = madeAt[String(item["record"])]?.(item);
  return typeof made === "string" && made <= at;
};

function deletionOf(item: Item, { here, deleted }: TwoTables): Difference {
  const { pk, sk, id, record } = item as Record<"pk" | "sk" | "id" | "record", string>;
  const change = { record, expired: false, before: toEntity(item) };
  const write = async () => (await here.table.delete({ pk, sk }, { pk })).done;
  return { kind: "deleted", subject: id ?? pk, ...(deleted === "erase" && { changes: [change], write }) };
}

/** Further identities of a customer who is not there any more. */
async function aliasesOf(
  workspaceId: string,
  customerId: string,
  customer: Item,
  { here, lost }: TwoTables,
): Promise<Item[]> {
  const identities = (customer["identities"] as readonly string[]).filter((id) => id !== customerId);
  const wanted: Key[] = identities.map((id) => keys.alias(workspaceId, id));
  const there = new Set((await lost.table.getAll(wanted)).map(({ pk }) => pk));
  return (await here.table.getAll(wanted)).filter(({ pk }) => !there.has(pk));
}
