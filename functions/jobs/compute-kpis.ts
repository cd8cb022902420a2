/**
 * Slots → days → windows → goals. Folds the slots that are marked stale, merges slots to local days and days to snapshots. Nothing is
 * added to: everything is overwritten from what lies below it, on the condition that nobody did so meanwhile, and marks go
 * last. So a run may be cut off, repeated or doubled without harm. Workspaces take turns, so that one with very many marks
 * keeps none of the others waiting.
 */
import { type Day, localDay, slotSeconds } from "../domain/calendar.ts";
import { traceOf } from "../domain/error-trace.ts";
import { isAppError } from "../domain/errors.ts";
import { inParallel } from "../domain/in-parallel.ts";
import { frozenBefore } from "../domain/kpi/frozen.ts";
import type { FigureStore, FoldKey, Horizon, StaleSlot } from "../domain/ports/figures.ts";
import type { Services } from "../domain/ports/services.ts";
import { addSeconds, epochMs, type Instant, secondsBetween } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { foldSlot, mergeDay, overtaken } from "./fold-slots.ts";
import { inTurn } from "./in-turn.ts";
import { judgeGoals } from "./judge-goals.ts";
import { mergeMonths } from "./merge-months.ts";
import { StaleDays } from "./stale-days.ts";
import { haveMadeAnew, isZoneChanging, takeOverZone } from "./take-over-zone.ts";
import { takeSnapshots } from "./take-snapshots.ts";

/** Marks of a workspace taken at once; the rest waits until the others had their turn. */
const marksPerTurn = 200;
const enoughTimeMs = 20_000;

export interface ComputeResult {
  readonly slotsFolded: number;
}

export async function computeKpis(services: Services, timeLeftMs: () => number): Promise<ComputeResult> {
  const { metrics, clock } = services;
  const hasTime = () => timeLeftMs() > enoughTimeMs;
  let slotsFolded = 0;
  const failures: unknown[] = [];
  let waiting = inTurn(await idsOf(services), Math.floor(epochMs(clock.now()) / 1000 / slotSeconds));
  while (waiting.length > 0) {
    const unfinished: string[] = [];
    for (const workspaceId of waiting) {
      if (!hasTime()) break;
      try {
        const turn = await takeTurn(await services.workspaces.get(workspaceId), services, hasTime);
        slotsFolded += turn.slotsFolded;
        if (turn.mayHaveMore) unfinished.push(workspaceId);
      } catch (error) {
        // One workspace's trouble must not keep the others' figures.
        if (!noteFailure(workspaceId, error, services)) failures.push(error);
      }
    }
    waiting = hasTime() ? unfinished : [];
  }
  metrics.count("SlotsFolded", slotsFolded);
  // So that no value at all means that no run came to its end.
  metrics.measure("FigureSecondsStale", 0);
  if (failures.length > 0) throw new AggregateError(failures, "Some workspaces could not be computed.");
  return { slotsFolded };
}

interface Turn {
  /** As many marks were taken away. */
  readonly slotsFolded: number;
  readonly mayHaveMore: boolean;
}

async function idsOf({ workspaces }: Services): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of workspaces.all()) ids.push(id);
  return ids;
}

/** Whether it is none: another run that was faster. */
function noteFailure(workspaceId: string, error: unknown, { log }: Services): boolean {
  const isOvertaken = isAppError(error, "conflict");
  if (isOvertaken) log.info("another run computed this workspace meanwhile", { workspaceId });
  else log.error("a workspace could not be computed", { workspaceId, ...traceOf(error) });
  return isOvertaken;
}

/** What a turn goes by. */
interface Basis {
  readonly now: Instant;
  readonly today: Day;
  readonly horizon: Horizon;
}

async function takeTurn(workspace: Workspace, services: Services, hasTime: () => boolean): Promise<Turn> {
  const { figures, clock } = services;
  const { id, timeZone } = workspace;
  const now = clock.now();
  const none: Horizon = { day: "", timeZone, version: 0 };
  const horizon = (await figures.horizon(id, { consistent: true })) ?? none;
  const basis = { now, today: localDay(now, timeZone), horizon };
  try {
    return await computeBy(basis, workspace, services, hasTime);
  } catch (error) {
    await haveMadeAnew(workspace, basis, figures);
    throw error;
  }
}

