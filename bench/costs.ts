/**
 * Dollars of a month with 100,000 surveys sent and 20,000 answered, from counted operations and the price file. What cannot
 * be counted here, how long Lambda bills for, is an assumption that stands below.
 */
import { readFile } from "node:fs/promises";
import type { Steps } from "./capacity.ts";
import type { Section } from "./report.ts";

const sent = 100_000;
const answered = 20_000;
const secondsOfAMonth = 30 * 24 * 3600;
const minutesOfAMonth = secondsOfAMonth / 60;

/** A page, an answer and a thank-you page. */
const requests = sent + 3 * answered;
/** Send and Delivery. */
const mailEvents = 2 * sent;
/** Interactions, settled invitations, deliveries and responses: what the stream hands on. */
const changes = 3 * sent + answered;
/** At an even rate nearly every window holds something, so that windows and not records make the calls. */
const streamCalls = Math.min(changes, secondsOfAMonth / 30);
const queueCalls = Math.min(mailEvents, secondsOfAMonth / 20);
const computations = minutesOfAMonth / 15;
/** Runs of the dispatcher with work to do, if surveys come at an even rate. */
const busyRuns = minutesOfAMonth * (1 - Math.exp(-sent / minutesOfAMonth));
/** Yesterday and today: each interaction is read on two days. */
const daysChecked = 2;
/** Interactions that find what was kept too old: with one in a while to each of a few processes, about half. */
const afterPause = 0.5;
/** Of functions; X-Ray traces at least one a second of each, which at this size is all of them. */
const calls = requests + streamCalls + queueCalls + minutesOfAMonth + computations;
/** Lambda looks into an idle queue with five connections, twenty seconds each, around the clock. */
const queuePolls = (5 * secondsOfAMonth) / 20;

const assumed = {
  memoryGigabytes: 0.5,
  secondsPerRequest: 0.06,
  secondsPerMail: 0.08,
  secondsPerBatch: 0.05,
  secondsPerIdleRun: 0.05,
  secondsPerCompute: 1,
  /** Start, end and report of a call, and an access log line. */
  logBytesPerCall: 500,
};

/** What the stack has CloudWatch keep; a test compares the alarms. */
export const watching = {
  alarmMetric: 35,
  /** Metrics of ours that have values in every hour, when there is something to do in each. */
  ownMetric: 7,
  dashboard: 1,
};

interface Prices {
  readonly asOf: string;
  readonly region: string;
  readonly perMillion: Readonly<
    Record<
      | "dynamodbWriteUnits"
      | "dynamodbReadUnits"
      | "lambdaRequests"
      | "httpApiRequests"
      | "snsPublishes"
      | "sqsRequests"
      | "xrayTraces",
      number
    >
  >;
  readonly lambdaArmGigabyteSecond: number;
  readonly logsGigabyte: number;
  readonly sesThousandMails: number;
  readonly perMonth: Readonly<Record<keyof typeof watching, number>>;
}

export async function costSection(steps: Steps): Promise<Section> {
  const prices = JSON.parse(await readFile(new URL("prices.json", import.meta.url), "utf8")) as Prices;
  const costs = costsOf(steps, prices);
  const besides = Object.values(costs).reduce((sum, cost) => sum + cost, 0);
  return {
    title: `Dollars for ${sent.toLocaleString("en")} sent and ${answered.toLocaleString("en")} answered in a month`,
    about: `Counted operations at ${prices.region}'s list prices of ${prices.asOf}, without free tiers; billed time assumed. Watching and traces apart.`,
    unit: "$",
    figures: [
      ...Object.entries(costs).map(([what, value]) => ({ what, value })),
      {
        what: "all but SES",
        value: besides,
        budget: 1.2,
        why: `the amounts that AWS gives every account each month cover Lambda, SNS, SQS and logs at this size and leave ${dynamoAndApi(costs).toFixed(2)}; beyond it takes fewer writes, half of the sum`,
      },
      { what: "SES", value: (sent / 1000) * prices.sesThousandMails },
      { what: "alarms, metrics and a dashboard", value: watchingCost(prices) },
      { what: "X-Ray, unless `tracing` is off", value: (calls / 1e6) * prices.perMillion.xrayTraces },
    ],
  };
}

const dynamoAndApi = (costs: Readonly<Record<string, number>>): number =>
  (costs["DynamoDB writes"] ?? 0) + (costs["DynamoDB reads"] ?? 0) + (costs["HTTP API"] ?? 0);

const watchingCost = ({ perMonth }: Prices): number =>
  Object.entries(watching).reduce((sum, [what, count]) => sum + count * perMonth[what as keyof typeof watching], 0);

function costsOf(steps: Steps, prices: Prices): Record<string, number> {
  const { perMillion, lambdaArmGigabyteSecond, logsGigabyte } = prices;
  const accept = (unit: "wcu" | "rcu"): number =>
    afterPause * steps.acceptAfterPause[unit] + (1 - afterPause) * steps.acceptKnown[unit];
  const units = (unit: "wcu" | "rcu"): number =>
    sent * (accept(unit) + steps.send[unit] + steps.mailEvents[unit] + daysChecked * steps.check[unit]) +
    answered * (steps.answer[unit] + steps.thinFold[unit]) +
    busyRuns * steps.run[unit] +
    (minutesOfAMonth - busyRuns) * steps.idleDispatch[unit] +
    computations * steps.idleCompute[unit];
  const seconds =
    requests * assumed.secondsPerRequest +
    sent * assumed.secondsPerMail +
    (streamCalls + queueCalls) * assumed.secondsPerBatch +
    minutesOfAMonth * assumed.secondsPerIdleRun +
    computations * assumed.secondsPerCompute;
  const million = (count: number, price: number): number => (count / 1_000_000) * price;
  return {
    "DynamoDB writes": million(units("wcu"), perMillion.dynamodbWriteUnits),
    "DynamoDB reads": million(units("rcu"), perMillion.dynamodbReadUnits),
    "HTTP API": million(requests, perMillion.httpApiRequests),
    "Lambda calls": million(calls, perMillion.lambdaRequests),
    "Lambda time": seconds * assumed.memoryGigabytes * lambdaArmGigabyteSecond,
    SNS: million(mailEvents, perMillion.snsPublishes),
    // In, looked for, and taken away.
    SQS: million(mailEvents + queuePolls + queueCalls, perMillion.sqsRequests),
    "CloudWatch logs": ((calls * assumed.logBytesPerCall) / 1e9) * logsGigabyte,
  };
}
