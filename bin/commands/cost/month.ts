/**
 * What a month consumes, from operations that were counted (measured.json) and arithmetic over them, for surveys that come at an
 * even rate in one workspace. What cannot be counted on a laptop, how long Lambda bills for, is an assumption that stands below.
 */

/** Capacity units of a step, table and indexes together. */
export interface Units {
  readonly wcu: number;
  readonly rcu: number;
}

/** What `npm run bench -- capacity` counts, as far as a month is made of it. */
export const stepNames = [
  "acceptKnown",
  "acceptAfterPause",
  "send",
  "run",
  "remind",
  "mailEvents",
  "answer",
  "fold",
  "thinFold",
  "check",
  "idleDispatch",
  "idleCompute",
] as const;
export type Steps = Readonly<Record<(typeof stepNames)[number], Units>>;

/** Answers an hour at which `fold` and `thinFold` are measured. */
export const foldedAnHour = { fold: 1000, thinFold: 28 } as const;

export interface Volume {
  readonly surveys: number;
  readonly answers: number;
  /** Reminder mails. */
  readonly reminders: number;
}

export interface Consumption {
  readonly mails: number;
  readonly dynamodbWriteUnits: number;
  readonly dynamodbReadUnits: number;
  readonly lambdaRequests: number;
  readonly lambdaGigabyteSeconds: number;
  readonly httpApiRequests: number;
  readonly snsPublishes: number;
  readonly sqsRequests: number;
  readonly logGigabytes: number;
  /** As many as all alarms together reckon with. */
  readonly alarmMetrics: number;
  /** Hearback's own, each by the share of hours in which it has a value. */
  readonly ownMetrics: number;
  readonly dashboards: number;
  readonly traces: number;
}

const hoursOfAMonth = 30 * 24;
const secondsOfAMonth = hoursOfAMonth * 3600;
const minutesOfAMonth = hoursOfAMonth * 60;
const computations = minutesOfAMonth / 15;
/** Yesterday and today: each interaction is read on two days. */
const daysChecked = 2;
/** Interactions that find what was kept too old: with one in a while to each of a few processes, about half. */
const afterPause = 0.5;
/** X-Ray traces one call a second of each of seven functions, and a share of the others. */
const [alwaysTraced, traced] = [7 * secondsOfAMonth, 0.05];
/** Lambda looks into an idle queue with five connections, twenty seconds each, around the clock. */
const queuePolls = (5 * secondsOfAMonth) / 20;

/** Of the stack: a test counts them in the template. */
const [alarmMetrics, dashboards] = [36, 1];
/** Own metrics that have values in every hour, once a day, in hours with interactions or mails, and in hours with answers. */
const ownMetrics = { hourly: 2, daily: 2, ofMails: 4, ofAnswers: 1 };

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

export function monthOf(volume: Volume, steps: Steps): Consumption {
  const { surveys, answers, reminders } = volume;
  const mails = surveys + reminders;
  /** A page, an answer and a thank-you page. */
  const requests = surveys + 3 * answers;
  /** Send and Delivery. */
  const mailEvents = 2 * mails;
  /** Interactions, and of each mail that it was sent and delivered, and responses: what the stream hands on. */
  const changes = surveys + 2 * mails + answers;
  // At an even rate nearly every window holds something, so that windows and not records make the calls.
  const streamCalls = Math.min(changes, secondsOfAMonth / 30);
  const queueCalls = Math.min(mailEvents, secondsOfAMonth / 20);
  const calls = requests + streamCalls + queueCalls + minutesOfAMonth + computations;
  const seconds =
    requests * assumed.secondsPerRequest +
    mails * assumed.secondsPerMail +
    (streamCalls + queueCalls) * assumed.secondsPerBatch +
    minutesOfAMonth * assumed.secondsPerIdleRun +
    computations * assumed.secondsPerCompute;
  return {
    mails,
    dynamodbWriteUnits: unitsOf(volume, steps, "wcu"),
    dynamodbReadUnits: unitsOf(volume, steps, "rcu"),
    lambdaRequests: calls,
    lambdaGigabyteSeconds: seconds * assumed.memoryGigabytes,
    httpApiRequests: requests,
    snsPublishes: mailEvents,
    // In, looked for, and taken away.
    sqsRequests: mailEvents + queuePolls + queueCalls,
    logGigabytes: (calls * assumed.logBytesPerCall) / 1e9,
    alarmMetrics,
    ownMetrics:
      ownMetrics.hourly +
      ownMetrics.daily / 24 +
      ownMetrics.ofMails * shareWithAny(mails, hoursOfAMonth) +
      ownMetrics.ofAnswers * shareWithAny(answers, hoursOfAMonth),
    dashboards,
    traces: Math.min(calls, alwaysTraced) + traced * Math.max(0, calls - alwaysTraced),
  };
}

function unitsOf({ surveys, answers, reminders }: Volume, steps: Steps, unit: keyof Units): number {
  const mails = surveys + reminders;
  /** Runs of the dispatcher with work to do. */
  const busyRuns = minutesOfAMonth * shareWithAny(mails, minutesOfAMonth);
  const accept = afterPause * steps.acceptAfterPause[unit] + (1 - afterPause) * steps.acceptKnown[unit];
  return (
    surveys * (accept + steps.send[unit] + daysChecked * steps.check[unit]) +
    reminders * steps.remind[unit] +
    mails * steps.mailEvents[unit] +
    answers * steps.answer[unit] +
    foldUnits(answers, steps, unit) +
    busyRuns * steps.run[unit] +
    (minutesOfAMonth - busyRuns) * steps.idleDispatch[unit] +
    computations * steps.idleCompute[unit]
  );
}

/** A quarter-hour that holds an answer is folded once, whatever else it holds: a fixed part, and one that each answer adds. */
function foldUnits(answers: number, { fold, thinFold }: Steps, unit: keyof Units): number {
  const { fold: many, thinFold: few } = foldedAnHour;
  const each = Math.max(0, (many * fold[unit] - few * thinFold[unit]) / (many - few));
  const ofAQuarter = (few * thinFold[unit] - few * each) / 4;
  const quarters = hoursOfAMonth * 4;
  return quarters * shareWithAny(answers, quarters) * ofAQuarter + answers * each;
}

/** Of stretches of time over which so many things fall by chance. */
const shareWithAny = (things: number, stretches: number): number => 1 - Math.exp(-things / stretches);
