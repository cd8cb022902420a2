/** The stack and the parts of it that may be still although they are there. */
import type { StackStatus } from "@aws-sdk/client-cloudformation";
import type { ScheduleState } from "@aws-sdk/client-scheduler";
import type { Subscription } from "@aws-sdk/client-sns";
import { type Finding, ok, warning, wrong } from "./finding.ts";

export function judgeStatus(name: string, status: StackStatus | undefined): Finding {
  const about = "stack";
  if (status === "CREATE_COMPLETE" || status === "UPDATE_COMPLETE") return ok(about, `${name} is ${status}`);
  const todo = `aws cloudformation describe-stack-events --stack-name ${name}`;
  if (status === "UPDATE_ROLLBACK_COMPLETE") {
    return warning(about, `${name}: the last deployment failed and was taken back`, todo);
  }
  if (status?.startsWith("UPDATE_") && status.endsWith("_IN_PROGRESS")) {
    return warning(about, `${name} is being updated (${status})`, "look again when that is done");
  }
  return wrong(about, `${name} is ${status}`, todo);
}

/** Beyond five minutes AWS takes no signature. */
const mostSkewSeconds = 300;
const noticedSkewSeconds = 60;

export interface Health {
  readonly url: string;
  /** Or why there is none. */
  readonly status: number | string;
  /** How far this machine's clock is ahead of the API's; undefined where it told no time. */
  readonly aheadSeconds: number | undefined;
}

export function judgeHealth({ url, status, aheadSeconds }: Health): Finding[] {
  const health =
    status === 200
      ? ok("API", `${url}/v1/health answers`)
      : wrong("API", `${url}/v1/health answers ${status}`, `curl -i ${url}/v1/health, and the log of the function api`);
  if (aheadSeconds === undefined) return [health];
  const skew = Math.abs(aheadSeconds);
  const says = `this machine's is ${Math.round(skew)} s ${aheadSeconds > 0 ? "ahead" : "behind"}`;
  const todo = "have this machine keep its time by NTP";
  if (skew > mostSkewSeconds) return [health, wrong("clock", `${says}: AWS takes no signature`, todo)];
  return [health, skew > noticedSkewSeconds ? warning("clock", says, todo) : ok("clock", "as AWS's")];
}

export function judgeAlarms(topic: string, subscriptions: readonly Subscription[]): Finding {
  const about = "alarms";
  const confirmed = subscriptions.filter(({ SubscriptionArn: arn = "" }) => arn.startsWith("arn:"));
  if (confirmed.length > 0) return ok(about, `reach ${confirmed.map(({ Protocol }) => Protocol).join(", ")}`);
  const waiting = subscriptions.find(({ SubscriptionArn: arn }) => arn === "PendingConfirmation");
  return waiting
    ? warning(about, `reach nobody: ${waiting.Endpoint} has not confirmed`, "follow the link in AWS's mail to it")
    : warning(
        about,
        "reach nobody",
        `aws sns subscribe --topic-arn ${topic} --protocol email --notification-endpoint YOU`,
      );
}

export const judgeSchedule = (name: string, state: ScheduleState | undefined): Finding =>
  state === "ENABLED"
    ? ok("schedule", `${name} ticks`)
    : wrong(
        "schedule",
        `${name} is ${state}: what it starts never runs`,
        "enable it in the console of EventBridge Scheduler",
      );

export interface QueueFacts {
  readonly name: string;
  readonly url: string;
  readonly waiting: number;
}

/** Of queues that failed work ends in. */
export const judgeFailures = ({ name, url, waiting }: QueueFacts): Finding =>
  waiting === 0
    ? ok("failed work", `${name} is empty`)
    : warning(
        "failed work",
        `${name} holds ${waiting}`,
        `docs/operations.md#runbook tells what it means; aws sqs receive-message --queue-url ${url}`,
      );
