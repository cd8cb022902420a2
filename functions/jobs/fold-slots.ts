/** Folding the records of a slot, and merging the slots of a local day. Versions are read before what they guard. */
import { type Day, type Slot, slotRange } from "../domain/calendar.ts";
import { AppError } from "../domain/errors.ts";
import {
  allSurveys,
  capFolds,
  type Folds,
  mergeFolds,
  overall,
  surveyDimension,
  type Values,
} from "../domain/kpi/fold.ts";
import { foldBySurvey, type RecordKind, sizeOfKind } from "../domain/kpi/fold-kinds.ts";
import type { FoldKind } from "../domain/kpi/kpi.ts";
import type { SlotFold } from "../domain/ports/figures.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Instant } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { recordsOf } from "./slot-records.ts";

/** Folds a slot's records of a kind by survey; answers the surveys whose days it touches. Throws conflict when overtaken. */
export async function foldSlot(
  workspace: Workspace,
  kind: RecordKind,
  slot: Slot,
  services: Services,
): Promise<string[]> {
  const { figures } = services;
  const { id: workspaceId, segmentAttributes } = workspace;
  const standing = await figures.slotFolds(workspaceId, kind, slot);
  const bySurvey = foldBySurvey(kind, await recordsOf(kind, workspace, slot, services), segmentAttributes);
  // A survey whose last record left the slot is overwritten with nothing.
  const surveyIds = [...new Set([...standing.keys(), ...bySurvey.keys()])];
  for (const surveyId of surveyIds) {
    const { version, content: before } = standing.get(surveyId) ?? { version: 0, content: new Map() };
    // A dimension that has lost its last value is overwritten too.
    const lost = [...before.keys()].map((dimension): [string, Values] => [dimension, new Map()]);
    const content: Folds = new Map([...lost, ...(bySurvey.get(surveyId) ?? [])]);
    if (!(await figures.saveSlotFold({ workspaceId, kind, surveyId }, slot, { version, content }))) throw overtaken();
  }
  return surveyIds;
}

/** Merges the slots of one local day for some surveys and for all together, in every dimension. Throws conflict when overtaken. */
export async function mergeDay(
  workspace: Workspace,
  kind: FoldKind,
  day: Day,
  surveyIds: Iterable<string>,
  now: Instant,
  { figures }: Services,
): Promise<void> {
  const keys = [...new Set([...surveyIds, allSurveys])].map((surveyId) => ({
    workspaceId: workspace.id,
    kind,
    surveyId,
  }));
  const standing = await Promise.all(keys.map((key) => figures.standingDay(key, day)));
  const { from, until } = slotRange(day, workspace.timeZone);
  const slots = await figures.slotFoldsBetween(workspace.id, kind, from, until);
  const saved = await Promise.all(
    keys.map((key, index) => {
      const { version, dimensions } = standing[index] ?? { version: 0, dimensions: [] };
      const folds = mergeSlots(kind, slots, key.surveyId);
      return (
        (folds.size === 0 && version === 0) ||
        figures.saveDay(key, { day, folds, computedAt: now }, { version, dimensions })
      );
    }),
  );
  if (saved.includes(false)) throw overtaken();
}

/** The fold of a survey's slots, or of all surveys', which then have a dimension of their own. */
export function mergeSlots(kind: FoldKind, slots: readonly SlotFold[], surveyId: string): Folds {
  const isAll = surveyId === allSurveys;
  const taken = isAll ? slots : slots.filter((slot) => slot.surveyId === surveyId);
  const merged = mergeFolds(taken.map((slot) => (isAll ? withSurvey(slot) : slot.folds)));
  const filled = new Map([...merged].filter(([, values]) => values.size > 0));
  return capFolds(filled, sizeOfKind(kind));
}

function withSurvey({ surveyId, folds }: SlotFold): Folds {
  const all = folds.get(overall)?.get(overall);
  return all ? new Map([...folds, [surveyDimension, new Map([[surveyId, { ...all, value: surveyId }]])]]) : folds;
}

export const overtaken = (): AppError => new AppError("conflict", "Another run has computed this meanwhile.");
