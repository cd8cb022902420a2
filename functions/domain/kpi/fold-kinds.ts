/**
 * What folds are made of, a row for each kind of record: by which time a record is in its slot, under which survey and segments
 * it counts, and what it adds to which sums. Test records count nowhere. A new kind is a row, and how its records of a slot are
 * read (jobs/slot-records.ts).
 */
import { type CustomerMove, purchaseType } from "../customer-move.ts";
import type { Interaction } from "../interaction.ts";
import type { DeliveryStatus, Invitation } from "../invitation.ts";
import type { Issue } from "../issue.ts";
import { obtain } from "../obtain.ts";
import type { Response } from "../response.ts";
import {
  attributeDimension,
  isAttributeDimension,
  type SegmentAttribute,
  type Segments,
  segmentsOf,
} from "../segment.ts";
import { type Instant, secondsBetweenWritten } from "../time.ts";
import { addMove } from "./active-customers.ts";
import { capFolds, type Folds, noSurvey, type SizeOf } from "./fold.ts";
import { FoldBuilder, type Sums } from "./fold-builder.ts";
import type { FoldKind } from "./kpi.ts";
import { binOf } from "./log-histogram.ts";
import { addRevenue } from "./revenue.ts";
import type { Tally } from "./tally.ts";

type Attributes = readonly Pick<SegmentAttribute, "name">[];

export interface FoldKindRow<R> {
  /** The time whose slot it counts in; undefined while it counts nowhere. */
  readonly countedAt: (record: R) => Instant | undefined;
  /** From when on it counts, of a kind that has to wait. */
  readonly settledAt?: (record: R) => Instant | undefined;
  readonly surveyOf: (record: R) => string;
  readonly segmentsOf: (record: R, attributes: Attributes) => Segments;
  /** What a record adds to which sums. */
  readonly tally: (sums: Sums) => (record: R) => void;
  readonly sizeOf: SizeOf;
}

/** What of a record a fold reads. */
export interface RecordOf {
  response: Pick<Response, "surveyId" | "score" | "segments" | "countedAt" | "sentAt" | "furtherQuestions" | "test">;
  invitation: Pick<Invitation, "surveyId" | "status" | "sentAt" | "delivery" | "mailEvents" | "segments" | "test">;
  interaction: Interaction;
  issue: Pick<Issue, "surveyId" | "segments" | "solvedAt" | "countsAt" | "isSolvedAtOnce"> & Untested;
  move: Pick<CustomerMove, "at" | "move" | "since"> & Untested;
}

/** Is never made of what a test reports. */
interface Untested {
  readonly test?: false;
}

/** The kinds that have a row. */
export type RecordKind = keyof RecordOf & FoldKind;

/** What came back was not delivered, whether for good or for now. */
const bounces: readonly (DeliveryStatus | undefined)[] = ["bounced", "soft_bounced"];

