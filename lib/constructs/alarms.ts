import { Stack, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { AlarmFacts } from "../alarms/alarm-facts.ts";
import { alarmsOf } from "../alarms/alarms.ts";
import type { Settings } from "../settings.ts";
import type { Watched } from "../watched.ts";

export interface AlarmsProps extends Pick<Settings, "alarmMailbox"> {
  readonly watched: Watched;
  /** Where its headings are. */
  readonly handbook: string;
  readonly key?: IKey | undefined;
}

const missing = { bad: TreatMissingData.BREACHING, "as before": TreatMissingData.IGNORE };

/**
 * Tells a person what hurts whom, and where it says what to do. All alarms lead to one topic, which a mailbox may get. That one
 * is over again tells nobody: every alarm would say so when the stack is made.
 */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, { alarmMailbox, watched, handbook, key }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, "Topic", { enforceSSL: true, ...(key && { masterKey: key }) });
    this.topic = topic;
    // A topic with a policy of its own has lost the one that let its account's alarms in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (alarmMailbox !== undefined) {
      Validations.of(topic.addSubscription(new EmailSubscription(alarmMailbox))).acknowledge({
        id: "Serverless-SNSRedrivePolicy",
        reason: "An alarm that cannot be mailed still stands in CloudWatch; nobody would look for it in a queue.",
      });
    }

    this.all = Object.entries(alarmsOf(watched)).map(([name, facts]) => {
      const alarm = new Alarm(this, name, toProps(facts, handbook));
      alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
  }
}

function toProps(facts: AlarmFacts, handbook: string) {
  const { harm, patience, runbook, metric, from, periods, of = periods, withoutValue } = facts;
  return {
    metric,
    alarmDescription: `${harm} ${patience} What to do: ${handbook}#${runbook}`,
    threshold: from ?? 1,
    comparisonOperator:
      from === undefined
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: of,
    datapointsToAlarm: periods,
    treatMissingData: withoutValue ? missing[withoutValue] : TreatMissingData.NOT_BREACHING,
  };
}
