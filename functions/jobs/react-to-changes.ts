/**
 * Stream → stale slots, quarantine, issues and moves. A changed record marks the slot it counts in, before and after the change,
 * where it counts otherwise now; what a response says no more because it seems a scanner's goes into quarantine; and what
 * several interactions make together follows each of them, and comes round as a change of its own. So accepting and answering
 * stay as few writes as they are, and a crash loses nothing. All of it twice is harmless, so records may come doubled, late and
 * in any order.
 */
import { slotOf } from "../domain/calendar.ts";
import type { Interaction } from "../domain/interaction.ts";
import type { Folds } from "../domain/kpi/fold.ts";
import { foldBySurvey, foldRows, isRecordKind, type RecordKind, type RecordOf } from "../domain/kpi/fold-kinds.ts";
import type { Mark } from "../domain/ports/figures.ts";
import type { Services } from "../domain/ports/services.ts";
import { type QuarantinedAnswer, quarantinedBy } from "../domain/quarantine.ts";
import type { RecordChange } from "../domain/record-change.ts";
import type { ResponseRecord } from "../domain/response.ts";
import type { Instant } from "../domain/time.ts";
import { followInteractions } from "./follow-interactions.ts";
import type { Reported } from "./follow-issue.ts";

export async function reactToChanges(changes: readonly RecordChange[], services: Services): Promise<void> {
  const { staleSlots, quarantine, clock } = services;
  const at = clock.now();
  const stale = new Map<string, Mark>();
  for (const mark of changes.flatMap((change) => staleBy(change, at))) {
    stale.set([mark.workspaceId, mark.kind, mark.slot, mark.notBefore].join("#"), { ...mark, at });
  }
  await Promise.all([
    ...[...stale.values()].map((mark) => staleSlots.mark(mark)),
    ...changes.flatMap(intoQuarantine).map((answer) => quarantine.add(answer)),
    followInteractions(changes.flatMap(reportedBy), services),
  ]);
}

/** What has expired stays in what it had a part in. */
function reportedBy({ record, expired, before, after }: RecordChange): Reported[] {
  if (record !== "interaction" || expired) return [];
  return [{ interaction: (after ?? before) as Interaction, isErased: after === undefined }];
}

/** Only what is added: a decision that was made on it meanwhile stands. */
const intoQuarantine = ({ record, after }: RecordChange): QuarantinedAnswer[] =>
  record === "response" && after !== undefined ? quarantinedBy(after as ResponseRecord) : [];

/** What has expired stays in the figures: history is not rewritten because a record's time was over. */
export function staleBy({ record, expired, before, after }: RecordChange, now: Instant): Omit<Mark, "at">[] {
  if (expired || !isRecordKind(record)) return [];
  const images = [before, after].filter((image) => image !== undefined) as Image<typeof record>[];
  const slots = images.map((image) => slotIn(record, image));
  const isSame = images.length === 2 && slots[0] === slots[1] && countsAlike(record, images);
  if (isSame) return [];
  return images.flatMap(({ workspaceId }, index) => {
    const slot = slots[index];
    const notBefore = settledAt(record, images[index] as Image<typeof record>);
    const isAhead = notBefore !== undefined && notBefore > now;
    return slot === undefined ? [] : [{ workspaceId, kind: record, slot, ...(isAhead && { notBefore }) }];
  });
}

type Image<K extends RecordKind> = RecordOf[K] & { readonly workspaceId: string };

function slotIn<K extends RecordKind>(kind: K, image: Image<K>): string | undefined {
  const at = image.test ? undefined : foldRows[kind].countedAt(image);
  return at === undefined ? undefined : slotOf(at);
}

function settledAt<K extends RecordKind>(kind: K, image: Image<K>): Instant | undefined {
  return foldRows[kind].settledAt?.(image);
}

/** Whether each of them alone makes the same folds, from the same time on. */
function countsAlike<K extends RecordKind>(kind: K, [before, after]: readonly Image<K>[]): boolean {
  const written = (image: Image<K> | undefined) =>
    JSON.stringify([
      image && settledAt(kind, image),
      ...[...foldBySurvey(kind, image ? [image] : [])].map(([id, folds]) => [id, listOf(folds)]),
    ]);
  return written(before) === written(after);
}

const listOf = (folds: Folds) => [...folds].map(([dimension, values]) => [dimension, [...values.values()]]);
