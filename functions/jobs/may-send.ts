/** Asked before every run that sends: a process outlives the table that it began with, and a restored one may bear its name. */
import type { Services } from "../domain/ports/services.ts";
import { isOriginal, noTable, type SendFence, type TableIdentity } from "../domain/send-fence.ts";
import type { Instant } from "../domain/time.ts";

type Fenced = Pick<Services, "sendFence" | "workspaces" | "clock" | "metrics" | "log">;

export async function maySend(services: Fenced): Promise<boolean> {
  const { sendFence, clock, metrics, log } = services;
  const [table, found] = await Promise.all([sendFence.table(), sendFence.find()]);
  const fence = found ?? (await raise(table, services));
  if (fence.tableId === table.id) return true;
  metrics.count("SendingFenced");
  log.error("this table may not send: it is a copy, or another has taken over", {
    table: table.id,
    mayBeSentFrom: fence.tableId,
  });
  if (fence.heldBack?.tableId !== table.id) {
    await sendFence.save({ ...fence, heldBack: { tableId: table.id, since: clock.now() } }, fence);
  }
  return false;
}

/** Of a table that has none: it is new, was filled before there were fences, or is a copy of such a one. */
async function raise(table: TableIdentity, { sendFence, workspaces, clock }: Fenced): Promise<SendFence> {
  const madeAt: Instant[] = [];
  for await (const id of workspaces.all()) {
    const workspace = await workspaces.find(id);
    if (workspace) madeAt.push(workspace.createdAt);
  }
  return sendFence.add({ tableId: isOriginal(table, madeAt) ? table.id : noTable, raisedAt: clock.now() });
}
