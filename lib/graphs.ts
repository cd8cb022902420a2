import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { MetricName } from "../functions/domain/metric-names.ts";
import { functionNames } from "./service-functions.ts";
import { ownMetric, type Watched } from "./watched.ts";

/** What the dashboard draws, line by line. */
export interface Graph {
  readonly title: string;
  readonly left: readonly IMetric[];
  readonly right?: readonly IMetric[];
}

const minutes = 5;
const period = Duration.minutes(minutes);
/** Of every function, by which Lambda bills its time. */
const memoryGigabytes = 0.5;

export function storyOf({ service }: Watched): Graph[] {
  const count = (name: MetricName) => ownMetric(service, name, Stats.SUM, minutes);
  const longest = (name: MetricName) => ownMetric(service, name, Stats.MAXIMUM, minutes);
  return [
    { title: "1 Interactions", left: [count("InteractionsAccepted"), count("HooksRefused")] },
    {
      title: "2 Invitations",
      left: [count("InteractionsInvited"), count("EntriesPushedBack")],
      right: [longest("MailSecondsLate")],
    },
    { title: "3 Mails", left: [count("MailsSent"), count("SendsInDoubt"), count("MailsUnconfirmed")] },
    { title: "4 Answers", left: [count("ResponsesRecorded"), count("AnswersQuarantined")] },
    { title: "5 KPIs", left: [count("SlotsFolded")], right: [longest("FigureSecondsStale")] },
  ];
}

export function latencyOf({ api, functions }: Watched): Graph[] {
  const duration = (name: keyof typeof functions, statistic: string) =>
    functions[name].metricDuration({ statistic, period, label: name });
  const http = ["ingest", "respond", "api"] as const;
  const jobs = functionNames.filter((name) => !(http as readonly string[]).includes(name));
  return [
    {
      title: "API, milliseconds",
      left: [50, 90, 99].map((percent) =>
        api.metricLatency({ statistic: Stats.percentile(percent), period, label: `p${percent}` }),
      ),
    },
    {
      title: "Functions that somebody waits for, p99 in milliseconds",
      left: http.map((name) => duration(name, Stats.percentile(99))),
    },
    {
      title: "Functions that nobody waits for, longest in milliseconds",
      left: jobs.map((name) => duration(name, Stats.MAXIMUM)),
    },
  ];
}

export function errorsOf({ service, api, functions, queues, tableName }: Watched): Graph[] {
  const ofTable = (name: string) =>
    new MathExpression({
      expression: `SEARCH('{AWS/DynamoDB,Operation,TableName} TableName="${tableName}" MetricName="${name}"', 'Sum', ${minutes * 60})`,
      label: name,
      period,
    });
  return [
    {
      title: "API",
      left: [api.metricServerError({ period }), ownMetric(service, "RequestsLimited", Stats.SUM, minutes)],
      right: [api.metricClientError({ period })],
    },
    {
      title: "Functions: errors, and throttles on the right",
      left: functionNames.map((name) => functions[name].metricErrors({ period, label: name })),
      right: functionNames.map((name) => functions[name].metricThrottles({ period, label: name })),
    },
    {
      title: "Table",
      left: [
        ownMetric(service, "TableRefusals", Stats.SUM, minutes),
        ofTable("ThrottledRequests"),
        ofTable("SystemErrors"),
      ],
    },
    {
      title: "Queues: messages, and the oldest event's age on the right",
      left: [queues.failedEvents, queues.failedChanges, queues.failedRuns].map((queue) =>
        queue.metricApproximateNumberOfMessagesVisible({ period, label: queue.node.id }),
      ),
      right: [queues.events.metricApproximateAgeOfOldestMessage({ period })],
    },
  ];
}

export function costsOf({ service, functions, tableName }: Watched): Graph[] {
  const billed = functionNames.map((name) => functions[name].metricDuration({ statistic: Stats.SUM, period }));
  const units = (kind: "Read" | "Write", index?: string) =>
    new Metric({
      namespace: "AWS/DynamoDB",
      metricName: `Consumed${kind}CapacityUnits`,
      dimensionsMap: { TableName: tableName, ...(index !== undefined && { GlobalSecondaryIndexName: index }) },
      statistic: Stats.SUM,
      period,
      label: `${kind} ${index ?? "table"}`,
    });
  return [
    {
      title: "Calls of functions",
      left: functionNames.map((name) => functions[name].metricInvocations({ period, label: name })),
    },
    {
      title: "Gigabyte-seconds of functions",
      left: billed.map(
        (metric, index) =>
          new MathExpression({
            expression: `ms${index} / 1000 * ${memoryGigabytes}`,
            usingMetrics: { [`ms${index}`]: metric },
            label: functionNames[index] ?? "",
            period,
          }),
      ),
    },
    {
      title: "Table units",
      left: [undefined, "by-day", "due"].flatMap((index) => [units("Write", index), units("Read", index)]),
    },
    { title: "Mails", left: [ownMetric(service, "MailsSent", Stats.SUM, minutes)] },
  ];
}
