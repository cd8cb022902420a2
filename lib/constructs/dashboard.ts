import { Aws, Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  type CfnDashboard,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { MetricName } from "../../functions/domain/metric-names.ts";
import { functionNames } from "../service-functions.ts";
import { ownMetric, type Watched } from "../watched.ts";

export interface DashboardProps extends Watched {
  readonly alarms: readonly Alarm[];
}

/** Of CloudWatch's grid. */
const width = 24;
const minutes = 5;
const period = Duration.minutes(minutes);
/** Of every function, by which Lambda bills its time. */
const memoryGigabytes = 0.5;

interface Graph {
  readonly title: string;
  readonly left: readonly IMetric[];
  readonly right?: readonly IMetric[];
}

/**
 * The story of an hour on one page: what came, from left to right, to be asked, mailed, answered and counted; below it what that
 * took in time, what went wrong, what it costs, and which alarms ring.
 */
export class Dashboard extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { alarms, ...watched }: DashboardProps) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, "Dashboard", { defaultInterval: Duration.hours(3) });
    const { ref } = dashboard.node.defaultChild as CfnDashboard;
    this.url = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards/dashboard/${ref}`;

    const add = (heading: string, text: string, graphs: readonly Graph[]): void => {
      dashboard.addWidgets(new TextWidget({ markdown: `## ${heading}\n${text}`, width, height: 3 }));
      dashboard.addWidgets(...graphs.map((graph, index) => toWidget(graph, widthOf(index, graphs.length))));
    };
    add(
      "The story",
      "From left to right: what was reported, whom it invites, which mails leave, who answers, what is counted. The first " +
        "column that stands still names the part to look at. What to do: docs/operations.md#where-to-look",
      story(watched),
    );
    add(
      "How long it takes",
      "Customers and callers wait for the first two; the last are runs that nobody waits for and that end themselves " +
        "before their time-out of five minutes. What to do: docs/operations.md#the-api-is-slow",
      latency(watched),
    );
    add(
      "What goes wrong",
      "Everything is at nothing when all is well, but for 4xx, which are the callers'. A spike that falls back was healed " +
        "by a repetition. What to do: docs/operations.md#alarms",
      errors(watched),
    );
    add(
      "What it costs",
      "AWS bills calls, gigabyte-seconds, the table's units and mails. What each costs: docs/costs.md",
      costs(watched),
    );
    dashboard.addWidgets(
      new TextWidget({
        markdown:
          "## Alarms\nEach says in its description whom it hurts and where to read on. What to do: docs/operations.md#alarms",
        width,
        height: 2,
      }),
      new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width, height: 8 }),
    );
  }
}

const widthOf = (index: number, count: number): number =>
  Math.floor((width * (index + 1)) / count) - Math.floor((width * index) / count);

const toWidget = ({ title, left, right = [] }: Graph, own: number): GraphWidget =>
  new GraphWidget({
    title,
    left: [...left],
    right: [...right],
    width: own,
    height: 6,
    leftYAxis: { min: 0 },
    rightYAxis: { min: 0 },
  });

function story({ service }: Watched): Graph[] {
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

function latency({ api, functions }: Watched): Graph[] {
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

function errors({ service, api, functions, queues, tableName }: Watched): Graph[] {
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

function costs({ service, functions, tableName }: Watched): Graph[] {
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
