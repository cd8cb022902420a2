import { Duration } from "aws-cdk-lib";
import { filled, sumOf, type Watched } from "../watched.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

/** A crash or time-out of each function, which its own code could not report, and executions that were refused. */
export function alarmsOfFunctions({ functions, kpiEveryMinutes }: Watched): Record<string, AlarmFacts> {
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
      metric: filled(functions["dispatch-invitations"].metricInvocations({ period: Duration.minutes(5) }), 0),
      periods: 2,
      withoutValue: "bad",
    },
  };
}
