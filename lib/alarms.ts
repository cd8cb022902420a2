import { Duration } from "aws-cdk-lib";
import { type IMetric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { ownMetric, reputation, sumOf, type Watched } from "./watched.ts";

/**
 * Every alarm as data. Each hurts somebody, and says whom. None rings in a system where nothing happens, nor for what heals by
 * itself, because who is woken for nothing does not get up for something.
 */
export interface AlarmFacts {
  /** Whom it hurts, and how: the first that somebody reads who was woken by it. */
  readonly harm: string;
  /** Why not sooner. */
  readonly patience: string;
  /** The heading in docs/operations.md that says what to do. */
  readonly runbook: string;
  readonly metric: IMetric;
  /** Rings at this value and above. Without it, at none: when nothing is counted that should be. */
  readonly from?: number;
  /** Periods that must be so, of the last `of`; all of them unless told. */
  readonly periods: number;
  readonly of?: number;
  /** What a period without a value is: well unless told, or as the one before. */
  readonly withoutValue?: "bad" | "as before";
}

const aDay = 24 * 60;
const aQuarter = 15 * 60;

export function alarmsOf(watched: Watched): Readonly<Record<string, AlarmFacts>> {
  return {
    ...alarmsOfLaws(watched),
    ...alarmsOfMail(watched),
    ...alarmsOfFunctions(watched),
    ...alarmsOfWays(watched),
  };
}

/** What Hearback knows of itself: nobody is forgotten, asked twice or late, and figures are true and fresh. */
function alarmsOfLaws({ service, kpiEveryMinutes }: Watched): Record<string, AlarmFacts> {
  return {
    MailsLate: {
      harm: "Customers are asked long after what they are asked about: the oldest mail has been due for half an hour, although SES takes mails.",
      patience: "A few minutes late is an import that is being worked off.",
      runbook: "mails-leave-late",
      metric: ownMetric(service, "MailSecondsLate", Stats.MAXIMUM, 5),
      from: 2 * aQuarter,
      periods: 2,
    },
    MailsUnconfirmed: {
      harm: "Customers may not have been asked: of several mails nobody has known for an hour whether SES took them, and after a day they are given up.",
      patience: "One or two are cleared up by the events of the next mails.",
      runbook: "invitations-stay-unconfirmed",
      // Each is looked at every quarter of an hour, or a minute later.
      metric: ownMetric(service, "MailsUnconfirmed", Stats.SUM, 20),
      from: 3,
      periods: 3,
    },
    EntriesPushedBack: {
      harm: "Customers are asked late or not at all: invitations throw whenever they are to be sent, and each is given up at its ninth error.",
      patience: "What throws once or twice is tried again within minutes.",
      runbook: "invitations-throw",
      metric: ownMetric(service, "EntriesPushedBack", Stats.SUM, 60),
      from: 5,
      periods: 1,
    },
    DoubleSends: {
      harm: "A customer got the same mail twice.",
      patience: "It never happens by itself, so once is enough.",
      runbook: "a-mail-was-sent-twice",
      metric: ownMetric(service, "DoubleSends", Stats.SUM, 5),
      from: 1,
      periods: 1,
    },
    LawsBroken: {
      harm: "Interactions or invitations were lost, forgotten or doubled: customers are not asked or asked twice. Or figures are not those of the records, and the business reads wrong ones.",
      patience: "The check looks twice at what seems wrong before it counts it.",
      runbook: "a-law-is-broken",
      metric: ownMetric(service, "LawsBroken", Stats.SUM, aDay),
      from: 1,
      periods: 1,
    },
    LawsChecked: {
      harm: "Nobody would learn that interactions are lost or mails doubled: for two days the daily check has not come to its end.",
      patience: "A single day that was missed is made good by the next.",
      runbook: "the-daily-check-does-not-come-to-its-end",
      metric: ownMetric(service, "LawsChecked", Stats.SUM, aDay),
      periods: 2,
      withoutValue: "bad",
    },
    FiguresStale: {
      harm: "The business steers by old figures: answers have waited for more than two computations to be counted, or no computation has come to its end.",
      patience: "One that fails is made good by the next.",
      runbook: "figures-do-not-move",
      metric: ownMetric(service, "FigureSecondsStale", Stats.MAXIMUM, kpiEveryMinutes),
      from: 2 * kpiEveryMinutes * 60 + 300,
      periods: 3,
      withoutValue: "bad",
    },
  };
}

/** Whether mail leaves, and what receivers think of it. */
function alarmsOfMail({ service }: Watched): Record<string, AlarmFacts> {
  return {
    SendingPaused: {
      harm: "The customers of a workspace are not asked: too many of its mails bounced or were complained about, and going on would cost every workspace its reputation.",
      patience: "It stays so until somebody acts, so once is enough.",
      runbook: "a-workspaces-sending-is-paused",
      metric: ownMetric(service, "SendingPaused", Stats.SUM, 5),
      from: 1,
      periods: 1,
    },
    SendingBlocked: {
      harm: "No customer of any workspace is asked: SES has refused the account for a quarter of an hour. What is due waits, until its link expires.",
      patience: "A refusal of some minutes is made good by the next run.",
      runbook: "mails-do-not-go-out",
      metric: ownMetric(service, "SendingBlocked", Stats.SUM, 5),
      from: 1,
      periods: 3,
    },
    DailyQuotaReached: {
      harm: "Customers are asked hours or days late: SES's quota of 24 hours is used up, and what is due waits for it.",
      patience: "It frees itself over hours only, so once is enough.",
      runbook: "mails-do-not-go-out",
      metric: ownMetric(service, "DailyQuotaReached", Stats.SUM, 5),
      from: 1,
      periods: 1,
    },
    BounceRate: {
      harm: "No customer of any workspace will be asked soon: 5 % of the account's mails bounce, where SES begins to review an account and may stop it.",
      patience: "SES itself judges over many mails.",
      runbook: "the-accounts-reputation-falls",
      metric: reputation("BounceRate", 60),
      from: 0.05,
      periods: 1,
      withoutValue: "as before",
    },
    ComplaintRate: {
      harm: "No customer of any workspace will be asked soon: 0.1 % of the account's mails are complained about, where SES begins to review an account and may stop it.",
      patience: "SES itself judges over many mails.",
      runbook: "the-accounts-reputation-falls",
      metric: reputation("ComplaintRate", 60),
      from: 0.001,
      periods: 1,
      withoutValue: "as before",
    },
  };
}

/** A crash or time-out of each function, which its own code could not report, and executions that were refused. */
function alarmsOfFunctions({ functions, kpiEveryMinutes }: Watched): Record<string, AlarmFacts> {
  const fails = (name: keyof typeof functions, minutes: number, harm: string) => ({
    harm,
    runbook: "a-function-fails",
    metric: functions[name].metricErrors({ period: Duration.minutes(minutes) }),
    from: 1,
    periods: 3,
  });
  const forCallers = { of: 60, patience: "One that the caller repeats is one minute; it rings at three of an hour." };
  const forQueues = { patience: "Lambda tries again, for hours; it rings when a quarter of an hour has not helped." };
  return {
    IngestFails: {
      ...fails(
        "ingest",
        1,
        "Interactions are lost unless the business reports them again: `ingest` crashes or times out.",
      ),
      ...forCallers,
    },
    RespondFails: {
      ...fails("respond", 1, "Customers who want to answer or to unsubscribe cannot: `respond` crashes or times out."),
      ...forCallers,
    },
    ApiFails: {
      ...fails("api", 1, "The business cannot read its figures or change its surveys: `api` crashes or times out."),
      ...forCallers,
    },
    DispatchInvitationsFails: {
      ...fails("dispatch-invitations", 1, "Customers are asked late: run after run of `dispatch-invitations` fails."),
      of: 5,
      patience: "The next minute does the work of the one that failed.",
    },
    ComputeKpisFails: {
      ...fails(
        "compute-kpis",
        kpiEveryMinutes,
        "A workspace reads old figures: run after run of `compute-kpis` fails.",
      ),
      patience: "The next run does the work of the one that failed.",
    },
    ReactToChangesFails: {
      ...fails(
        "react-to-changes",
        5,
        "Answers do not reach the figures, and after six hours they are given up: `react-to-changes` keeps failing.",
      ),
      ...forQueues,
    },
    RecordMailEventsFails: {
      ...fails(
        "record-mail-events",
        5,
        "Who bounces or complains may be mailed again: `record-mail-events` keeps failing.",
      ),
      ...forQueues,
    },
    FunctionsThrottled: {
      harm: "Callers get 503 and customers cannot answer, or mails and figures wait: Lambda has refused executions for a quarter of an hour.",
      patience: "A burst is taken up by the next try.",
      runbook: "functions-are-throttled",
      metric: sumOf(
        Object.values(functions).map((one) => one.metricThrottles({ period: Duration.minutes(5) })),
        "Throttles of all functions",
        5,
      ),
      from: 1,
      periods: 3,
    },
    DispatcherSilent: {
      harm: "No customer of any workspace is asked: `dispatch-invitations` has not been started for ten minutes.",
      patience: "It is started every minute; a tick or two may be dropped.",
      runbook: "the-dispatcher-is-not-started",
      metric: functions["dispatch-invitations"].metricInvocations({ period: Duration.minutes(5) }),
      periods: 2,
      withoutValue: "bad",
    },
  };
}

/** What lies between the functions: the API before them, the table below, stream and queues behind. */
function alarmsOfWays({ service, api, functions, queues }: Watched): Record<string, AlarmFacts> {
  return {
    ServerErrors: {
      harm: "Interactions are lost unless the business reports them again, or customers cannot answer: the API answers with 5xx.",
      patience: "One that the caller repeats is one minute; it rings at three of an hour.",
      runbook: "the-api-answers-with-5xx",
      metric: api.metricServerError({ period: Duration.minutes(1) }),
      from: 1,
      periods: 3,
      of: 60,
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
      patience: "They wait half a minute when all is well; a retried batch holds up its shard for minutes.",
      runbook: "changes-wait-in-the-stream",
      metric: functions["react-to-changes"].metric("IteratorAge", {
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      from: 2 * aQuarter * 1000,
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
      harm: "Answers are missing in the figures: changes were given up, and nothing recounts them by itself.",
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
