/** The records of a slot, by kind. */
import { type Slot, slotSeconds } from "../domain/calendar.ts";
import { completed } from "../domain/completed-segments.ts";
import { foldRows, type RecordKind, type RecordOf } from "../domain/kpi/fold-kinds.ts";
import type { Services } from "../domain/ports/services.ts";
import { addSeconds } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";

type Reads = {
  readonly [K in RecordKind]: (workspace: Workspace, slot: Slot, services: Services) => Promise<RecordOf[K][]>;
};

const reads: Reads = {
  response: async (workspace, slot, services) =>
    completed(
      await services.responses.inSlot(workspace.id, slot),
      ({ invitedAt = "" }) => invitedAt,
      workspace,
      services,
    ),
  invitation: async (workspace, slot, services) =>
    completed(await services.invitations.inSlot(workspace.id, slot), ({ createdAt }) => createdAt, workspace, services),
  interaction: ({ id }, slot, { interactions }) => interactions.inSlot(id, slot),
  issue: async (workspace, slot, services) =>
    completed(await services.issues.inSlot(workspace.id, slot), ({ changedAt }) => changedAt, workspace, services),
  move: ({ id }, slot, { customerMoves }) => customerMoves.inSlot(id, slot),
};

/** Those that count in the slot. */
export async function recordsOf<K extends RecordKind>(
  kind: K,
  workspace: Workspace,
  slot: Slot,
  services: Services,
): Promise<RecordOf[K][]> {
  const { countedAt, settledAt } = foldRows[kind];
  const now = services.clock.now();
  const end = addSeconds(slot, slotSeconds);
  return (await reads[kind](workspace, slot, services)).filter((record) => {
    const at = countedAt(record);
    return at !== undefined && at >= slot && at < end && (settledAt?.(record) ?? now) <= now;
  });
}
