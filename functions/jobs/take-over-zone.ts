/**
 * A changed zone only merges days anew: those of the new zone, and those of every zone that days may stand in, which must no
 * longer hold anything. The zones are noted before the first day is touched, and some days later how far they are, so that a
 * run that is cut off is made good and gone on with. Whoever writes the horizon does so on the condition that it is as it was
 * read: so none that works by another zone or day goes unnoticed.
 */
import { type Day, localDay } from "../domain/calendar.ts";
import { inParallel } from "../domain/in-parallel.ts";
import { recordKinds } from "../domain/kpi/fold-kinds.ts";
import type { FigureStore, Horizon, Rebuilding } from "../domain/ports/figures.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Instant } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { mergeDay, overtaken } from "./fold-slots.ts";
import { mergeMonths } from "./merge-months.ts";
import { StaleDays } from "./stale-days.ts";

/** Then it is another workspace's turn. More than any one slot may be in, of all zones. */
const daysPerTurn = 64;
/** Before and after every slot. */
const [first, last] = ["0", "9"];

export const isZoneChanging = ({ timeZone }: Workspace, horizon: Horizon): boolean =>
  horizon.timeZone !== timeZone || horizon.rebuilding !== undefined;

/** Merges the next days, and answers whether there were none left. Throws conflict when overtaken. */
export async function takeOverZone(
  workspace: Workspace,
  horizon: Horizon,
  now: Instant,
  services: Services,
): Promise<boolean> {
  const { figures } = services;
  const { id, timeZone } = workspace;
  const known = horizon.rebuilding?.timeZone === timeZone ? horizon.rebuilding : undefined;
  // What was done for another zone is done again.
  const rebuilding = known ?? { timeZone, zones: zonesOf(horizon, timeZone) };
  const noted = known ? horizon : await save(id, { ...horizon, rebuilding }, figures);
  const next = await nextDays(id, rebuilding, figures);
  if (known && next.days.size === 0) return true;
  await inParallel(next.days, ([kind, day, surveyIds]) => mergeDay(workspace, kind, day, surveyIds, now, services));
  await mergeMonths(id, next.days.daysOf("move"), now, figures);
  await save(id, { ...noted, rebuilding: next.rebuilding }, figures);
  return false;
}

/**
 * For a turn that may have written days or snapshots after another for a later day, or in another zone, which knows nothing of
 * it: has the next run make them anew.
 */
export async function haveMadeAnew(
  workspace: Workspace,
  known: { readonly today: Day; readonly horizon: Horizon },
  figures: FigureStore,
): Promise<void> {
  const { id, timeZone } = workspace;
  const standing = await figures.horizon(id, { consistent: true });
  if (!standing || standing.version === known.horizon.version) return;
  const day = standing.day < known.today ? standing.day : known.today;
  const making = standing.rebuilding?.timeZone ?? standing.timeZone;
  if (making === timeZone && day === standing.day) return;
  const rebuilding = { timeZone: making, zones: zonesOf(standing, timeZone) };
  const next = { ...standing, day, ...(making !== timeZone && { rebuilding }) };
  if (!(await figures.saveHorizon(id, next))) await haveMadeAnew(workspace, known, figures);
}

/** The days of the next slots, and how far all is when they are merged. */
async function nextDays(
  workspaceId: string,
  rebuilding: Rebuilding,
  figures: FigureStore,
): Promise<{ days: StaleDays; rebuilding: Rebuilding }> {
  const { zones, reached } = rebuilding;
  const days = new StaleDays();
  let next = rebuilding;
  for (const kind of recordKinds.slice(reached ? recordKinds.indexOf(reached.kind) : 0)) {
    const from = kind === reached?.kind ? reached.slot : first;
    for await (const { slot, surveyId } of figures.slotsWithFolds(workspaceId, kind, from)) {
      if (days.size >= daysPerTurn) return { days, rebuilding: { ...rebuilding, reached: { kind, slot } } };
      for (const zone of zones) days.add(kind, localDay(slot, zone), [surveyId]);
    }
    next = { ...rebuilding, reached: { kind, slot: last } };
  }
  return { days, rebuilding: next };
}

const zonesOf = ({ timeZone, rebuilding }: Horizon, further: string): string[] => [
  ...new Set([...(rebuilding?.zones ?? []), timeZone, further]),
];

async function save(workspaceId: string, horizon: Horizon, figures: FigureStore): Promise<Horizon> {
  if (!(await figures.saveHorizon(workspaceId, horizon))) throw overtaken();
  return { ...horizon, version: horizon.version + 1 };
}
