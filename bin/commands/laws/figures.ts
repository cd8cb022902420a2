/**
 * Law 5: every figure equals the fold of the answers, recomputed from nothing: the folds of slots and the days above them.
 * What is marked stale, or has just changed, waits to be folded and breaks no law yet.
 */
import { type Day, localDay, type Slot, slotOf, slotRange } from "../../../functions/domain/calendar.ts";
import { inParallel } from "../../../functions/domain/in-parallel.ts";
import {
  type Counted,
  capValues,
  type Folds,
  foldResponses,
  mergeFolds,
  overall,
} from "../../../functions/domain/kpi/fold.ts";
import { Findings } from "../../../functions/domain/laws/findings.ts";
import type { Scope } from "../../../functions/domain/laws/scope.ts";
import type { Services } from "../../../functions/domain/ports.ts";
import type { Response } from "../../../functions/domain/response.ts";
import { dimensions } from "../../../functions/domain/segment.ts";
import { addDays, addSeconds } from "../../../functions/domain/time.ts";
import { pages } from "../../../functions/jobs/laws/pages.ts";
import { differenceOf, differenceOfValues } from "./difference.ts";
import { groupBy } from "./group-by.ts";

/** From a change of a record to its mark: the stream's batching, and some patience. */
const markingSeconds = 300;
/** compute-kpis runs at least once a day, so a mark that is older than this is forgotten. */
const forgottenDays = 2;
/** Later than any instant. */
const always = "9";
const noFolds: Folds = new Map();
const consistent = { consistent: true } as const;

export async function checkFigures(scope: Scope, services: Services, findings: Findings): Promise<void> {
  const { workspace, now } = scope;
  const suspects = await lookAtDays(scope, services, findings);
  // The table changes while it is read: what looks wrong is looked at once more, and only then is wrong.
  for (const day of new Set(suspects.map((suspect) => suspect.day))) {
    const { from: begin, until: end } = slotRange(day, workspace.timeZone);
    const again = { ...scope, from: day, to: day, begin, end, now: services.clock.now() };
    for (const { ids, message } of await lookAtDays(again, services, new Findings()))
      findings.violated(5, ids, message);
  }
  const forgotten = await services.staleSlots.list(
    workspace.id,
    addDays(now, -forgottenDays),
    Number.POSITIVE_INFINITY,
  );
  for (const { slot } of forgotten) {
    findings.violated(5, [slot], `was marked over ${forgottenDays} days ago and is not folded; does compute-kpis run?`);
  }
}

interface Suspect {
  readonly day: Day;
  readonly ids: readonly string[];
  readonly message: string;
}

async function lookAtDays(scope: Scope, services: Services, findings: Findings): Promise<Suspect[]> {
  const { workspace } = scope;
  // Marks are read first: they go last, when all that they stand for is written.
  const waiting = await markedSlots(scope, services);
  const horizon = await services.figures.horizon(workspace.id, consistent);
  const answers = await readAnswers(scope, services);
  for (const { countedAt, changedAt } of answers) {
    if (changedAt > addSeconds(scope.now, -markingSeconds)) waiting.add(slotOf(countedAt));
  }
  const suspects = await compareSlots(scope, answers, waiting, services, findings);
  if (horizon?.timeZone !== workspace.timeZone || horizon.rebuilding !== undefined) {
    findings.count("day folds", "compared: compute-kpis has yet to make them in the workspace's zone", 0);
    return suspects;
  }
  return [...suspects, ...(await compareDays(scope, answers, waiting, services, findings))];
}

async function markedSlots({ workspace }: Scope, { staleSlots }: Services): Promise<Set<Slot>> {
  const marks = await staleSlots.list(workspace.id, always, Number.POSITIVE_INFINITY);
  return new Set(marks.map(({ slot }) => slot));
}

/** What of a response figures are made of, and when it last changed. */
type Answer = Counted & Pick<Response, "surveyId" | "changedAt">;