async function computeBy(
  { now, today, horizon }: Basis,
  workspace: Workspace,
  services: Services,
  hasTime: () => boolean,
): Promise<Turn> {
  const { staleSlots, figures, settings, metrics } = services;
  const { id, timeZone } = workspace;
  const marks = await staleSlots.list(id, addSeconds(now, -settings.markRestSeconds), marksPerTurn);
  for (const seconds of waitedFor(marks, now)) metrics.measure("FigureSecondsStale", seconds);
  const isChanging = isZoneChanging(workspace, horizon);
  // Marks wait until all days stand in one zone.
  if (isChanging && !(await takeOverZone(workspace, horizon, now, services))) {
    return { slotsFolded: 0, mayHaveMore: true };
  }

  const stale = new StaleDays();
  const folded = await foldMarked(marks, workspace, stale, services, hasTime);
  const isRolling = isChanging || horizon.day !== today;
  const dated = await noteDated(id, stale.keys(), isRolling, figures);
  for (const [kind, day, surveyIds] of stale) await mergeDay(workspace, kind, day, surveyIds, now, services);
  await mergeMonths(id, stale.daysOf("move"), now, figures);

  const changed = isChanging ? dated : stale.keys(today);
  await renewSnapshots(id, { today, now, changed, rolling: isRolling ? dated : [] }, figures);
  await judgeGoals(workspace, { today, now, isRolling, changed }, services);
  const next = isRolling ? { day: today, timeZone, version: horizon.version } : undefined;
  if ((next || folded.length > 0) && !(await isStanding(id, horizon, next, figures))) throw overtaken();

  const rested = folded.filter(({ isRested }) => isRested);
  await inParallel(rested, (mark) => staleSlots.unmark(id, mark));
  return { slotsFolded: rested.length, mayHaveMore: marks.length === marksPerTurn && rested.length > 0 };
}

/** Whether nobody has begun another day or zone meanwhile; if so, and there is a next horizon, it stands from now on. */
async function isStanding(
  workspaceId: string,
  { version }: Horizon,
  next: Horizon | undefined,
  figures: FigureStore,
): Promise<boolean> {
  if (next) return figures.saveHorizon(workspaceId, next);
  const standing = await figures.horizon(workspaceId, { consistent: true });
  return (standing?.version ?? 0) === version;
}

/** How long the longest of those has waited that are not just being changed; none of none. */
function waitedFor(marks: readonly StaleSlot[], now: Instant): number[] {
  const [longest] = marks
    .filter(({ isRested }) => isRested)
    .map(({ staleSince }) => staleSince)
    .sort();
  return longest === undefined ? [] : [secondsBetween(longest, now)];
}

/** Answers the marks that it came to; those of what is frozen need nothing done. */
async function foldMarked(
  marks: readonly StaleSlot[],
  workspace: Workspace,
  stale: StaleDays,
  services: Services,
  hasTime: () => boolean,
): Promise<StaleSlot[]> {
  const { clock, settings } = services;
  const frozen = frozenBefore(clock.now(), settings.recordRetentionDays);
  const done: StaleSlot[] = [];
  const fold = async (mark: StaleSlot): Promise<void> => {
    const { kind, slot } = mark;
    if (slot >= frozen) {
      const surveyIds = await foldSlot(workspace, kind, slot, services);
      stale.add(kind, localDay(slot, workspace.timeZone), surveyIds);
    }
    done.push(mark);
  };
  await inParallel(marks, fold, hasTime);
  return done;
}

type DatedKey = Pick<FoldKey, "kind" | "surveyId">;

/** Notes kinds and surveys that now get their first day. Answers all that have days, which only some turns have to know. */
async function noteDated(
  workspaceId: string,
  touched: readonly DatedKey[],
  isRolling: boolean,
  figures: FigureStore,
): Promise<DatedKey[]> {
  if (touched.length === 0 && !isRolling) return [];
  const known = await figures.dated(workspaceId);
  const first = without(touched, known);
  await inParallel(first, (key) => figures.noteDated({ workspaceId, ...key }));
  return [...known, ...first];
}

const without = (keys: readonly DatedKey[], others: readonly DatedKey[]): DatedKey[] =>
  keys.filter(({ kind, surveyId }) => !others.some((one) => one.kind === kind && one.surveyId === surveyId));

interface Renewal {
  readonly today: Day;
  readonly now: Instant;
  /** Those with a closed day that has changed. */
  readonly changed: readonly DatedKey[];
  /** All that have days, when the windows roll. */
  readonly rolling: readonly DatedKey[];
}

async function renewSnapshots(
  workspaceId: string,
  { today, now, changed, rolling }: Renewal,
  figures: FigureStore,
): Promise<void> {
  const take = (key: DatedKey, isChanged: boolean) =>
    takeSnapshots({ key: { workspaceId, ...key }, today, now, isChanged }, figures);
  await inParallel(changed, (key) => take(key, true));
  await inParallel(without(rolling, changed), (key) => take(key, false));
}
