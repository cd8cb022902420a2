import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { MetricName } from "../functions/domain/metric-names.ts";
import type { FunctionName } from "./service-functions.ts";
import type { Settings } from "./settings.ts";

/** What alarms and the dashboard look at. */
export interface Watched {
  /** As the functions are told it: it tells this deployment's own metrics from those of another beside it. */
  readonly service: string;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly api: HttpApi;
  readonly tableName: string;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly kpiEveryMinutes: number;
  readonly rollout: Settings["rollout"];
}

export type QueueName = "events" | "failedEvents" | "failedChanges" | "failedRuns";

/** A metric that Hearback counts or measures itself, as functions/runtime.ts has it emitted, which a test compares. */
export function ownMetric(service: string, metricName: MetricName, statistic: string, minutes: number): Metric {
  const dimensionsMap = { service };
  return new Metric({ namespace: "Hearback", dimensionsMap, metricName, statistic, period: Duration.minutes(minutes) });
}

/** One of AWS's about the whole account: it knows no deployment. */
export function reputation(kind: "BounceRate" | "ComplaintRate", minutes: number): Metric {
  const period = Duration.minutes(minutes);
  return new Metric({ namespace: "AWS/SES", metricName: `Reputation.${kind}`, statistic: Stats.MAXIMUM, period });
}

/**
 * The metric with a value for each period that has none. CloudWatch leaves periods without one out as long as there are older
 * values close by, so that an alarm at silence would ring periods late, which of days are days.
 */
export function filled(metric: Metric, value: number): MathExpression {
  return new MathExpression({
    expression: `FILL(m0, ${value})`,
    usingMetrics: { m0: metric },
    label: metric.metricName,
    period: metric.period,
  });
}

/** The sum of one metric of each; one that has no value at a time counts as nothing then. */
export function sumOf(metrics: readonly IMetric[], label: string, minutes: number): MathExpression {
  return new MathExpression({
    expression: "SUM(FILL(METRICS(), 0))",
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    label,
    period: Duration.minutes(minutes),
  });
}
