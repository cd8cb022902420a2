/** Folding the records of a slot, and merging the slots of a local day. Versions are read before what they guard. */
import { type Day, type Slot, slotRange } from "../domain/calendar.ts";
import { AppError } from "../domain/errors.ts";
import { capValues, foldResponses, mergeFolds, overall, type SegmentFold } from "../domain/kpi/fold.ts";
import type { Services } from "../domain/ports.ts";
import { dimensions } from "../domain/segment.ts";
import type { Instant } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";

/** Folds a slot's responses by survey; answers the surveys whose days it touches. Throws conflict when overtaken. */
export async function foldSlot(workspaceId: string, slot: Slot, services: Services): Promise<string[]> {
  const { figures, responses } = services;
  const standing = await figures.slotFolds(workspaceId, slot);
  const records = await responses.inSlot(workspaceId, slot);
  // A survey whose last response left the slot is overwritten with nothing.
  const surveyIds = [...new Set([...standing.keys(), ...records.map((response) => response.surveyId)])];
  for (const surveyId of surveyIds) {
    const before = standing.get(surveyId);
    const folds = capValues(foldResponses(records.filter((response) => response.surveyId === surveyId)));
    // A dimension that has lost its last value is overwritten too.
    const lost = [...(before?.content.keys() ?? [])].filter((dimension) => !folds.has(dimension));
    const content = new Map([
      ...folds,
      ...lost.map((dimension): [string, ReadonlyMap<string, SegmentFold>] => [dimension, new Map()]),
    ]);
    const fold = { version: before?.version ?? 0, content };
    if (!(await figures.saveSlotFold(workspaceId, slot, surveyId, fold))) throw overtaken();
  }
  return surveyIds;
}

/** Merges the slots of one local day of a survey, in every dimension. Throws conflict when overtaken. */
export async function mergeDay(
  workspace: Workspace,
  surveyId: string,
  day: Day,
  now: Instant,
  { figures }: Services,
): Promise<void> {
  // The overall figure comes last: whoever sees it finds its segments.
  const keys = [...dimensions, overall].map((dimension) => ({ workspaceId: workspace.id, surveyId, dimension }));
  const versions = await Promise.all(keys.map((key) => figures.dayVersion(key, day)));
  const { from, until } = slotRange(day, workspace.timeZone);
  const merged = capValues(mergeFolds(await figures.slotFoldsBetween(workspace.id, surveyId, from, until)));
  for (const [index, key] of keys.entries()) {
    const values = merged.get(key.dimension) ?? new Map();
    const version = versions[index] ?? 0;
    if (values.size === 0 && version === 0) continue;
    if (!(await figures.saveDay(key, { day, values, computedAt: now }, version))) throw overtaken();
  }
}

export const overtaken = (): AppError => new AppError("conflict", "Another run has computed this meanwhile.");
