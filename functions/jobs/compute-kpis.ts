/**
 * Slots → days → windows. Folds the slots that are marked stale, merges slots to local days and days to snapshots. Nothing is
 * added to: everything is overwritten from what lies below it, on the condition that nobody did so meanwhile, and marks go
 * last. So a run may be cut off, repeated or doubled without harm.
 */
import { addToDay, type Day, localDay } from "../domain/calendar.ts";
import { isAppError } from "../domain/errors.ts";
import type { Horizon, Services, StaleSlot } from "../domain/ports.ts";
import { addDays, addSeconds, type Instant } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { foldSlot, mergeDay } from "./fold-slots.ts";
import { takeSnapshots } from "./take-snapshots.ts";

/** Marks taken at once; the rest waits for the next round of the same run. */
const marksPerRound = 200;
const enoughTimeMs = 20_000;
/** Slots this much younger than the retention are frozen: their records may be expiring while they are read. */
const frozenMarginDays = 7;

export interface ComputeResult {
  readonly slotsFolded: number;
}

export async function computeKpis(services: Services, timeLeftMs: () => number): Promise<ComputeResult> {
  const { workspaces, metrics, log } = services;
  let slotsFolded = 0;
  for await (const workspaceId of workspaces.all()) {
    try {
      let folded = marksPerRound;
      while (folded === marksPerRound && timeLeftMs() > enoughTimeMs) {
        folded = await computeWorkspace(await workspaces.get(workspaceId), services);
        slotsFolded += folded;
      }
    } catch (error) {
      if (!isAppError(error, "conflict")) throw error;
      log.info("another run computed this workspace meanwhile", { workspaceId });
    }
  }
  metrics.count("SlotsFolded", slotsFolded);
  return { slotsFolded };
}

/** Answers how many marked slots it dealt with. */
async function computeWorkspace(workspace: Workspace, services: Services): Promise<number> {
  const { staleSlots, figures, clock, settings } = services;
  const now = clock.now();
  const today = localDay(now, workspace.timeZone);
  const horizon = await figures.horizon(workspace.id);
  const marks = await staleSlots.list(workspace.id, addSeconds(now, -settings.markRestSeconds), marksPerRound);

  const stale = new SurveyDays();
  await foldMarked(marks, workspace, addDays(now, frozenMarginDays - settings.recordRetentionDays), stale, services);
  if (horizon && horizon.timeZone !== workspace.timeZone) await addAllDays(workspace, horizon, stale, services);
  for (const [surveyId, day] of stale) await mergeDay(workspace, surveyId, day, now, services);

  const isRolling = horizon?.day !== today || horizon.timeZone !== workspace.timeZone;
  const surveys = isRolling
    ? (await services.surveys.list(workspace.id)).map(({ id }) => id)
    : stale.surveysBefore(today);
  for (const surveyId of surveys) await takeSnapshots({ workspaceId: workspace.id, surveyId, today, now }, figures);
  if (isRolling) await figures.saveHorizon(workspace.id, { day: today, timeZone: workspace.timeZone });

  for (const mark of marks) await staleSlots.unmark(workspace.id, mark);
  return marks.length;
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

/** A changed zone only merges days anew: those of the new zone, and those of the old one that must no longer hold anything. */
async function addAllDays(
  workspace: Workspace,
  { timeZone: oldZone }: Horizon,
  stale: SurveyDays,
  { figures }: Services,
): Promise<void> {
  for (const { slot, surveyId } of await figures.slotsWithFolds(workspace.id)) {
    stale.add(surveyId, localDay(slot, workspace.timeZone));
    stale.add(surveyId, localDay(slot, oldZone));
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
    return [...this.#days].filter(([, days]) => [...days].some((one) => one <= addToDay(day, -1))).map(([id]) => id);
  }

  *[Symbol.iterator](): Iterator<[string, Day]> {
    for (const [surveyId, days] of this.#days) for (const day of days) yield [surveyId, day];
  }
}
