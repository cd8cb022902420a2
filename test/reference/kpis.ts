/**
 * Every KPI from plain lists of records, written from the KPI rules alone: slow, obvious, and sharing nothing with the product,
 * so that the two can be held against each other. The records are those of one window; `within` of records.ts finds them.
 */
import { difference as npsDifference, estimate as npsEstimate } from "./nps.ts";
import type { RawInvitation, RawRecords } from "./records.ts";
import { averageOf, type Interval, meanInterval, newcombe, percentileOf, welchInterval, wilson } from "./statistics.ts";

/** What the scores are of; only a custom scale has to say which are good. */
export type Asked =
  | { readonly kind: "nps" | "csat" | "ces" | "effort" | "stars" | "thumbs" }
  | { readonly kind: "custom"; readonly direction: "high_is_good" | "low_is_good"; readonly topBox: number };

export interface Estimate {
  readonly value: number | null;
  readonly interval: Interval | null;
}

export interface Reference extends Estimate {
  readonly n: number;
  readonly details?: Readonly<Record<string, Estimate>>;
}

export interface ReferenceChange {
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly significant: boolean;
  readonly verdict: "better" | "worse" | "unclear";
}

/** What a KPI is computed of: one of the four ways that the rules know. */
type Raw =
  | { readonly as: "nps"; readonly scores: readonly number[] }
  | { readonly as: "share"; readonly hits: number; readonly n: number }
  | { readonly as: "mean"; readonly values: readonly number[] }
  | { readonly as: "median"; readonly values: readonly number[] }
  | { readonly as: "count"; readonly n: number };

export const referenceKpis = [
  "nps",
  "csat",
  "ces",
  "stars",
  "thumbs",
  "custom",
  "fcr",
  "aht",
  "response_rate",
  "completion_rate",
  "time_to_answer",
  "delivery_rate",
  "bounce_rate",
  "complaint_rate",
  "unsubscribe_rate",
  "outcomes",
] as const;
export type ReferenceKpi = (typeof referenceKpis)[number];

/** Figures without rounding. `asked` is needed for scores alone. */
export function reference(kpi: ReferenceKpi, records: RawRecords, asked: Asked = { kind: "nps" }): Reference {
  const raw = rawOf(kpi, records, asked);
  const details = detailsOf(kpi, records, asked);
  return { ...figureOf(raw), n: sizeOf(raw), ...(details && { details }) };
}

export function referenceChange(
  kpi: ReferenceKpi,
  current: RawRecords,
  previous: RawRecords,
  asked: Asked = { kind: "nps" },
): ReferenceChange | null {
  const [now, before] = [rawOf(kpi, current, asked), rawOf(kpi, previous, asked)];
  const [value, valueBefore] = [figureOf(now).value, figureOf(before).value];
  if (value === null || valueBefore === null) return null;
  const interval = changeInterval(now, before);
  const { low, high } = interval ?? { low: null, high: null };
  const isAlone = now.as !== "mean" && (sizeOf(now) === 1 || sizeOf(before) === 1);
  const significant = interval !== null && !isAlone && (interval.low > 0 || interval.high < 0);
  const isUp = value > valueBefore;
  const verdict = significant ? (isUp === isHighGood(kpi, asked) ? "better" : "worse") : "unclear";
  return { difference: value - valueBefore, low, high, significant, verdict };
}

function rawOf(kpi: ReferenceKpi, records: RawRecords, asked: Asked): Raw {
  const scores = records.responses.map(({ score }) => score);
  const ofSent = (is: (invitation: RawInvitation) => boolean): Raw => ({
    as: "share",
    hits: records.invitations.filter(is).length,
    n: records.invitations.length,
  });
  switch (kpi) {
    case "nps":
      return { as: "nps", scores };
    case "csat":
    case "thumbs":
      return shareOfGood(scores, asked);
    case "ces":
    case "stars":
    case "custom":
      return { as: "mean", values: scores };
    case "fcr":
      return firstContacts(records);
    case "aht":
      return { as: "mean", values: handleTimes(records) };
    case "response_rate":
      return { as: "share", hits: scores.length, n: records.invitations.filter(isDelivered).length };
    case "completion_rate": {
      const askedFurther = records.responses.filter((response) => response.asked === true);
      const finished = askedFurther.filter((response) => response.finished === true);
      return { as: "share", hits: finished.length, n: askedFurther.length };
    }
    case "time_to_answer":
      return { as: "median", values: answerTimes(records) };
    case "delivery_rate":
      return ofSent(isDelivered);
    case "bounce_rate":
      return ofSent(({ bounced }) => bounced === true);
    case "complaint_rate":
      return ofSent(({ complained }) => complained === true);
    case "unsubscribe_rate":
      return ofSent(({ unsubscribed }) => unsubscribed === true);
    case "outcomes":
      return { as: "count", n: records.interactions.length };
  }
}

