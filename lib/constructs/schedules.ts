import { Duration, Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import { acknowledgeKeyFamilies } from "./encryption-key.ts";
import type { FailureQueue } from "./failure-queue.ts";

export interface Job {
  readonly handler: IFunction;
  readonly everyMinutes: number;
  /** What the function is told, where it has more than one job. */
  readonly input?: Readonly<Record<string, string>>;
}

/**
 * What runs by itself, by EventBridge Scheduler rather than scheduled rules, which AWS calls a legacy feature: it comes
 * with a role that names what it may start, and with metrics of each tick it had to drop. A tick is never retried and
 * goes stale after a minute, because the next one does the same work: the to-do list and the marks keep whatever is
 * overdue, and whoever counts on a daily tick rings an alarm when it is missed.
 */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, jobs: Record<string, Job>, failedRuns: FailureQueue) {
    super(scope, id);
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
      }),
    });
    failedRuns.grantSendMessages(role);
    if (failedRuns.encryptionMasterKey !== undefined) acknowledgeKeyFamilies(role);

    for (const handler of new Set(Object.values(jobs).map((job) => job.handler))) {
      // Scheduler only hands the tick over; whether the run itself is tried again is the function's own setting.
      handler.configureAsyncInvoke({ ...once, onFailure: new SqsDestination(failedRuns) });
      handler.grantInvoke(role);
    }
    for (const [name, { handler, everyMinutes, input }] of Object.entries(jobs)) {
      const schedule = new Schedule(this, name, {
        schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
        target: new LambdaInvoke(handler, {
          ...once,
          deadLetterQueue: failedRuns,
          role,
          ...(input && { input: ScheduleTargetInput.fromObject(input) }),
        }),
      });
      schedule.node.addDependency(role);
    }
  }
}
