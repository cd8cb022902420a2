/** Every KPI as a row: what it is measured from and how two windows are compared. A new KPI is a row. */
import { type Change, type Direction, type Estimate, type Figure, isSmall, judged } from "./figure.ts";
import { type GoodScores, goodOf } from "./good-scores.ts";
import { lifetimeValue, lifetimeValueDifference } from "./lifetime-value.ts";
import { sampleIn } from "./mean.ts";
import { amount, average, type Measure, percentile, promoterScore, share, type Unit } from "./measure.ts";
import type { Proportion } from "./proportion.ts";
import { countIn, histogramIn, sumIn, type Tally } from "./tally.ts";

/** What records a fold is made of. */
export const foldKinds = ["response", "invitation", "interaction", "issue", "move"] as const;
export type FoldKind = (typeof foldKinds)[number];

export interface KpiRow {
  /** The folds it is made of. */
  readonly folds: readonly FoldKind[];
  readonly unit: Unit;
  /** Whether it is of answers on a scale, which then must be told, and never of surveys whose scales differ. */
  readonly isOfScale: boolean;
  /** Whether it is of customers who come and go, which no survey and no segment has; see active-customers.ts. */
  readonly isOfCustomers: boolean;
  /** Whether it, or a detail of it, is read from the bins of log-histograms, which all others do without. */
  readonly isOfBins: boolean;
  /** Which way is better; null where neither is. */
  readonly direction: (scale?: GoodScores) => Direction | null;
  /** Units of its details by name. Outcomes and lifetime values have others: counts by outcome, money by currency. */
  readonly details: Readonly<Record<string, Unit>>;
  readonly measure: (tally: Tally, scale?: GoodScores) => Figure;
  readonly compare: (current: Tally, previous: Tally, scale?: GoodScores) => Change | null;
}

interface Traits {
  readonly folds: readonly FoldKind[];
  readonly isOfScale?: boolean;
  /** Of the scale's own direction where `scale`. */
  readonly better: Direction | "scale" | null;
  readonly details?: Readonly<Record<string, Measure>>;
}

function row(main: Measure, { folds, isOfScale = false, better, details = {} }: Traits): KpiRow {
  const direction = (scale?: GoodScores) => (better === "scale" ? told(scale).direction : better);
  return {
    folds,
    unit: main.unit,
    isOfScale,
    isOfCustomers: folds.includes("move"),
    isOfBins: [main, ...Object.values(details)].some((one) => one.isOfBins),
    direction,
    details: mapped(details, ({ unit }) => unit),
    measure: (tally, scale) => {
      const measured = main.measure(tally, scale);
      const found = mapped(details, ({ measure }) => estimateOf(measure(tally, scale)));
      return { ...measured, isSmall: isSmall(measured.n), ...(Object.keys(found).length > 0 && { details: found }) };
    },
    compare: (current, previous, scale) => {
      const difference = main.compare(current, previous, scale);
      return difference && judged(difference, direction(scale));
    },
  };
}

const scores = (tally: Tally) => histogramIn(tally, "score");
const scoreMean = average("score", (tally) => sampleIn(scores(tally)));
const goodShare = share((tally, scale) => goodOf(scores(tally), told(scale)));
const thumbsUp = share((tally) => goodOf(scores(tally), { direction: "high_is_good", topBox: 1 }));

const handleTime = average("seconds", (tally) => ({
  n: sumIn(tally, "handle"),
  sum: sumIn(tally, "handleSum"),
  squares: sumIn(tally, "handleSquares"),
}));
const handleTimes = (p: number) => percentile("seconds", p, (tally) => histogramIn(tally, "handleTime"));
const answerTimes = (p: number) => percentile("seconds", p, (tally) => histogramIn(tally, "answerTime"));

/** The share of one sum in another. */
const shareOf = (hits: string, n: string) =>
  share((tally): Proportion => ({ hits: sumIn(tally, hits), n: sumIn(tally, n) }));
const answered = share((tally) => ({ hits: countIn(scores(tally)), n: sumIn(tally, "delivered") }));

const retained = share((tally) => ({
  hits: sumIn(tally, "activeAtEnd") - sumIn(tally, "newAtEnd"),
  n: sumIn(tally, "activeAtStart"),
}));

