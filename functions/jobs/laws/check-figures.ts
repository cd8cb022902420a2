/**
 * Law 5: every figure equals the fold of the records, recomputed from nothing: the folds of slots, and the days that are merged
 * from them. What is marked stale, or has just changed, waits to be folded and breaks no law yet.
 */
import { type Day, localDay, type Slot, slotRange } from "../../domain/calendar.ts";
import { groupBy } from "../../domain/group-by.ts";
import { inParallel } from "../../domain/in-parallel.ts";
import { allSurveys, type Folds, noSurvey } from "../../domain/kpi/fold.ts";
import { foldBySurvey, type RecordKind, recordKinds } from "../../domain/kpi/fold-kinds.ts";
import { differenceOf } from "../../domain/laws/difference.ts";
import { Findings } from "../../domain/laws/findings.ts";
import { isAhead } from "../../domain/laws/marks.ts";
import type { Scope } from "../../domain/laws/scope.ts";
import type { FigureStore, SlotFold } from "../../domain/ports/figures.ts";
import type { Services } from "../../domain/ports/services.ts";
import { isAttributeDimension } from "../../domain/segment.ts";
import { addDays } from "../../domain/time.ts";
import { mergeSlots } from "../fold-slots.ts";
import { checkMonths } from "./check-months.ts";
import { DatedRecords } from "./dated-records.ts";

/** compute-kpis runs at least once a day, so a mark that is older than this is forgotten. */
const forgottenDays = 2;
/** Later than any instant. */
const always = "9";
const noFolds: Folds = new Map();
const consistent = { consistent: true } as const;

/** Leaves the rest out once `hasTime` says no. Answers the kinds of which something is wrong. */
export async function checkFigures(
  scope: Scope,
  services: Services,
  findings: Findings,
  hasTime: () => boolean = () => true,
): Promise<RecordKind[]> {
  const wrong = new Set<RecordKind>();
  for (const kind of recordKinds) {
    if (!hasTime()) return [...wrong];
    if (!(await checkKind(kind, scope, services, findings))) wrong.add(kind);
  }
  if (!(await checkMonths(scope, services, findings))) wrong.add("move");
  return [...wrong];
}

/** Nothing that is marked stays so, unless it is for later. */
export async function checkMarks({ workspace, now }: Scope, services: Services, findings: Findings): Promise<void> {
  const forgotten = await services.staleSlots.list(
    workspace.id,
    addDays(now, -forgottenDays),
    Number.POSITIVE_INFINITY,
  );
  for (const { slot } of forgotten) {
    findings.violated(5, [slot], `was marked over ${forgottenDays} days ago and is not folded; does compute-kpis run?`);
  }
}

/** Whether all is right. */
async function checkKind(kind: RecordKind, scope: Scope, services: Services, findings: Findings): Promise<boolean> {
  const { workspace } = scope;
  let isRight = true;
  const suspects = await lookAtDays(kind, scope, services, findings);
  // The table changes while it is read: what looks wrong is looked at once more, and only then is wrong.
  for (const day of new Set(suspects.map((suspect) => suspect.day))) {
    const { from: begin, until: end } = slotRange(day, workspace.timeZone);
    const again = { ...scope, from: day, to: day, begin, end, now: services.clock.now() };
    for (const { ids, message } of await lookAtDays(kind, again, services, new Findings())) {
      findings.violated(5, ids, message);
      isRight = false;
    }
  }
  return isRight;
}

interface Suspect {
  readonly day: Day;
  readonly ids: readonly string[];
  readonly message: string;
}

async function lookAtDays(kind: RecordKind, scope: Scope, services: Services, findings: Findings): Promise<Suspect[]> {
  const { workspace } = scope;
  // Marks are read first: they go last, when all that they stand for is written.
  const waiting = await markedSlots(kind, scope, services);
  const horizon = await services.figures.horizon(workspace.id, consistent);
  const records = await DatedRecords.read(kind, scope, services);
  for (const slot of records.justChanged) waiting.add(slot);
  const { suspects, slots } = await compareSlots(scope, records, waiting, services, findings);
  if (horizon?.timeZone !== workspace.timeZone || horizon.rebuilding !== undefined) {
    findings.count("day folds", "compared: compute-kpis has yet to make them in the workspace's zone", 0);
    return suspects;
  }
  return [...suspects, ...(await compareDays(kind, scope, { slots, waiting }, services, findings))];
}

async function markedSlots(kind: RecordKind, { workspace, now }: Scope, { staleSlots }: Services): Promise<Set<Slot>> {
  const marks = await staleSlots.list(workspace.id, always, Number.POSITIVE_INFINITY);
  return new Set(marks.filter((mark) => mark.kind === kind && !isAhead(mark, now)).map(({ slot }) => slot));
}

