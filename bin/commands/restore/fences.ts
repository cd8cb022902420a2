/** Which of the two tables may send: the lost one hands over before anything is read for good, the restored one takes up last. */
import { keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { failed, wrongUsage } from "../failure.ts";
import type { Side } from "./restoration.ts";

/**
 * Held against a stranger's table, all records would seem to have been deleted. A workspace's salt is its secret, and in every copy.
 * One that is missing there was deleted, which may be the very accident; but of one at least there is itself or a key.
 */
export async function refuseForeign(workspaces: readonly Workspace[], here: Side, lost: Side): Promise<void> {
  const [own, other] = await Promise.all([here, lost].map(({ services }) => services.sendFence.table()));
  if (own?.id === other?.id) throw wrongUsage("--from names the very table that was restored.");
  let isOurs = workspaces.length === 0;
  for (const { id, salt } of workspaces) {
    const there = await lost.services.workspaces.find(id, { consistent: true });
    if (there && there.salt !== salt) throw failed(`The table of --from has another workspace ${id}: ${anothers}`);
    isOurs ||= there !== undefined || (await lost.services.apiKeys.list(id)).length > 0;
  }
  if (!isOurs) throw failed(`The table of --from has none of the workspaces: ${anothers}`);
}

const anothers = "it is another Hearback's.";

/** From here on nothing leaves from the lost table, so that what is read of it holds. */
export async function handOver(lost: Side, here: Side): Promise<void> {
  const { sendFence, clock } = lost.services;
  const [own, other, found] = await Promise.all([sendFence.table(), here.services.sendFence.table(), sendFence.find()]);
  const fence = { tableId: other.id, raisedAt: clock.now() };
  const standing = found ?? (await sendFence.add(fence));
  if (standing.tableId === own.id && !(await sendFence.save(fence, standing))) {
    throw failed("The fence of the table of --from has changed meanwhile; run it again.");
  }
  const lease = await lost.table.get(keys.lease("dispatch-invitations"), { consistent: true });
  if (lease && String(lease["until"]) > clock.now()) {
    throw failed("A run that sends from the table of --from is still at work; run it again in two minutes.");
  }
}

export async function lift({ services: { sendFence, clock } }: Side): Promise<void> {
  const [table, standing] = await Promise.all([sendFence.table(), sendFence.find()]);
  const fence = { tableId: table.id, raisedAt: clock.now() };
  if (standing && !(await sendFence.save(fence, standing)))
    throw failed("The fence has changed meanwhile; run it again.");
}
