/** What is counted and measured while Hearback runs, by name: shared by whoever emits it and whoever watches it. No imports. */
export const countNames = [
  "InteractionsAccepted",
  "InteractionsInvited",
  "HooksRefused",
  "MailsSent",
  "SendsInDoubt",
  "MailsUnconfirmed",
  "DoubleSends",
  "SendingBlocked",
  "EntriesPushedBack",
  "DailyQuotaReached",
  "SendingPaused",
  "SendingFenced",
  "LawsBroken",
  "LawsChecked",
  "LawsUnchecked",
  "ResponsesRecorded",
  "AnswersQuarantined",
  "SlotsFolded",
  "RequestsLimited",
  "TableRefusals",
] as const;
export type CountName = (typeof countNames)[number];

/** In seconds; of several at once the longest is what matters. */
export const durationNames = ["MailSecondsLate", "FigureSecondsStale"] as const;
export type DurationName = (typeof durationNames)[number];

export const metricNames = [...countNames, ...durationNames] as const;
export type MetricName = CountName | DurationName;
