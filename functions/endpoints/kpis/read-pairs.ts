/**
 * The records of a window, folded by pairs of segments. Bounded, so that the answer comes in time whatever the workspace
 * holds: by the days, and by how many records are read.
 */
import { addToDay, daysBetween, localDay, startOfDay } from "../../domain/calendar.ts";
import { type AppError, invalid } from "../../domain/errors.ts";
import { allSurveys, type Folds } from "../../domain/kpi/fold.ts";
import { foldRows, isRecordKind, type RecordKind, type RecordOf } from "../../domain/kpi/fold-kinds.ts";
import { frozenBefore } from "../../domain/kpi/frozen.ts";
import { type Pair, PairBuilder } from "../../domain/kpi/pairs.ts";
import type { Wanted } from "../../domain/kpi/read-folds.ts";
import type { Window } from "../../domain/kpi/window.ts";
import type { Services } from "../../domain/ports/services.ts";
import { attributeDimension } from "../../domain/segment.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { pagesOf } from "./pages-of-records.ts";

export const maxPairDays = 90;
/** Of all kinds together. */
const maxRecords = 10_000;

export interface PairsWanted extends Pick<Wanted, "kinds" | "surveyIds"> {
  readonly pair: Pair;
  readonly window: Window;
  readonly timeZone: string;
}

export async function readPairs(
  { kinds, pair, window, timeZone, surveyIds }: PairsWanted,
  workspace: Workspace,
  services: Services,
): Promise<Folds> {
  const { clock, settings } = services;
  const now = clock.now();
  if (window.days > maxPairDays)
    throw invalid("query.window", `is more than ${maxPairDays} days, the most for by= with two dimensions`);
  const from = startOfDay(window.from, timeZone);
  const to = startOfDay(addToDay(window.to, 1), timeZone);
  if (from < frozenBefore(now, settings.recordRetentionDays)) {
    throw invalid(
      "query.by",
      "names two dimensions, which are told of records, and some of those have expired: name one",
    );
  }
  const segmentAttributes = workspace.segmentAttributes.filter(({ name }) => pair.includes(attributeDimension(name)));
  const builder = new PairBuilder(pair, segmentAttributes);
  const read = kinds.filter(isRecordKind);
  const add = async <K extends RecordKind>(kind: K): Promise<void> => {
    const { countedAt, surveyOf, settledAt } = foldRows[kind];
    const isWanted = (record: RecordOf[K]): boolean => {
      const at = record.test ? undefined : countedAt(record);
      const isOfSurvey = surveyIds.includes(allSurveys) || surveyIds.includes(surveyOf(record));
      const isSettled = (settledAt?.(record) ?? now) <= now;
      return at !== undefined && at >= from && at < to && isOfSurvey && isSettled;
    };
    let left = Math.floor(maxRecords / read.length);
    const ofPair = { ...workspace, segmentAttributes };
    for await (const records of pagesOf(kind, { from, to }, ofPair, services)) {
      const tooMuch = records.slice(Math.max(0, left)).find((record) => countedAt(record) !== undefined);
      const at = tooMuch && countedAt(tooMuch);
      if (at !== undefined) throw tooMany(daysBetween(localDay(at, timeZone), window.to));
      builder.add(kind, records.filter(isWanted));
      left -= records.length;
    }
  };
  await Promise.all(read.map(add));
  return builder.build();
}

function tooMany(daysThatDo: number): AppError {
  const many = "holds more records than one answer by two dimensions can be made of";
  return invalid(
    "query.window",
    daysThatDo === 0 ? `${many}, even of a day: name one dimension` : `${many}: ask for ${daysThatDo} days`,
  );
}