async function compareSlots<K extends RecordKind>(
  { workspace, begin, end }: Scope,
  { kind, bySlot }: DatedRecords<K>,
  waiting: ReadonlySet<Slot>,
  { figures }: Services,
  findings: Findings,
): Promise<{ suspects: Suspect[]; slots: SlotFold[] }> {
  const suspects: Suspect[] = [];
  const computedSlots: SlotFold[] = [];
  const stored = groupBy(await figures.slotFoldsBetween(workspace.id, kind, begin, end), ({ slot }) => slot);
  for (const slot of new Set([...stored.keys(), ...bySlot.keys()])) {
    const bySurvey = groupBy(stored.get(slot) ?? [], ({ surveyId }) => surveyId);
    const computed = foldBySurvey(kind, bySlot.get(slot) ?? [], workspace.segmentAttributes);
    for (const surveyId of new Set([...bySurvey.keys(), ...computed.keys()])) {
      const is: Folds = new Map((bySurvey.get(surveyId) ?? []).flatMap(({ folds }) => [...folds]));
      const should = withoutNew(computed.get(surveyId) ?? noFolds, is);
      computedSlots.push({ slot, surveyId, folds: should });
      const difference = differenceOf(is, should);
      findings.count("slot folds", verdictOn(difference, waiting.has(slot)));
      if (difference === undefined || waiting.has(slot)) continue;
      const day = localDay(slot, workspace.timeZone);
      suspects.push({ day, ids: [slot, surveyId, kind], message: `: the slot's fold of ${surveyId} ${difference}` });
    }
  }
  return { suspects, slots: computedSlots };
}

/** A slot that was folded before an attribute was named is without that dimension until it is recounted. */
const withoutNew = (computed: Folds, stored: Folds): Folds =>
  new Map([...computed].filter(([dimension]) => !isAttributeDimension(dimension) || stored.has(dimension)));

async function compareDays(
  kind: RecordKind,
  { workspace, from, to }: Scope,
  { slots: computedSlots, waiting }: { slots: readonly SlotFold[]; waiting: ReadonlySet<Slot> },
  { figures, surveys }: Services,
  findings: Findings,
): Promise<Suspect[]> {
  const suspects: Suspect[] = [];
  const dayOf = (slot: Slot): Day => localDay(slot, workspace.timeZone);
  const waitingDays = new Set([...waiting].map(dayOf));
  const known = (await surveys.list(workspace.id)).map(({ id }) => id);
  const stored = await storedDays(kind, workspace.id, [...known, noSurvey, allSurveys], { from, to }, figures);
  const slots = groupBy(computedSlots, ({ slot }) => dayOf(slot));
  const days = new Set([...slots.keys(), ...[...stored.values()].flatMap((ofSurvey) => [...ofSurvey.keys()])]);
  for (const day of days) {
    const ofDay = slots.get(day) ?? [];
    for (const surveyId of new Set([...stored.keys(), ...ofDay.map((slot) => slot.surveyId)])) {
      const computed = mergeSlots(kind, ofDay, surveyId);
      const is = stored.get(surveyId)?.get(day);
      if (!is && computed.size === 0) continue;
      const difference = differenceOf(is ?? noFolds, computed);
      findings.count("day folds", verdictOn(difference, waitingDays.has(day)));
      if (difference === undefined || waitingDays.has(day)) continue;
      suspects.push({ day, ids: [day, surveyId, kind], message: `: the day's fold of ${surveyId} ${difference}` });
    }
  }
  return suspects;
}

/** The days' folds in all their dimensions, by survey and day. */
async function storedDays(
  kind: RecordKind,
  workspaceId: string,
  surveyIds: readonly string[],
  { from, to }: { from: Day; to: Day },
  figures: FigureStore,
): Promise<Map<string, Map<Day, Folds>>> {
  const bySurvey = new Map<string, Map<Day, Folds>>();
  await inParallel(surveyIds, async (surveyId) => {
    const key = { workspaceId, kind, surveyId };
    const days = new Map<Day, Folds>();
    for (const dimension of await figures.dimensionsOf(key, from, to)) {
      for (const { day, folds } of await figures.days({ ...key, dimension }, from, to, consistent)) {
        days.set(day, new Map([...(days.get(day) ?? []), ...folds]));
      }
    }
    bySurvey.set(surveyId, days);
  });
  return bySurvey;
}

const verdictOn = (difference: string | undefined, isWaiting: boolean): string => {
  if (difference === undefined) return "right";
  return isWaiting ? "waiting to be folded" : "wrong";
};