async function readAnswers(scope: Scope, { responses }: Services): Promise<Answer[]> {
  const answers: Answer[] = [];
  for await (const page of pages((query) => responses.list(query), scope)) {
    for (const { surveyId, score, segments, countedAt, changedAt, test } of page) {
      answers.push({ surveyId, score, segments, countedAt, changedAt, test });
    }
  }
  return answers;
}

async function compareSlots(
  { workspace, begin, end }: Scope,
  answers: readonly Answer[],
  waiting: ReadonlySet<Slot>,
  { figures }: Services,
  findings: Findings,
): Promise<Suspect[]> {
  const suspects: Suspect[] = [];
  const bySlot = groupBy(answers, ({ countedAt }) => slotOf(countedAt));
  const stored = await figures.slotsWithFolds(workspace.id);
  const within = stored.map(({ slot }) => slot).filter((slot) => slot >= begin && slot < end);
  const slots = new Set([...within, ...bySlot.keys()]);
  await inParallel(slots, async (slot) => {
    const folds = await figures.slotFolds(workspace.id, slot);
    const bySurvey = groupBy(bySlot.get(slot) ?? [], ({ surveyId }) => surveyId);
    for (const surveyId of new Set([...folds.keys(), ...bySurvey.keys()])) {
      const computed = capValues(foldResponses(bySurvey.get(surveyId) ?? []));
      const difference = differenceOf(folds.get(surveyId)?.content ?? noFolds, computed);
      findings.count("slot folds", verdictOn(difference, waiting.has(slot)));
      if (difference === undefined || waiting.has(slot)) continue;
      const day = localDay(slot, workspace.timeZone);
      suspects.push({ day, ids: [slot, surveyId], message: `: the slot's fold of ${surveyId} ${difference}` });
    }
  });
  return suspects;
}

async function compareDays(
  { workspace, from, to }: Scope,
  answers: readonly Answer[],
  waiting: ReadonlySet<Slot>,
  { figures, surveys }: Services,
  findings: Findings,
): Promise<Suspect[]> {
  const suspects: Suspect[] = [];
  const dayOf = (slot: Slot): Day => localDay(slot, workspace.timeZone);
  const waitingDays = new Set([...waiting].map(dayOf));
  const bySurvey = groupBy(answers, ({ surveyId }) => surveyId);
  const known = (await surveys.list(workspace.id)).map(({ id }) => id);
  await inParallel(new Set([...known, ...bySurvey.keys()]), async (surveyId) => {
    const byDay = groupBy(bySurvey.get(surveyId) ?? [], ({ countedAt }) => dayOf(slotOf(countedAt)));
    const computed = new Map([...byDay].map(([day, ofDay]) => [day, foldDay(ofDay)]));
    for (const dimension of [overall, ...dimensions]) {
      const stored = await figures.days({ workspaceId: workspace.id, surveyId, dimension }, from, to, consistent);
      const storedByDay = new Map(stored.map(({ day, values }) => [day, values]));
      for (const day of new Set([...storedByDay.keys(), ...computed.keys()])) {
        const values = [storedByDay.get(day) ?? new Map(), computed.get(day)?.get(dimension) ?? new Map()] as const;
        const difference = differenceOfValues(dimension, ...values);
        findings.count("day folds", verdictOn(difference, waitingDays.has(day)));
        if (difference === undefined || waitingDays.has(day)) continue;
        suspects.push({ day, ids: [day, surveyId], message: `: the day's fold of ${surveyId} ${difference}` });
      }
    }
  });
  return suspects;
}

/** By way of slots, because both slots and days keep their largest values only. */
const foldDay = (answers: readonly Answer[]): Folds => {
  const slots = groupBy(answers, ({ countedAt }) => slotOf(countedAt));
  return capValues(mergeFolds([...slots.values()].map((ofSlot) => capValues(foldResponses(ofSlot)))));
};

const verdictOn = (difference: string | undefined, isWaiting: boolean): string => {
  if (difference === undefined) return "right";
  return isWaiting ? "waiting to be folded" : "wrong";
};
