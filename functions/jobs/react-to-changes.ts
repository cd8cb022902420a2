/**
 * Stream → stale slots. A changed response marks the slot it counts in, before and after the change. Marking twice is
 * harmless, so records may come doubled, late and in any order.
 */
import { type Slot, slotOf } from "../domain/calendar.ts";
import type { Services } from "../domain/ports.ts";
import type { RecordChange } from "../domain/record-change.ts";
import type { Response } from "../domain/response.ts";

export async function reactToChanges(changes: readonly RecordChange[], services: Services): Promise<void> {
  const { staleSlots, clock } = services;
  const stale = new Map<string, { workspaceId: string; slot: Slot }>();
  for (const change of changes) {
    for (const { workspaceId, countedAt } of countedResponses(change)) {
      const slot = slotOf(countedAt);
      stale.set(`${workspaceId}#${slot}`, { workspaceId, slot });
    }
  }
  const at = clock.now();
  await Promise.all([...stale.values()].map(({ workspaceId, slot }) => staleSlots.mark(workspaceId, slot, at)));
}

/** An expired response stays in the figures: history is not rewritten because a record's time was over. */
function countedResponses({ record, expired, before, after }: RecordChange): Response[] {
  if (record !== "response" || expired) return [];
  return [before, after].filter((image) => image !== undefined) as Response[];
}