const ofScale = { folds: ["response"], isOfScale: true } as const;
const ofMails = { folds: ["invitation"] } as const;
const [high, low] = ["high_is_good", "low_is_good"] as const;

export const kpis = {
  nps: row(promoterScore(scores), { ...ofScale, better: high }),
  csat: row(goodShare, { ...ofScale, better: high, details: { mean: scoreMean } }),
  ces: row(scoreMean, { ...ofScale, better: "scale", details: { share: goodShare } }),
  stars: row(scoreMean, { ...ofScale, better: high, details: { share: goodShare } }),
  thumbs: row(thumbsUp, { ...ofScale, better: high }),
  custom: row(scoreMean, { ...ofScale, better: "scale", details: { share: goodShare } }),
  fcr: row(shareOf("solved", "closed"), { folds: ["interaction", "issue"], better: high }),
  aht: row(handleTime, {
    folds: ["interaction"],
    better: low,
    details: { p50: handleTimes(0.5), p90: handleTimes(0.9) },
  }),
  /** Answers of this window to mails of it or an earlier one, so that it may exceed 100. */
  response_rate: row(answered, { folds: ["response", "invitation"], better: high }),
  completion_rate: row(shareOf("finished", "asked"), { folds: ["response"], better: high }),
  time_to_answer: row(answerTimes(0.5), { folds: ["response"], better: low, details: { p90: answerTimes(0.9) } }),
  delivery_rate: row(shareOf("delivered", "sent"), { ...ofMails, better: high }),
  bounce_rate: row(shareOf("bounced", "sent"), { ...ofMails, better: low }),
  complaint_rate: row(shareOf("complained", "sent"), { ...ofMails, better: low }),
  unsubscribe_rate: row(shareOf("unsubscribed", "sent"), { ...ofMails, better: low }),
  outcomes: outcomes(),
  churn_rate: row(shareOf("lostOfStart", "activeAtStart"), { folds: ["move"], better: low }),
  retention_rate: row(retained, { folds: ["move"], better: high }),
  clv: lifetimeValues(),
} as const satisfies Record<string, KpiRow>;

export type KpiName = keyof typeof kpis;

export const isKpi = (name: string): name is KpiName => Object.hasOwn(kpis, name);

/** All interactions, by outcome: counted and not drawn from more of them, so that few are no less sure. */
function outcomes(): KpiRow {
  const interactions = amount((tally) => sumIn(tally, "interactions"));
  const measure = (tally: Tally): Figure => ({
    ...interactions.measure(tally),
    isSmall: false,
    details: Object.fromEntries(outcomesIn(tally).map(([name, value]) => [name, { value, interval: null }])),
  });
  return { ...row(interactions, { folds: ["interaction"], better: null }), measure };
}

function lifetimeValues(): KpiRow {
  const money: Measure = { unit: "money", measure: lifetimeValue, compare: lifetimeValueDifference };
  return { ...row(money, { folds: ["interaction", "move"], better: high }), measure: lifetimeValue };
}

function outcomesIn(tally: Tally): (readonly [outcome: string, count: number])[] {
  const prefix = "outcome:";
  return Object.entries(tally).flatMap(([name, count]) =>
    name.startsWith(prefix) && count > 0 ? [[name.slice(prefix.length), count] as const] : [],
  );
}

function told(scale: GoodScores | undefined): GoodScores {
  if (scale === undefined) throw new TypeError("A KPI of scores was measured without the scale that they are on.");
  return scale;
}

const estimateOf = ({ value, interval }: Estimate): Estimate => ({ value, interval });

function mapped<A, B>(of: Readonly<Record<string, A>>, to: (one: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(of).map(([name, one]) => [name, to(one)]));
}

/** One decimal, halves away from zero: how figures are shown. */
export function rounded(value: number): number {
  // Twelve digits first, so that 33.35 held as 33.349999999999994 is still a half.
  const tenths = Math.floor(Number((Math.abs(value) * 10).toPrecision(12)) + 0.5);
  return tenths === 0 ? 0 : (Math.sign(value) * tenths) / 10;
}
