/**
 * Stream → stale slots and quarantine. A changed response marks the slot it counts in, before and after the change, and what
 * it says no more because it seems a scanner's goes into quarantine: answering stays one write, and a crash loses nothing.
 * Both twice are harmless, so records may come doubled, late and in any order.
 */
import { type Slot, slotOf } from "../domain/calendar.ts";
import type { Services } from "../domain/ports.ts";
import { type QuarantinedAnswer, quarantinedBy } from "../domain/quarantine.ts";
import type { RecordChange } from "../domain/record-change.ts";
import { isCounted, type Response, type ResponseRecord } from "../domain/response.ts";

export async function reactToChanges(changes: readonly RecordChange[], services: Services): Promise<void> {
  const { staleSlots, quarantine, clock } = services;
  const stale = new Map<string, { workspaceId: string; slot: Slot }>();
  for (const change of changes) {
    for (const { workspaceId, countedAt } of countedResponses(change)) {
      const slot = slotOf(countedAt);
      stale.set(`${workspaceId}#${slot}`, { workspaceId, slot });
    }
  }
  const at = clock.now();
  await Promise.all([
    ...[...stale.values()].map(({ workspaceId, slot }) => staleSlots.mark(workspaceId, slot, at)),
    ...changes.flatMap(intoQuarantine).map((answer) => quarantine.add(answer)),
  ]);
}

/** Only what is added: a decision that was made on it meanwhile stands. */
const intoQuarantine = ({ record, after }: RecordChange): QuarantinedAnswer[] =>
  record === "response" && after !== undefined ? quarantinedBy(after as ResponseRecord) : [];

/** An expired response stays in the figures: history is not rewritten because a record's time was over. */
function countedResponses({ record, expired, before, after }: RecordChange): Response[] {
  if (record !== "response" || expired) return [];
  return ([before, after] as (ResponseRecord | undefined)[]).filter(isCounted);
}
