/**
 * What was invited before the workspace named an attribute is without that segment, and gets it from the interaction: so a
 * recount makes a dimension that is added today of the past.
 */
import type { Services } from "./ports/services.ts";
import { attributeDimension, attributeSegments, type Segments } from "./segment.ts";
import { addSeconds, type Instant } from "./time.ts";
import type { Workspace } from "./workspace.ts";

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
