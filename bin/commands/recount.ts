/**
 * Marks slots as a changed record would, so that compute-kpis folds their records anew and the days above them. Issues and moves
 * are worked out from the interactions again before.
 */
import { addToDay, type Slot, slotRange, slotSeconds } from "../../functions/domain/calendar.ts";
import { inParallel } from "../../functions/domain/in-parallel.ts";
import { recordKinds } from "../../functions/domain/kpi/fold-kinds.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { followInteractions } from "../../functions/jobs/follow-interactions.ts";
import { pages } from "../../functions/jobs/laws/pages.ts";
import { command, workspaceOption } from "./command.ts";
import { dayRange } from "./day-range.ts";
import { wrongUsage } from "./failure.ts";
import { plural } from "./print.ts";

/** A longer range is a slip of the finger, or better done in parts. */
const maxDays = 1100;

export const recount = command({
  name: "recount",
  summary: "Has the figures of some days computed anew from the records.",
  details:
    "It marks every quarter-hour of the days, in the workspace's time zone; compute-kpis folds what is marked at its\nnext runs. Issues, and customers who came and went, are worked out from the interactions of the days by the rules of\nnow. Repeating it is harmless, and days whose records are being expired stay as they are.",
  options: {
    ...workspaceOption,
    from: { value: "DAY", help: "first day, such as 2026-11-01", required: true, day: true },
    to: { value: "DAY", help: "last day", required: true, day: true },
  },
  async run({ values }, services, tell) {
    const { workspaces, staleSlots, interactions, clock } = services;
    const workspace = await workspaces.get(values.workspace);
    const { id, timeZone } = workspace;
    const { from, to } = dayRange(values, workspace, clock.now());
    if (to >= addToDay(from, maxDays)) throw wrongUsage(`--from and --to are more than ${maxDays} days apart.`);
    const [begin, end] = [slotRange(from, timeZone).from, slotRange(to, timeZone).until];
    for await (const page of pages((query) => interactions.list(query), { workspace, begin, end })) {
      await followInteractions(
        page.map((interaction) => ({ interaction, isErased: false })),
        services,
      );
    }
    const slots = slotsBetween(begin, end);
    let marked = 0;
    await inParallel(slots, async (slot) => {
      for (const kind of recordKinds) await staleSlots.mark({ workspaceId: id, kind, slot, at: clock.now() });
      tell(`${++marked} of ${slots.length} slots marked`);
    });
    const days = from === to ? from : `${from} to ${to}`;
    return {
      json: { workspaceId: id, from, to, timeZone, slotsMarked: slots.length },
      text: `${plural(slots.length, "slot")} of ${days} (${timeZone}) marked; compute-kpis folds them at its next runs.\n`,
    };
  },
});

function slotsBetween(from: Slot, until: Slot): Slot[] {
  const slots: Slot[] = [];
  for (let slot = from; slot < until; slot = addSeconds(slot, slotSeconds)) slots.push(slot);
  return slots;
}
