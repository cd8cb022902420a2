/**
 * The records of a slot, by kind. What was invited before the workspace named an attribute is without that segment, and gets
 * it from the interaction: so a recount makes a dimension that is added today of the past.
 */
import { type Slot, slotSeconds } from "../domain/calendar.ts";
import { foldRows, type RecordKind, type RecordOf } from "../domain/kpi/fold-kinds.ts";
import type { Services } from "../domain/ports.ts";
import { attributeDimension, attributeSegments, type Segments } from "../domain/segment.ts";
import { addSeconds, type Instant } from "../domain/time.ts";
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

/** A process that accepts may have read the workspace a moment before an attribute was named. */
const noticeSeconds = 60;

interface Segmented {
  readonly interactionId: string;
  readonly segments: Segments;
}

export const completed = <R extends Segmented>(
  records: readonly R[],
  takenAt: (record: R) => Instant,
  workspace: Workspace,
  services: Pick<Services, "interactions">,
): Promise<R[]> => Promise.all(records.map((record) => withAttributes(record, takenAt(record), workspace, services)));

async function withAttributes<R extends Segmented>(
  record: R,
  takenAt: Instant,
  { id, segmentAttributes }: Workspace,
  { interactions }: Pick<Services, "interactions">,
): Promise<R> {
  const missing = segmentAttributes.filter(
    ({ name, namedAt }) =>
      takenAt < addSeconds(namedAt, noticeSeconds) && record.segments[attributeDimension(name)] === undefined,
  );
  const interaction = missing.length > 0 && (await interactions.find(id, record.interactionId));
  if (!interaction) return record;
  return { ...record, segments: { ...record.segments, ...attributeSegments(interaction, missing) } };
}
