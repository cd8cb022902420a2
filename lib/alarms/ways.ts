import { Duration } from "aws-cdk-lib";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { ownMetric, type Watched } from "../watched.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

/** What lies between the functions: the API before them, the table below, stream and queues behind. */
export function alarmsOfWays({ service, api, functions, queues }: Watched): Record<string, AlarmFacts> {
  return {
    ServerErrors: {
      harm: "Interactions are lost unless the business reports them again, or customers cannot answer: the API answers with 5xx.",
      patience: "One that the caller repeats is one minute; it rings at three of an hour.",
      runbook: "the-api-answers-with-5xx",
      metric: api.metricServerError({ period: Duration.minutes(1) }),
      from: 1,
      periods: 3,
      of: 60,
      againstRollouts: true,
    },
    AnswersSlow: {
      harm: "Customers close the page before it shows, and callers give up: every tenth request takes longer than half of its time-out.",
      patience: "A start of a function takes about a second, far below.",
      runbook: "the-api-is-slow",
      metric: api.metricLatency({ period: Duration.minutes(5), statistic: Stats.percentile(90) }),
      from: 5000,
      periods: 3,
    },
    TableRefusals: {
      harm: "Callers get 503, customers must press the button again, and runs break off: DynamoDB refuses calls or does not answer.",
      patience: "Counted is only what three tries did not heal; it rings at three minutes of a quarter of an hour.",
      runbook: "the-table-throttles",
      metric: ownMetric(service, "TableRefusals", Stats.SUM, 1),
      from: 1,
      periods: 3,
      of: 15,
    },
    ChangesLate: {
      harm: "The business reads old figures: answers wait in the table's stream for half an hour, and are given up after six.",
      patience:
        "They wait half a minute when all is well; what lies behind a change that fails waits with it, and trouble of minutes heals itself.",
      runbook: "changes-wait-in-the-stream",
      metric: functions["react-to-changes"].metric("IteratorAge", {
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      from: 30 * 60 * 1000,
      periods: 1,
    },
    MailEventsLate: {
      harm: "Who bounces or complains may be mailed again, and mails may be sent twice: what SES tells has waited for twenty minutes.",
      patience: "A single event is tried five times and given up after seventeen.",
      runbook: "mail-events-are-late",
      metric: queues.events.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5) }),
      from: 20 * 60,
      periods: 1,
    },
    FailedEvents: {
      harm: "A customer who bounced or complained is not known to have, or a mail stays in doubt: an event of SES was given up.",
      patience: "It comes there after five tries, and stays until somebody moves it.",
      runbook: "the-queue-mailfailedevents-is-not-empty",
      metric: queues.failedEvents.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      from: 1,
      periods: 1,
    },
    FailedChanges: {
      harm: "Answers are missing in the figures: changes were given up, and only the last two days are mended by themselves.",
      patience: "It comes there after six hours of tries, and stays until somebody recounts.",
      runbook: "the-queue-tablefailedchanges-is-not-empty",
      metric: queues.failedChanges.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      from: 1,
      periods: 1,
    },
    FailedRuns: {
      harm: "Customers are asked late or figures are old, again and again: twenty runs have failed within two weeks, and nobody has read why.",
      patience: "A run that fails is made good by the next, so a few notes need nobody.",
      runbook: "the-queue-schedulesfailedruns-is-not-empty",
      metric: queues.failedRuns.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      from: 20,
      periods: 1,
    },
  };
}
