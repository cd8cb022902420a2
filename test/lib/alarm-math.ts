/** As much of CloudWatch as the alarms of the template ask for: what was put, and what state an alarm is in at a time. */
import type { Properties } from "./template.ts";

export interface Value {
  readonly namespace: string;
  readonly name: string;
  /** As the template writes them: the reference to a resource, where a deployment has that resource's name. */
  readonly dimensions: Readonly<Record<string, unknown>>;
  readonly value: number;
  readonly at: number;
}

export type AlarmState = "OK" | "ALARM";

/** A few, of which CloudWatch's documentation says only that they depend on the period. */
const periodsLookedBackBesides = 3;

/**
 * By periods that end at `now`, as an alarm is evaluated every minute. Where some have no value, CloudWatch looks back a little
 * further, and takes the latest that have one if these are enough; only else it asks what a missing one means.
 */
export function stateOf(alarm: Properties, values: readonly Value[], now: number): AlarmState {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, TreatMissingData } = alarm;
  const periodMs = 1000 * (alarm.Period ?? alarm.Metrics[1].MetricStat.Period);
  const range = Array.from({ length: EvaluationPeriods + periodsLookedBackBesides }, (_, back) => {
    const end = now - back * periodMs;
    return pointOf(
      alarm,
      values.filter(({ at }) => at > end - periodMs && at <= end),
    );
  });
  const told = range.filter((point) => point !== undefined);
  const latest = (told.length >= EvaluationPeriods ? told : range).slice(0, EvaluationPeriods);
  const bad = latest.filter((point) => point !== undefined && breaches(alarm, point)).length;
  const missing = latest.filter((point) => point === undefined).length;
  switch (TreatMissingData) {
    case "notBreaching":
      return bad >= DatapointsToAlarm ? "ALARM" : "OK";
    case "breaching":
      return bad + missing >= DatapointsToAlarm ? "ALARM" : "OK";
    case "ignore": {
      // It stays in the state of the last period that had a value.
      const isOver = values.every(({ at }) => at > now);
      if (missing < EvaluationPeriods || isOver) return bad >= DatapointsToAlarm ? "ALARM" : "OK";
      return stateOf(alarm, values, now - periodMs);
    }
    default:
      throw new Error(`No alarm says yet that missing data are ${TreatMissingData}.`);
  }
}

function breaches({ ComparisonOperator, Threshold }: Properties, point: number): boolean {
  if (ComparisonOperator === "GreaterThanOrEqualToThreshold") return point >= Threshold;
  if (ComparisonOperator === "LessThanThreshold") return point < Threshold;
  throw new Error(`No alarm compares by ${ComparisonOperator} yet.`);
}

/** The value of one period, of one metric or of the one sum that there is. */
function pointOf(alarm: Properties, values: readonly Value[]): number | undefined {
  if (alarm.Metrics === undefined) return statisticOf(alarm.Statistic ?? alarm.ExtendedStatistic, alarm, values);
  const [{ Expression }, ...metrics] = alarm.Metrics;
  const [, filling] = /FILL\((?:METRICS\(\)|m0), (\d+)\)\)?$/.exec(Expression) ?? [];
  if (filling === undefined) throw new Error(`No alarm reckons ${Expression} yet.`);
  return metrics
    .map(({ MetricStat }: Properties) => statisticOf(MetricStat.Stat, MetricStat.Metric, values) ?? Number(filling))
    .reduce((sum: number, point: number) => sum + point, 0);
}

function statisticOf(statistic: string, metric: Properties, values: readonly Value[]): number | undefined {
  const { Namespace, MetricName, Dimensions = [] } = metric;
  const wanted = JSON.stringify(Dimensions.map(({ Name, Value }: Properties) => [Name, Value]).sort());
  const own = values
    .filter(({ namespace, name }) => namespace === Namespace && name === MetricName)
    .filter(({ dimensions }) => JSON.stringify(Object.entries(dimensions).sort()) === wanted)
    .map(({ value }) => value)
    .sort((a, b) => a - b);
  if (own.length === 0) return undefined;
  if (statistic === "Sum") return own.reduce((sum, value) => sum + value, 0);
  if (statistic === "Maximum") return own.at(-1);
  const [, percent] = /^p(\d+)$/.exec(statistic) ?? [];
  if (percent === undefined) throw new Error(`No alarm takes the ${statistic} yet.`);
  return own[Math.ceil((own.length * Number(percent)) / 100) - 1];
}