function detailsOf(kpi: ReferenceKpi, records: RawRecords, asked: Asked): Reference["details"] {
  const scores = records.responses.map(({ score }) => score);
  const percentile = (values: readonly number[], p: number): Estimate => ({
    value: values.length === 0 ? null : percentileOf(values, p),
    interval: null,
  });
  switch (kpi) {
    case "csat":
      return { mean: figureOf({ as: "mean", values: scores }) };
    case "ces":
    case "stars":
    case "custom":
      return { share: figureOf(shareOfGood(scores, asked)) };
    case "aht":
      return { p50: percentile(handleTimes(records), 0.5), p90: percentile(handleTimes(records), 0.9) };
    case "time_to_answer":
      return { p90: percentile(answerTimes(records), 0.9) };
    case "outcomes": {
      const all = records.interactions.map(({ outcome }) => outcome);
      const counts = [...new Set(all)].map((name) => [name, all.filter((outcome) => outcome === name).length] as const);
      return Object.fromEntries(counts.map(([name, value]) => [name, { value, interval: null }]));
    }
    default:
      return undefined;
  }
}

const shareOfGood = (scores: readonly number[], asked: Asked): Raw => ({
  as: "share",
  hits: scores.filter((score) => isGood(score, asked)).length,
  n: scores.length,
});

function isGood(score: number, asked: Asked): boolean {
  switch (asked.kind) {
    case "nps":
      return score === 9 || score === 10;
    case "csat":
    case "stars":
      return score === 4 || score === 5;
    case "ces":
      return score >= 5 && score <= 7;
    case "effort":
      return score === 1 || score === 2;
    case "thumbs":
      return score === 1;
    case "custom":
      return asked.direction === "high_is_good" ? score >= asked.topBox : score <= asked.topBox;
  }
}

function isHighGood(kpi: ReferenceKpi, asked: Asked): boolean {
  if (["aht", "time_to_answer", "bounce_rate", "complaint_rate", "unsubscribe_rate"].includes(kpi)) return false;
  if (kpi === "ces") return asked.kind !== "effort";
  if (kpi === "custom") return asked.kind !== "custom" || asked.direction === "high_is_good";
  return true;
}

const isDelivered = ({ bounced, rejected }: RawInvitation): boolean => bounced !== true && rejected !== true;

const handleTimes = ({ interactions }: RawRecords): number[] =>
  interactions.flatMap(({ handleTimeSeconds }) => (handleTimeSeconds === undefined ? [] : [handleTimeSeconds]));

const answerTimes = ({ responses }: RawRecords): number[] =>
  responses.flatMap(({ sentAt, countedAt }) =>
    sentAt === undefined ? [] : [(Date.parse(countedAt) - Date.parse(sentAt)) / 1000],
  );

/** Issues that an interaction tells of itself, and those of which several interactions tell. */
function firstContacts({ interactions, issues }: RawRecords): Raw {
  const given = interactions.flatMap(({ resolvedOnFirstContact: solved }) => (solved === undefined ? [] : [solved]));
  const all = [...given, ...issues.map(({ isSolvedAtOnce }) => isSolvedAtOnce)];
  return { as: "share", hits: all.filter((isSolved) => isSolved).length, n: all.length };
}

function sizeOf(raw: Raw): number {
  if (raw.as === "nps") return raw.scores.length;
  return raw.as === "mean" || raw.as === "median" ? raw.values.length : raw.n;
}

function figureOf(raw: Raw): Estimate {
  if (sizeOf(raw) === 0) return { value: null, interval: null };
  switch (raw.as) {
    case "nps": {
      const { value, low, high } = npsEstimate(raw.scores);
      return { value, interval: { low, high } };
    }
    case "share":
      return {
        value: (100 * raw.hits) / raw.n,
        interval: raw.hits > raw.n ? null : times100(wilson(raw.hits, raw.n)),
      };
    case "mean":
      return { value: averageOf(raw.values), interval: meanInterval(raw.values) };
    case "median":
      return { value: percentileOf(raw.values, 0.5), interval: null };
    case "count":
      return { value: raw.n, interval: null };
  }
}

function changeInterval(now: Raw, before: Raw): Interval | null {
  if (now.as === "nps" && before.as === "nps") {
    const { low, high } = npsDifference(now.scores, before.scores);
    return { low: Math.max(low, -200), high: Math.min(high, 200) };
  }
  if (now.as === "mean" && before.as === "mean") return welchInterval(now.values, before.values);
  if (now.as !== "share" || before.as !== "share" || now.hits > now.n || before.hits > before.n) return null;
  return times100(newcombe([now.hits, now.n], [before.hits, before.n]));
}

const times100 = ({ low, high }: Interval): Interval => ({ low: 100 * low, high: 100 * high });
