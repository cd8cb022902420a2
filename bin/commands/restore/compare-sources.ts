/**
 * Sources that were shut since, or whose secret was changed: what may have leaked is not to sign deliveries again. One that was removed
 * is switched off and not removed, because its removal may be the very accident, and its mapping is worth keeping.
 */
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { Source } from "../../../functions/domain/source.ts";
import type { Difference, TwoTables } from "./restoration.ts";

export async function compareSources(workspaceId: string, tables: TwoTables): Promise<readonly Difference[]> {
  const [ours, theirs] = await Promise.all([
    tables.here.services.sources.list(workspaceId),
    tables.lost.services.sources.list(workspaceId),
  ]);
  const there = new Map(theirs.map((source) => [source.id, source]));
  return ours
    .filter(({ createdAt }) => createdAt <= tables.tableMadeAt)
    .flatMap((source) => [...shutting(source, there.get(source.id), tables), ...rotation(source, there, tables)]);
}

function shutting({ id, workspaceId, enabled }: Source, there: Source | undefined, { here }: TwoTables): Difference[] {
  if (!enabled || there?.enabled) return [];
  const write = async () => !(await here.services.sources.change(workspaceId, id, { enabled: false })).enabled;
  return [{ kind: "sources", subject: id, write }];
}

function rotation(
  { id, workspaceId, secretSetAt = "" }: Source,
  there: ReadonlyMap<string, Source>,
  { here, lost }: TwoTables,
): Difference[] {
  if ((there.get(id)?.secretSetAt ?? "") <= secretSetAt) return [];
  const write = async () => {
    const key = keys.source(id);
    const [standing, item] = await Promise.all([here, lost].map(({ table }) => table.get(key, { consistent: true })));
    // Removed meanwhile, which is as good.
    if (!standing || !item) return false;
    const { secrets, secretSetAt, oldSecretUntil } = item;
    const { done } = await here.table.update(
      key,
      { secrets, secretSetAt, oldSecretUntil },
      { secrets: standing["secrets"] },
    );
    // Whoever has kept the old one reads it again.
    if (done) await here.services.sources.change(workspaceId, id, {});
    return done;
  };
  return [{ kind: "sources", subject: id, write }];
}
