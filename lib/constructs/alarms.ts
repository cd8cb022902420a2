import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { AlarmFacts } from "../alarms/alarm-facts.ts";
import { alarmsOf } from "../alarms/alarms.ts";
import type { Watched } from "../watched.ts";

export interface AlarmsProps {
  readonly watched: Watched;
  readonly topic: ITopic;
  /** Where its headings are. */
  readonly handbook: string;
}

const missing = { bad: TreatMissingData.BREACHING, "as before": TreatMissingData.IGNORE };

/**
 * Tells a person what hurts whom, and where it says what to do. That one is over again tells nobody: every alarm would say so
 * when the stack is made.
 */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];
  /** Those that take a new version back. */
  readonly againstRollouts: readonly Alarm[];

  constructor(scope: Construct, id: string, { watched, topic, handbook }: AlarmsProps) {
    super(scope, id);
    const made = Object.entries(alarmsOf(watched)).map(([name, facts]) => {
      const alarm = new Alarm(this, name, toProps(facts, handbook));
      alarm.addAlarmAction(new SnsAction(topic));
      return { alarm, facts };
    });
    this.all = made.map(({ alarm }) => alarm);
    this.againstRollouts = made.filter(({ facts }) => facts.againstRollouts).map(({ alarm }) => alarm);
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
