/**
 * Slots → days → windows. Folds the slots that are marked stale, merges slots to local days and days to snapshots. Nothing is
 * added to: everything is overwritten from what lies below it, on the condition that nobody did so meanwhile, and marks go
 * last. So a run may be cut off, repeated or doubled without harm.
 */
import { type Day, localDay } from "../domain/calendar.ts";
import { traceOf } from "../domain/error-trace.ts";
import { isAppError } from "../domain/errors.ts";
import { frozenBefore } from "../domain/kpi/frozen.ts";
import type { Horizon, Services, StaleSlot } from "../domain/ports.ts";
import { addSeconds, type Instant } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { foldSlot, mergeDay } from "./fold-slots.ts";
import { takeSnapshots } from "./take-snapshots.ts";

/** Marks taken at once; the rest waits for the next round of the same run. */
const marksPerRound = 200;
const enoughTimeMs = 20_000;

export interface ComputeResult {
  readonly slotsFolded: number;
}

export async function computeKpis(services: Services, timeLeftMs: () => number): Promise<ComputeResult> {
  const { workspaces, metrics } = services;
  let slotsFolded = 0;
  const failures: unknown[] = [];
  for await (const workspaceId of workspaces.all()) {
    if (timeLeftMs() < enoughTimeMs) break;
    try {
      let unmarked = marksPerRound;
      while (unmarked === marksPerRound && timeLeftMs() > enoughTimeMs) {
        unmarked = await computeWorkspace(await workspaces.get(workspaceId), services);
        slotsFolded += unmarked;
      }
    } catch (error) {
      // One workspace's trouble must not keep the others' figures.
      if (!noteFailure(workspaceId, error, services)) failures.push(error);
    }
  }
  metrics.count("SlotsFolded", slotsFolded);
  if (failures.length > 0) throw new AggregateError(failures, "Some workspaces could not be computed.");
  return { slotsFolded };
}

/** Whether it is none: another run that was faster. */
function noteFailure(workspaceId: string, error: unknown, { log }: Services): boolean {
  const isOvertaken = isAppError(error, "conflict");
  if (isOvertaken) log.info("another run computed this workspace meanwhile", { workspaceId });
  else log.error("a workspace could not be computed", { workspaceId, ...traceOf(error) });
  return isOvertaken;
}

/** Answers how many marks it took away. */
async function computeWorkspace(workspace: Workspace, services: Services): Promise<number> {
  const { staleSlots, figures, clock, settings } = services;
  const now = clock.now();
  const today = localDay(now, workspace.timeZone);
  const horizon = await figures.horizon(workspace.id, { consistent: true });
  const marks = await staleSlots.list(workspace.id, addSeconds(now, -settings.markRestSeconds), marksPerRound);

  const stale = new SurveyDays();
  await foldMarked(marks, workspace, frozenBefore(now, settings.recordRetentionDays), stale, services);
  if (horizon) await takeOverZone(workspace, horizon, stale, services);
  for (const [surveyId, day] of stale) await mergeDay(workspace, surveyId, day, now, services);

  const isRolling = horizon?.day !== today || isZoneChanging(workspace, horizon);
  const surveys = isRolling
    ? (await services.surveys.list(workspace.id)).map(({ id }) => id)
    : stale.surveysBefore(today);
  for (const surveyId of surveys) await takeSnapshots({ workspaceId: workspace.id, surveyId, today, now }, figures);
  if (isRolling) await figures.saveHorizon(workspace.id, { day: today, timeZone: workspace.timeZone });

  const rested = marks.filter(({ isRested }) => isRested);
  for (const mark of rested) await staleSlots.unmark(workspace.id, mark);
  return rested.length;
}

async function foldMarked(
  marks: readonly StaleSlot[],
  workspace: Workspace,
  frozenBefore: Instant,
  stale: SurveyDays,
  services: Services,
): Promise<void> {
  for (const { slot } of marks) {
    if (slot < frozenBefore) continue;
    const surveyIds = await foldSlot(workspace.id, slot, services);
    for (const surveyId of surveyIds) stale.add(surveyId, localDay(slot, workspace.timeZone));
  }
}

const isZoneChanging = ({ timeZone }: Workspace, horizon: Horizon): boolean =>
  horizon.timeZone !== timeZone || horizon.rebuilding !== undefined;

/**
 * A changed zone only merges days anew: those of the new zone, and those of every zone that days may stand in, which must no
 * longer hold anything. The zones are noted before the first day is touched, so that a run that is cut off is made good.
 */
async function takeOverZone(
  workspace: Workspace,
  horizon: Horizon,
  stale: SurveyDays,
  { figures }: Services,
): Promise<void> {
  if (!isZoneChanging(workspace, horizon)) return;
  const rebuilding = [...new Set([...(horizon.rebuilding ?? []), horizon.timeZone, workspace.timeZone])];
  await figures.saveHorizon(workspace.id, { ...horizon, rebuilding });
  for (const { slot, surveyId } of await figures.slotsWithFolds(workspace.id)) {
    for (const timeZone of rebuilding) stale.add(surveyId, localDay(slot, timeZone));
  }
}

/** Days to be merged, by survey. */
class SurveyDays implements Iterable<[surveyId: string, day: Day]> {
  readonly #days = new Map<string, Set<Day>>();

  add(surveyId: string, day: Day): void {
    const days = this.#days.get(surveyId) ?? new Set();
    this.#days.set(surveyId, days.add(day));
  }

  /** Surveys that have a day before another. */
  surveysBefore(day: Day): string[] {
    return [...this.#days].filter(([, days]) => [...days].some((one) => one < day)).map(([id]) => id);
  }

  *[Symbol.iterator](): Iterator<[string, Day]> {
    for (const [surveyId, days] of this.#days) for (const day of days) yield [surveyId, day];
  }
}
