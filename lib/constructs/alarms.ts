import { Duration, Stack, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";

interface AlarmFacts {
  /** Whom it hurts, and how: the first that somebody reads who was woken by it. */
  readonly harm: string;
  /** The heading in docs/operations.md that says what to do. */
  readonly runbook: string;
  readonly periodMinutes: number;
  /** Periods in a row. */
  readonly periods: number;
  /** Rings when nothing is counted, rather than when something is. */
  readonly whenSilent?: boolean;
}

const fiveMinutes = { periodMinutes: 5, periods: 1 };
const aDay = 24 * 60;

/** By the metric that rings it; one is rung by a count of one. */
export const alarms: Readonly<Record<string, AlarmFacts>> = {
  SendingPaused: {
    harm: "The customers of a workspace are not asked: too many of its mails bounced or were complained about, and going on would cost every workspace its reputation.",
    runbook: "a-workspaces-sending-is-paused",
    ...fiveMinutes,
  },
  SendingBlocked: {
    harm: "No customer of any workspace is asked: SES has refused the account for a quarter of an hour. What is due waits, until its link expires.",
    runbook: "mails-do-not-go-out",
    periodMinutes: 5,
    periods: 3,
  },
  DailyQuotaReached: {
    harm: "Customers are asked hours or days late: SES's quota of 24 hours is used up, and what is due waits for it.",
    runbook: "mails-do-not-go-out",
    ...fiveMinutes,
  },
  DoubleSends: {
    harm: "A customer got the same mail twice.",
    runbook: "a-mail-was-sent-twice",
    ...fiveMinutes,
  },
  LawsBroken: {
    harm: "Interactions or invitations were lost, forgotten or doubled: customers are not asked or asked twice. Or figures are not those of the records, and the business reads wrong ones.",
    runbook: "a-law-is-broken",
    periodMinutes: aDay,
    periods: 1,
  },
  LawsChecked: {
    harm: "Nobody would learn that interactions are lost or mails doubled: for two days the daily check has not come to its end.",
    runbook: "the-daily-check-does-not-come-to-its-end",
    periodMinutes: aDay,
    periods: 2,
    whenSilent: true,
  },
};

/** As functions/runtime.ts has them emitted, which a test compares. */
const emitted = { namespace: "Hearback", dimensionsMap: { service: "hearback" } };

/** Tells a person what hurts whom, and where it says what to do. All alarms lead to one topic, which a mailbox may get. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { alarmMailbox }: Pick<Settings, "alarmMailbox">, key?: IKey) {
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

    for (const [metricName, { harm, runbook, periodMinutes, periods, whenSilent = false }] of Object.entries(alarms)) {
      const metric = new Metric({
        ...emitted,
        metricName,
        statistic: Stats.SUM,
        period: Duration.minutes(periodMinutes),
      });
      new Alarm(this, metricName, {
        metric,
        alarmDescription: `${harm} What to do: docs/operations.md#${runbook}`,
        threshold: 1,
        comparisonOperator: whenSilent
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: whenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(topic));
    }
  }
}
