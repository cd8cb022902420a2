/**
 * From a restored table that may not send to one that may. The order is what makes it safe to be cut off: the lost table stops
 * sending, what it knows is brought over or what nobody knows is settled, figures are marked, and the fence is lifted last.
 */
import { slotOf, slotSeconds } from "../../../functions/domain/calendar.ts";
import { addSeconds, type Instant, later } from "../../../functions/domain/time.ts";
import type { Workspace } from "../../../functions/domain/workspace.ts";
import { maySend } from "../../../functions/jobs/may-send.ts";
import { recountDays } from "../../../functions/jobs/recount-days.ts";
import { wrongUsage } from "../failure.ts";
import type { Progress } from "../progress.ts";
import { carryOver, note, type Tally, tallyOf } from "./carry.ts";
import { handOver, lift, refuseForeign } from "./fences.ts";
import { partsOf } from "./parts.ts";
import type { Side, Wishes } from "./restoration.ts";
import { settle, unsettled } from "./settle.ts";

export interface Restore extends Omit<Wishes, "tableMadeAt"> {
  readonly here: Side;
  readonly lost: Side | undefined;
  readonly restoredTo: Instant;
  readonly alsoLater: boolean;
  readonly acceptsLostWishes: boolean;
  readonly applies: boolean;
}

export interface Found {
  readonly workspace: Workspace;
  /** How they differ, where the lost table can be read. */
  readonly tally?: Tally;
  /** How many entries of the to-do list may have been mailed, where it cannot. */
  readonly unsettled?: number;
}

/** What came of it: whether the table might send before, and whether it may now. */
export interface Restored {
  readonly found: readonly Found[];
  readonly fence: "open" | "lifted" | "closed";
}

export async function restore(wish: Restore, tell: Progress): Promise<Restored> {
  const { here, lost, applies } = wish;
  const [table, fence] = await Promise.all([here.services.sendFence.table(), here.services.sendFence.find()]);
  // One without a fence raises it now, as its next run would.
  if (fence ? fence.tableId === table.id : await maySend(here.services)) return { found: [], fence: "open" };
  const whole = { ...wish, tableMadeAt: later(wish.restoredTo, table.createdAt) };
  if (applies && !lost && !wish.acceptsLostWishes) throw wrongUsage(lostWishes);
  const workspaces = await workspacesOf(here);
  if (lost) await refuseForeign(workspaces, here, lost);
  const found: Found[] = [];
  for (const workspace of workspaces) found.push({ workspace, ...(await look(workspace, whole, tell)) });
  if (!applies) return { found, fence: "closed" };
  if (wish.deleted === undefined && found.some(({ tally }) => tally?.has("deleted"))) throw wrongUsage(undecided);
  if (lost) await handOver(lost, here);
  for (const workspace of workspaces) await bringUpToDate(workspace, whole, tell);
  for (const { id } of workspaces) await note(id, "lift_fence", table.id, here);
  await lift(here);
  return { found, fence: "lifted" };
}

type Whole = Restore & Wishes;

async function look(workspace: Workspace, wish: Whole, tell: Progress): Promise<Omit<Found, "workspace">> {
  const { here, lost } = wish;
  if (!lost) return { unsettled: (await unsettled(workspace, here, wish)).length };
  return { tally: await tallyOf(await partsOf(workspace, { ...wish, lost }), tell) };
}

async function bringUpToDate(workspace: Workspace, wish: Whole, tell: Progress): Promise<void> {
  const { here, lost, restoredTo } = wish;
  if (lost) await carryOver(await partsOf(workspace, { ...wish, lost }), here, tell);
  else await settle(workspace, await unsettled(workspace, here, wish), here, wish);
  const end = addSeconds(slotOf(here.services.clock.now()), slotSeconds);
  const begin = addSeconds(slotOf(restoredTo), -secondsBefore);
  await recountDays({ workspace, begin, end }, here.services, { tell });
}

/**
 * What changed shortly before may not have marked its slot yet, and the stream that would have is another table's. What waited longer,
 * the daily check finds and mends.
 */
const secondsBefore = 3600;

async function workspacesOf({ services: { workspaces } }: Side): Promise<Workspace[]> {
  const found: Workspace[] = [];
  for await (const id of workspaces.all()) {
    const workspace = await workspaces.find(id, { consistent: true });
    if (workspace) found.push(workspace);
  }
  return found;
}

const lostWishes =
  "Without --from nobody knows who unsubscribed, complained, bounced or was erased since, and they would be mailed again; say --accept-lost-wishes if that has to be.";

const undecided =
  "Records were deleted by hand since; say --deleted erase if they were to go, or --deleted keep if they are what you restored for.";