export const foldRows: { readonly [K in RecordKind]: FoldKindRow<RecordOf[K]> } = {
  /** On the day it was first counted; an edit changes the score, never the day. */
  response: {
    countedAt: ({ countedAt }) => countedAt,
    surveyOf: ({ surveyId }) => surveyId,
    segmentsOf: ({ segments }) => segments,
    tally: (sums) => {
      const [scores, answerTimes] = [sums.histogram("score"), sums.histogram("answerTime")];
      const [asked, finished] = [sums.sum("asked"), sums.sum("finished")];
      return ({ score, furtherQuestions, sentAt, countedAt }) => {
        scores(score);
        if (furtherQuestions !== undefined) asked();
        if (furtherQuestions === "finished") finished();
        if (sentAt !== undefined) answerTimes(binOf(Math.max(0, secondsBetweenWritten(sentAt, countedAt))));
      };
    },
    sizeOf: (tally) => {
      let size = 0;
      for (const name in tally) if (name.startsWith("score:")) size += tally[name] as number;
      return size;
    },
  },
  /** When it was sent; a link, when it was handed over. */
  invitation: {
    countedAt: ({ status, sentAt }) => (status === "sent" ? sentAt : undefined),
    surveyOf: ({ surveyId }) => surveyId,
    segmentsOf: ({ segments }) => segments,
    tally:
      (sums) =>
      ({ delivery, mailEvents = [] }) => {
        const isBounced = bounces.includes(delivery?.status);
        sums.add("sent");
        if (isBounced) sums.add("bounced");
        if (!isBounced && delivery?.status !== "rejected") sums.add("delivered");
        if (delivery?.status === "complained") sums.add("complained");
        if (mailEvents.some(({ event }) => event === "unsubscribed")) sums.add("unsubscribed");
      },
    sizeOf: ({ sent = 0 }) => sent,
  },
  /** When it occurred. */
  interaction: {
    countedAt: ({ occurredAt }) => occurredAt,
    surveyOf: ({ outcome }) => (outcome?.outcome === "invited" ? outcome.invitation.surveyId : noSurvey),
    segmentsOf: (interaction, attributes) => segmentsOf(interaction, { ...interaction, attributes }),
    tally: (sums) => {
      const handleTimes = sums.histogram("handleTime");
      return ({ type, outcome, handleTimeSeconds, resolvedOnFirstContact, amount }) => {
        sums.add("interactions");
        // One that has lost its outcome breaks a law, and must not stop the figures of all others.
        sums.add(`outcome:${outcome?.outcome === "invited" ? "invited" : (outcome?.reason ?? "unknown")}`);
        if (handleTimeSeconds !== undefined) {
          sums.add("handle");
          sums.add("handleSum", handleTimeSeconds);
          sums.add("handleSquares", handleTimeSeconds ** 2);
          handleTimes(binOf(handleTimeSeconds));
        }
        if (resolvedOnFirstContact !== undefined) sums.add("closed");
        if (resolvedOnFirstContact) sums.add("solved");
        if (type === purchaseType && amount) addRevenue(amount, sums);
      };
    },
    sizeOf: ({ interactions = 0 }) => interactions,
  },
  /** When it was first solved, under the interaction that solved it, and not before its re-contact window is over. */
  issue: {
    countedAt: ({ solvedAt }) => solvedAt,
    settledAt: ({ countsAt }) => countsAt,
    surveyOf: ({ surveyId = noSurvey }) => surveyId,
    segmentsOf: ({ segments = {} }) => segments,
    tally:
      (sums) =>
      ({ isSolvedAtOnce }) => {
        sums.add("closed");
        if (isSolvedAtOnce) sums.add("solved");
      },
    sizeOf: ({ closed = 0 }) => closed,
  },
  /** When they moved. */
  move: {
    countedAt: ({ at }) => at,
    surveyOf: () => noSurvey,
    segmentsOf: () => ({}),
    tally: (sums) => (move) => addMove(move, sums),
    sizeOf: ({ gained = 0, lost = 0 }) => gained + lost,
  },
};

export const recordKinds = Object.keys(foldRows) as RecordKind[];

export const isRecordKind = (name: string): name is RecordKind => Object.hasOwn(foldRows, name);

/** How many records a tally of a kind is of. */
export const sizeOfKind =
  (kind: FoldKind): SizeOf =>
  (tally: Tally) =>
    isRecordKind(kind) ? foldRows[kind].sizeOf(tally) : 0;

/** Folds records of one survey; of the segments only those by which the workspace breaks down now. */
export function foldRecords<K extends RecordKind>(
  kind: K,
  records: Iterable<RecordOf[K]>,
  attributes: Attributes = [],
): Folds {
  const row: FoldKindRow<RecordOf[K]> = foldRows[kind];
  const named = new Set<string>(attributes.map(({ name }) => attributeDimension(name)));
  const isWanted = (dimension: string) => !isAttributeDimension(dimension) || named.has(dimension);
  const builder = new FoldBuilder(isWanted);
  const tally = row.tally(builder);
  for (const record of records) {
    const at = record.test ? undefined : row.countedAt(record);
    if (at === undefined) continue;
    tally(record);
    builder.under(row.segmentsOf(record, attributes), at);
  }
  return builder.build();
}

/** The same by survey, the largest values of each dimension kept. */
export function foldBySurvey<K extends RecordKind>(
  kind: K,
  records: Iterable<RecordOf[K]>,
  attributes: Attributes = [],
): Map<string, Folds> {
  const row: FoldKindRow<RecordOf[K]> = foldRows[kind];
  const bySurvey = new Map<string, RecordOf[K][]>();
  for (const record of records) {
    const surveyId = row.surveyOf(record);
    obtain(bySurvey, surveyId, () => []).push(record);
  }
  const fold = (ofSurvey: RecordOf[K][]) => capFolds(foldRecords(kind, ofSurvey, attributes), row.sizeOf);
  return new Map([...bySurvey].map(([surveyId, ofSurvey]) => [surveyId, fold(ofSurvey)]));
}
