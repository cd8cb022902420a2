import { Aws, Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  type CfnDashboard,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { costsOf, errorsOf, type Graph, latencyOf, storyOf } from "../graphs.ts";
import type { Watched } from "../watched.ts";

export interface DashboardProps extends Watched {
  readonly alarms: readonly Alarm[];
  /** Where its headings are. */
  readonly handbook: string;
}

/** Of CloudWatch's grid. */
const width = 24;

/**
 * The story of an hour on one page: what came, from left to right, to be asked, mailed, answered and counted; below it what that
 * took in time, what went wrong, what it costs, and which alarms ring.
 */
export class Dashboard extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { alarms, handbook, ...watched }: DashboardProps) {
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
        `column that stands still names the part to look at. What to do: ${handbook}#where-to-look`,
      storyOf(watched),
    );
    add(
      "How long it takes",
      "Customers and callers wait for the first two; nobody waits for the last, and the dispatcher's and the " +
        `figures' runs end themselves before their five minutes are over. What to do: ${handbook}#the-api-is-slow`,
      latencyOf(watched),
    );
    add(
      "What goes wrong",
      "Everything is at nothing when all is well, but for 4xx, which are the callers'. A spike that falls back was healed " +
        `by a repetition. What to do: ${handbook}#alarms`,
      errorsOf(watched),
    );
    add(
      "What it costs",
      "AWS bills calls, gigabyte-seconds, the table's units and mails. What each costs: docs/costs.md",
      costsOf(watched),
    );
    dashboard.addWidgets(
      new TextWidget({
        markdown: `## Alarms\nEach says in its description whom it hurts and where to read on. What to do: ${handbook}#alarms`,
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
