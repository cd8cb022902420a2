/**
 * Has the figures of some local days computed anew from the records, as if all of these had changed: issues and moves are worked
 * out from the interactions, which marks what they change, and every slot is marked. Twice is harmless, and what is frozen stays
 * as it is.
 */
import { type Slot, slotSeconds } from "../domain/calendar.ts";
import { inParallel } from "../domain/in-parallel.ts";
import { type RecordKind, recordKinds } from "../domain/kpi/fold-kinds.ts";
import type { Scope } from "../domain/laws/scope.ts";
import type { Services } from "../domain/ports/services.ts";
import { addSeconds } from "../domain/time.ts";
import { followInteractions } from "./follow-interactions.ts";
import { pages } from "./laws/pages.ts";

interface Options {
  /** Of which slots are marked; all unless told. */
  readonly kinds?: readonly RecordKind[];
  /** Leaves the rest out once it says no. */
  readonly hasTime?: () => boolean;
  readonly tell?: (line: string) => void;
}

/** Answers how many slots were marked. */
export async function recountDays(
  { workspace, begin, end }: Pick<Scope, "workspace" | "begin" | "end">,
  services: Services,
  { kinds = recordKinds, hasTime = () => true, tell = () => {} }: Options = {},
): Promise<number> {
  const { staleSlots, interactions, clock } = services;
  for await (const page of pages((query) => interactions.list(query), { workspace, begin, end })) {
    if (!hasTime()) break;
    await followInteractions(
      page.map((interaction) => ({ interaction, isErased: false })),
      services,
    );
  }
  const slots = slotsBetween(begin, end);
  let marked = 0;
  const mark = async (slot: Slot): Promise<void> => {
    for (const kind of kinds) await staleSlots.mark({ workspaceId: workspace.id, kind, slot, at: clock.now() });
    tell(`${++marked} of ${slots.length} slots marked`);
  };
  await inParallel(slots, mark, hasTime);
  return marked;
}

function slotsBetween(from: Slot, until: Slot): Slot[] {
  const slots: Slot[] = [];
  for (let slot = from; slot < until; slot = addSeconds(slot, slotSeconds)) slots.push(slot);
  return slots;
}
