/** Made by `npm run openapi` of the API's document. */

export interface Page<T> {
  items: T[];
  /** Of the next page; the last one has none. */
  nextCursor?: string;
}

export type AnswerIn = string | number | boolean;

export interface Brand {
  name?: string;
  logoUrl?: string;
  accentColour?: string;
  footerAddress?: string;
}

export interface BrandInput {
  name?: string | undefined;
  logoUrl?: string | undefined;
  accentColour?: string | undefined;
  footerAddress?: string | undefined;
}

export type Change = {
  difference: number;
  low: number | null;
  high: number | null;
  significant: boolean;
  verdict: "better" | "worse" | "unclear";
} | null;

export interface CreateGoalResult {
  id: string;
  metric: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom" | "fcr" | "aht" | "response_rate" | "completion_rate" | "time_to_answer" | "delivery_rate" | "bounce_rate" | "complaint_rate" | "unsubscribe_rate" | "outcomes" | "churn_rate" | "retention_rate" | "clv";
  /** Left out for all of the workspace */
  survey?: string;
  segment?: string;
  window: number;
  target: number;
  direction: "high_is_good" | "low_is_good";
  /** Where the line begins: as given, else the figure as it was right before from */
  baseline: number | null;
  from: string;
  by: string;
  /** achieved: at the target or beyond; missed: not, and its time is over; on_track: on the straight line from baseline to target or beyond; at_risk: not there */
  status: "no_data" | "on_track" | "at_risk" | "achieved" | "missed";
  /** The closed day that it is judged by: the last one, or by */
  asOf: string;
  /** null where there is nothing to measure */
  value: number | null;
  n: number;
  /** Where the straight line is on that day; null without a baseline */
  line: number | null;
  createdAt: string;
}

export interface CreateSourceResult {
  id: string;
  name: string;
  kind: string;
  /** Where the vendor is to send to */
  url: string;
  /** Where the secret is from, and what goes where at the vendor's */
  about: string;
  /** Of the key that made it: what a test source sends is marked test */
  mode: "live" | "test";
  enabled: boolean;
  /** The mapping in force */
  mapping: Record<string, unknown>;
  survey?: string;
  /** Left out while it has no secret, and refuses everything: hand it in with …/rotate */
  secretSetAt?: string;
  /** Until when a secret before the present one is accepted too */
  oldSecretUntil?: string;
  createdAt: string;
  changedAt: string;
  /** The secret that was made, shown this once; left out where it was given */
  secret?: string;
}

export interface Customer {
  customer: {
    id: string;
    /** The business's own id */
    externalId?: string;
    email?: string;
    name?: string;
    locale?: string;
    timeZone?: string;
    /** Why and since when they get no mail at all */
    suppressed?: {
      reason: "unsubscribed" | "bounced" | "complained" | "manual";
      at: string;
    };
    /** Surveys that they want no more of */
    stoppedSurveys: {
      surveyId: string;
      at: string;
    }[];
    /** What the throttles count from */
    lastInvited: {
      overall?: Overall;
      bySurvey: Record<string, Overall>;
    };
    createdAt: string;
  };
  /** Newest first by when they occurred; earlier answers are told by GET /v1/interactions/{id} */
  interactions: {
    id: string;
    /** The business's own id */
    externalId?: string;
    customerId: string;
    type: string;
    occurredAt: string;
    receivedAt: string;
    channel?: string;
    journeyStage?: string;
    variant?: string;
    agent?: {
      id: string;
      name?: string;
    };
    product?: string;
    issueId?: string;
    handleTimeSeconds?: number;
    resolvedOnFirstContact?: boolean;
    amount?: {
      value: string;
      currency: string;
    };
    attributes?: Record<string, string | number | boolean>;
    test: boolean;
    outcome: "invited" | "not_invited";
    reason?: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester";
    until?: string;
    invitation?: InteractionInvitation;
    invitations: Invitation[];
    response?: Response;
  }[];
  /** Everything that happened around these interactions, oldest first; on the first page also what the customer decided */
  timeline: Timeline[];
  nextCursor?: string;
}

export interface Detail {
  value: number | null;
  interval: Interval;
}

export interface ExportSurveyResult {
  hearback: "survey/1";
  name: string;
  kind: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom";
  /** Of a ces survey: ease, 1 to 7, as unless told, or the older effort, 1 to 5, on which low is good */
  effortScale?: "ease" | "effort";
  scale?: Scale;
  listensTo: string[];
  invitation: SurveyInvitation;
  policy: Policy;
  question?: Record<string, string>;
  followUps?: FollowUp[];
  thanks?: Record<string, string>;
  thanksLink?: ThanksLink;
  editWindowHours: number;
  brand?: Brand;
  replyTo?: string;
  mail: Mail;
}

export interface FollowUp {
  id: string;
  type: "text" | "single" | "multiple" | "rating" | "yes_no" | "contact";
  ask?: Record<string, string>;
  when?: {
    /** From and to, both inclusive */
    score?: [number, number];
    answer?: {
      question: string;
      in: AnswerIn[];
    };
  };
  options?: {
    id: string;
    label: Record<string, string>;
  }[];
  other?: boolean;
  scale?: {
    min: number;
    max: number;
  };
  required: boolean;
}

export interface FollowUpInput {
  id: string;
  type: "text" | "single" | "multiple" | "rating" | "yes_no" | "contact";
  ask?: Record<string, string> | undefined;
  when?: {
    /** From and to, both inclusive */
    score?: readonly [number, number] | undefined;
    answer?: {
      question: string;
      in: readonly AnswerIn[];
    } | undefined;
  } | undefined;
  options?: readonly {
    id: string;
    label: Record<string, string>;
  }[] | undefined;
  other?: boolean | undefined;
  scale?: {
    min: number;
    max: number;
  } | undefined;
  required?: boolean | undefined;
}

export interface Goal {
  id: string;
  metric: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom" | "fcr" | "aht" | "response_rate" | "completion_rate" | "time_to_answer" | "delivery_rate" | "bounce_rate" | "complaint_rate" | "unsubscribe_rate" | "outcomes" | "churn_rate" | "retention_rate" | "clv";
  /** Left out for all of the workspace */
  survey?: string;
  segment?: string;
  window: number;
  target: number;
  direction: "high_is_good" | "low_is_good";
  /** Where the line begins: as given, else the figure as it was right before from */
  baseline: number | null;
  from: string;
  by: string;
  /** achieved: at the target or beyond; missed: not, and its time is over; on_track: on the straight line from baseline to target or beyond; at_risk: not there */
  status: "no_data" | "on_track" | "at_risk" | "achieved" | "missed";
  /** The closed day that it is judged by: the last one, or by */
  asOf: string;
  /** null where there is nothing to measure */
  value: number | null;
  n: number;
  /** Where the straight line is on that day; null without a baseline */
  line: number | null;
  createdAt: string;
  /** Changes of its status, newest first, the last 50 */
  history: {
    status: "no_data" | "on_track" | "at_risk" | "achieved" | "missed";
    at: string;
    asOf: string;
    /** null where there is nothing to measure */
    value: number | null;
    n: number;
    /** What was recorded of it */
    event?: "goal.achieved" | "goal.at_risk" | "goal.missed";
  }[];
}

export interface Health {
  status: "ok";
  /** The table was restored or copied, and nothing is mailed from it yet. */
  sending?: "held_back";
}

export interface Ignored {
  outcome: "ignored";
  reason: string;
}

export interface Interaction {
  id: string;
  /** The business's own id */
  externalId?: string;
  customerId: string;
  type: string;
  occurredAt: string;
  receivedAt: string;
  channel?: string;
  journeyStage?: string;
  variant?: string;
  agent?: {
    id: string;
    name?: string;
  };
  product?: string;
  issueId?: string;
  handleTimeSeconds?: number;
  resolvedOnFirstContact?: boolean;
  amount?: {
    value: string;
    currency: string;
  };
  attributes?: Record<string, string | number | boolean>;
  test: boolean;
  outcome: "invited" | "not_invited";
  reason?: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester";
  until?: string;
  invitation?: InteractionInvitation;
  invitations: Invitation[];
  response?: Response;
  /** Every decision, time and event that is known, oldest first */
  timeline: Timeline[];
  /** Answers that went into quarantine, whatever was decided on them; left out when there are none */
  quarantined?: Response[];
}

export interface InteractionInput {
  /** The business's own id; the same id for the same customer is accepted once */
  id?: string | undefined;
  /** What happened, such as ticket.solved */
  type: string;
  /** Default now; at most five minutes ahead */
  occurredAt?: string | undefined;
  customer: {
    id?: string | undefined;
    email?: string | undefined;
    name?: string | undefined;
    locale?: string | undefined;
    timeZone?: string | undefined;
  };
  channel?: string | undefined;
  journeyStage?: string | undefined;
  /** Which of several ways was tried: a template, or an arm of an A/B test */
  variant?: string | undefined;
  agent?: {
    id: string;
    name?: string | undefined;
  } | undefined;
  product?: string | undefined;
  issueId?: string | undefined;
  handleTimeSeconds?: number | undefined;
  resolvedOnFirstContact?: boolean | undefined;
  amount?: {
    value: string;
    currency: string;
  } | undefined;
  attributes?: Record<string, string | number | boolean> | undefined;
  survey?: string | undefined;
  send?: {
    via?: "email" | "link" | "none" | undefined;
    /** From the interaction until the mail is due, at most 90 days */
    delaySeconds?: number | undefined;
    expireAfterDays?: number | undefined;
  } | undefined;
  test?: boolean | undefined;
}

export interface InteractionInvitation {
  id: string;
  surveyId: string;
  dueAt: string;
  via?: "link";
  reason?: string;
}

export type Interval = {
  low: number;
  high: number;
  level: 0.95;
} | null;

export interface Invitation {
  id: string;
  /** Of the interaction that it asks about */
  interactionId: string;
  surveyId: string;
  surveyVersion: number;
  status: "scheduled" | "unconfirmed" | "sent" | "skipped" | "failed" | "cancelled";
  via?: "link";
  reason?: string;
  until?: string;
  /** When to act next, or when it was acted on last */
  dueAt: string;
  remindersSent: number;
  sentAt?: string;
  /** The link takes no answer after this */
  expiresAt: string;
  messageId?: string;
  delivery?: {
    status: "delayed" | "soft_bounced" | "delivered" | "rejected" | "bounced" | "complained";
    at: string;
  };
  history: {
    status: "scheduled" | "unconfirmed" | "sent" | "skipped" | "failed" | "cancelled";
    at: string;
    reason?: string;
    until?: string;
    /** The reminder that this is about, from 1 */
    reminder?: number;
  }[];
}

export interface InvitationInput {
  /** From the interaction until the mail is due, at most 90 days */
  delaySeconds?: number | undefined;
  expireAfterDays?: number | undefined;
  /** Go to whoever has not answered, with the same link; at most three */
  reminders?: readonly {
    /** Days after the first mail left */
    afterDays: number;
    subject?: Record<string, string> | undefined;
    intro?: Record<string, string> | undefined;
  }[] | undefined;
  /** How many of a hundred customers are asked; always the same ones */
  samplePercent?: number | undefined;
}

export interface InvitedInvitation {
  id: string;
  surveyId: string;
  dueAt: string;
  via?: "link";
  /** Why it waits until `dueAt`, where it was deferred: throttled, quiet_hours or weekend */
  reason?: string;
  /** Of the survey, where `via` is "link": whoever has it answers for the customer */
  url?: string;
}

export interface Key {
  id: string;
  name: string;
  mode: "live" | "test";
  scopes: ("ingest" | "read" | "manage")[];
  createdAt: string;
  /** Coarse: its first use on the last UTC day on which it was used; absent while it never was */
  lastUsedAt?: string;
  revokedAt?: string;
}

export interface Kpi {
  value: number | null;
  n: number;
  interval: Interval;
  /** Of fewer than 30, and to be read with care */
  isSmall: boolean;
  /** What else the same records say, such as a mean or p90; of outcomes, the count of each; of clv, the value in each currency */
  details?: Record<string, Detail>;
  previous: {
    value: number | null;
    n: number;
  };
  /** null when either window has no answers */
  change: Change;
  kpi: string;
  /** The surveys that it is of, as they were asked for; left out for all */
  survey?: string;
  /** The segment that it is of, where one was asked for */
  segment?: string;
  window: Window;
  /** The window that previous is of, where it is not the one right before */
  comparedTo?: Window;
  /** Answers by score; only of KPIs that are of a scale */
  distribution?: Record<string, number>;
  /** The dimensions of the segments, as they were asked for */
  by?: string;
  /** Largest first; only when asked for by= */
  segments?: {
    value: number | null;
    n: number;
    interval: Interval;
    /** Of fewer than 30, and to be read with care */
    isSmall: boolean;
    /** What else the same records say, such as a mean or p90; of outcomes, the count of each; of clv, the value in each currency */
    details?: Record<string, Detail>;
    segment: string;
    label: string;
    /** Of a pair, the value in each dimension, null where the records tell none; left out for the rest beyond the 500 largest */
    values?: Record<string, string | null>;
  }[];
  computedAt: string;
}

export interface KpiTrend {
  /** The surveys that it is of, as they were asked for; left out for all */
  survey?: string;
  /** The segment that it is of, where one was asked for */
  segment?: string;
  kpi: string;
  window: {
    days: number;
    timeZone: string;
  };
  every: "day" | "week" | "month";
  /** Oldest first, each with the window that ends on its day */
  steps: {
    value: number | null;
    n: number;
    interval: Interval;
    /** Of fewer than 30, and to be read with care */
    isSmall: boolean;
    /** What else the same records say, such as a mean or p90; of outcomes, the count of each; of clv, the value in each currency */
    details?: Record<string, Detail>;
    from: string;
    to: string;
  }[];
  computedAt: string;
}

export interface Mail {
  subject?: Record<string, string>;
  intro?: Record<string, string>;
  fromName?: string;
}

export interface MailInput {
  subject?: Record<string, string> | undefined;
  intro?: Record<string, string> | undefined;
  fromName?: string | undefined;
}

export interface Overall {
  at: string;
  invitationId: string;
}

export interface Policy {
  throttleDays: number;
  whenThrottled: "skip" | "defer";
  /** No mail from the first time until the second, by the customer's clock, else the workspace's. A survey's own take the place of the workspace's */
  quietHours?: QuietHours;
  /** Monday to Friday by the customer's clock, else the workspace's */
  weekdaysOnly?: boolean;
}

export interface PolicyInput {
  throttleDays?: number | undefined;
  whenThrottled?: "skip" | "defer" | undefined;
  /** No mail from the first time until the second, by the customer's clock, else the workspace's. A survey's own take the place of the workspace's */
  quietHours?: PolicyQuietHoursInput | undefined;
  /** Monday to Friday by the customer's clock, else the workspace's */
  weekdaysOnly?: boolean | undefined;
}

export interface PolicyQuietHoursInput {
  from: string;
  to: string;
}

export interface QuietHours {
  from: string;
  to: string;
}

export type QuietHoursInput = PolicyQuietHoursInput | null;

export type RecordInteractionResult = {
  id: string;
  outcome: "invited";
  invitation: InvitedInvitation;
} | {
  id: string;
  outcome: "not_invited";
  reason: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester";
  until?: string;
};

export interface Refused {
  outcome: "refused";
  errors: {
    path: string;
    message: string;
  }[];
}

export interface Response {
  score: number;
  comment?: string;
  /** Answers to the follow-up questions, by question */
  followUps?: Record<string, ResponseFollowUp>;
  /** rsp_… of what counts, qua_… of what is or was in quarantine */
  id: string;
  surveyId: string;
  surveyVersion: number;
  invitationId: string;
  interactionId: string;
  customerId: string;
  verdict: "counted" | "quarantined" | "dismissed" | "released";
  /** Why it went into quarantine */
  signals?: ("nonce_foreign" | "before_arrival" | "follows_refused" | "burst" | "soon_after_sending" | "hasty" | "nonce_missing" | "nonce_expired" | "honeypot" | "scanner_agent" | "changes_answer")[];
  /** Of the rules by which it was judged */
  verdictVersion?: number;
  /** When it was released or dismissed */
  decidedAt?: string;
  /** The key by which it was */
  decidedBy?: string;
  /** When it was first counted, which decides its day in the KPIs; else when it was given */
  answeredAt: string;
  changedAt: string;
  /** By dimension: version, variant, channel, journeyStage, type, agent, product, locale, and attributes. with the name of one */
  segments: Record<string, {
    value: string;
    label?: string;
  }>;
  test: boolean;
  /** Earlier answers, oldest first; not in lists */
  edits?: {
    score: number;
    comment?: string;
    /** Answers to the follow-up questions, by question */
    followUps?: Record<string, ResponseFollowUp>;
    at: string;
  }[];
  /** Of an answer that is or was in quarantine: what counts of the same invitation; not in lists */
  counted?: {
    score: number;
    comment?: string;
    /** Answers to the follow-up questions, by question */
    followUps?: Record<string, ResponseFollowUp>;
    id: string;
    answeredAt: string;
    changedAt: string;
  };
}

export type ResponseFollowUp = {
  text: string;
} | {
  choices: string[];
  other?: string;
} | {
  rating: number;
} | {
  yes: boolean;
};

export interface Scale {
  min: number;
  max: number;
  direction?: "high_is_good" | "low_is_good";
  /** The worst score that still counts as good */
  topBox?: number;
  /** What scores mean, by score */
  labels?: Record<string, Record<string, string>>;
  /** Shown instead of the numbers, lowest first, one a score */
  emoji?: string[];
}

export interface ScaleInput {
  min: number;
  max: number;
  direction?: "high_is_good" | "low_is_good" | undefined;
  /** The worst score that still counts as good */
  topBox?: number | undefined;
  /** What scores mean, by score */
  labels?: Record<string, Record<string, string>> | undefined;
  /** Shown instead of the numbers, lowest first, one a score */
  emoji?: readonly string[] | undefined;
}

export interface Source {
  id: string;
  name: string;
  kind: string;
  /** Where the vendor is to send to */
  url: string;
  /** Where the secret is from, and what goes where at the vendor's */
  about: string;
  /** Of the key that made it: what a test source sends is marked test */
  mode: "live" | "test";
  enabled: boolean;
  /** The mapping in force */
  mapping: Record<string, unknown>;
  survey?: string;
  /** Left out while it has no secret, and refuses everything: hand it in with …/rotate */
  secretSetAt?: string;
  /** Until when a secret before the present one is accepted too */
  oldSecretUntil?: string;
  createdAt: string;
  changedAt: string;
}

export interface Suppression {
  id: string;
  /** Absent where it is not kept */
  email?: string;
  /** Whose mail it came from */
  customerId?: string;
  reason: "unsubscribed" | "bounced" | "complained" | "manual";
  at: string;
  /** When they unsubscribed themselves, although another reason stands */
  unsubscribedAt?: string;
  /** The key that the reason was told with */
  by?: string;
  note?: string;
  /** When Hearback learned of it; lists are sorted by it */
  addedAt?: string;
  /** When it learned of the reason, if that took the place of another */
  changedAt?: string;
}

export interface Survey {
  id: string;
  version: number;
  status: "active" | "paused" | "archived";
  createdAt: string;
  changedAt: string;
  name: string;
  kind: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom";
  /** Of a ces survey: ease, 1 to 7, as unless told, or the older effort, 1 to 5, on which low is good */
  effortScale?: "ease" | "effort";
  scale?: Scale;
  listensTo: string[];
  invitation: SurveyInvitation;
  policy: Policy;
  question?: Record<string, string>;
  followUps?: FollowUp[];
  thanks?: Record<string, string>;
  thanksLink?: ThanksLink;
  editWindowHours: number;
  brand?: Brand;
  replyTo?: string;
  mail: Mail;
  /** What was accepted, and is not done to the letter; absent when there is nothing to say */
  notes?: {
    path: string;
    message: string;
  }[];
}

export interface SurveyInvitation {
  /** From the interaction until the mail is due, at most 90 days */
  delaySeconds: number;
  expireAfterDays: number;
  /** Go to whoever has not answered, with the same link; at most three */
  reminders?: {
    /** Days after the first mail left */
    afterDays: number;
    subject?: Record<string, string>;
    intro?: Record<string, string>;
  }[];
  /** How many of a hundred customers are asked; always the same ones */
  samplePercent?: number;
}

export interface SurveyVersion {
  /** The survey's */
  id: string;
  version: number;
  madeAt?: string;
  name: string;
  kind: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom";
  /** Of a ces survey: ease, 1 to 7, as unless told, or the older effort, 1 to 5, on which low is good */
  effortScale?: "ease" | "effort";
  scale?: Scale;
  listensTo: string[];
  invitation: SurveyInvitation;
  policy: Policy;
  question?: Record<string, string>;
  followUps?: FollowUp[];
  thanks?: Record<string, string>;
  thanksLink?: ThanksLink;
  editWindowHours: number;
  brand?: Brand;
  replyTo?: string;
  mail: Mail;
}

export type ThanksInput = Record<string, string> | null;

export interface ThanksLink {
  url: string;
  label?: Record<string, string>;
}

export interface ThanksLinkInput {
  url: string;
  label?: Record<string, string> | undefined;
}

export interface Timeline {
  at: string;
  /**
   * `happened`: What the business reported took place, by its own clock.
   * `received`: The report reached Hearback.
   * `decided`: It was decided whether to ask: `outcome`, and with `not_invited` the `reason`, and `until` when.
   * `scheduled`: The invitation waits for its time.
   * `deferred`: It would not have been fair to ask (`reason`): the invitation waits `until` then.
   * `hastened`: The business had it wait no longer for its own timing (`reason`).
   * `revived`: The invitation had been given up because its interaction never followed, and then it did.
   * `in_doubt`: Nobody knows whether the mail service took the mail (`reason`).
   * `retried`: No event told of the mail in doubt: it is tried once more.
   * `readdressed`: The mail is to be sent once more, to an address that was put right.
   * `sent`: The mail service took the mail, or the business the link; `learnedAt` where that was learned later.
   * `opened`: The link takes answers, `until` then.
   * `mail_event`: What the mail service told of a mail: `event`, of the first mail or of `reminder`.
   * `reminded`: The mail service took `reminder`; with a `reason` it may not have, and it is not tried again.
   * `reminder_deferred`: It would not have been fair to remind (`reason`): `reminder` waits `until` then.
   * `reminder_given_up`: Neither `reminder` nor any after it will be sent (`reason`).
   * `skipped`: Looked at again, it will not be sent (`reason`); `until` says when it would be fair.
   * `failed`: The mail will not be sent (`reason`).
   * `cancelled`: The business took the invitation back.
   * `answered`: The customer gave an answer that counts: `score`.
   * `edited`: The customer changed it: `score`.
   * `quarantined`: An answer that may not be a person's was set aside (`signals`): `score`.
   * `released`: An answer was let out of quarantine and counts, decided `by` a key.
   * `dismissed`: An answer in quarantine was refused, or its release taken back, decided `by` a key.
   * `first_seen`: The customer was told of for the first time.
   * `suppressed`: All mailing of the customer ended (`reason`).
   * `survey_stopped`: The customer wants no more of the survey `surveyId`.
   */
  what: "happened" | "received" | "decided" | "scheduled" | "deferred" | "hastened" | "revived" | "in_doubt" | "retried" | "readdressed" | "sent" | "opened" | "mail_event" | "reminded" | "reminder_deferred" | "reminder_given_up" | "skipped" | "failed" | "cancelled" | "answered" | "edited" | "quarantined" | "released" | "dismissed" | "first_seen" | "suppressed" | "survey_stopped";
  interactionId?: string;
  invitationId?: string;
  surveyId?: string;
  /** Of the interaction */
  type?: string;
  outcome?: "invited" | "not_invited";
  reason?: string;
  until?: string;
  /** When the mail is to leave, or the link was handed over */
  dueAt?: string;
  learnedAt?: string;
  /** delivered, bounced … */
  event?: string;
  /** Which one, from 1 */
  reminder?: number;
  /** Which try of the mail, where there was more than one */
  attempt?: number;
  answerId?: string;
  score?: number;
  signals?: ("nonce_foreign" | "before_arrival" | "follows_refused" | "burst" | "soon_after_sending" | "hasty" | "nonce_missing" | "nonce_expired" | "honeypot" | "scanner_agent" | "changes_answer")[];
  /** The key that was used */
  by?: string;
}

export interface Window {
  days: number;
  from: string;
  to: string;
  timeZone: string;
}

export interface Workspace {
  id: string;
  name: string;
  timeZone: string;
  locale: string;
  replyTo?: string;
  footerAddress?: string;
  brand?: {
    name?: string;
    logoUrl?: string;
    accentColour?: string;
  };
  policy: {
    /** Days between any two invitations of one customer; 0 is off */
    throttleDays: number;
    /** Surveys mailed at most in a day of the workspace's; reminders do not count */
    dailyCap?: number;
    /** No mail from the first time until the second, by the customer's clock, else the workspace's. A survey's own take the place of the workspace's */
    quietHours?: QuietHours;
  };
  /** No mail is sent until POST /v1/workspace/resume-sending says that its cause has been mended */
  sendingPaused?: {
    at: string;
    because: "bounces" | "complaints";
    /** Of the last 1,000 mails */
    percent: number;
  };
  segmentAttributes: string[];
  solvedTypes: string[];
  recontactWindowDays: number;
  grossMarginPercent?: number;
  testers: string[];
  createdAt: string;
  /** What was accepted, and is not done to the letter; absent when there is nothing to say */
  notes?: {
    path: string;
    message: string;
  }[];
}

export interface ListInteractionsQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  outcome?: "invited" | "not_invited" | undefined;
  reason?: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester" | undefined;
  /** Those that were invited to it */
  survey?: string | undefined;
  type?: string | undefined;
  /** cus_…: those of one customer */
  customer?: string | undefined;
}

export interface ListInteractionsResult {
  id: string;
  /** The business's own id */
  externalId?: string;
  customerId: string;
  type: string;
  occurredAt: string;
  receivedAt: string;
  channel?: string;
  journeyStage?: string;
  variant?: string;
  agent?: {
    id: string;
    name?: string;
  };
  product?: string;
  issueId?: string;
  handleTimeSeconds?: number;
  resolvedOnFirstContact?: boolean;
  amount?: {
    value: string;
    currency: string;
  };
  attributes?: Record<string, string | number | boolean>;
  test: boolean;
  outcome: "invited" | "not_invited";
  reason?: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester";
  until?: string;
  invitation?: InteractionInvitation;
}

export interface RecordBatchBody {
  /** Each as for POST /v1/interactions */
  items: readonly InteractionInput[];
}

export interface RecordBatchResult {
  /** What became of each, in the order of the rows */
  items: ({
    id: string;
    outcome: "invited";
    invitation: InvitedInvitation;
    /** Of a CSV file, from 1, without the row of names */
    row?: number;
    /** Of a CSV file, from 1, where the row starts */
    line?: number;
  } | {
    id: string;
    outcome: "not_invited";
    reason: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester";
    until?: string;
    /** Of a CSV file, from 1, without the row of names */
    row?: number;
    /** Of a CSV file, from 1, where the row starts */
    line?: number;
  } | {
    type: string;
    title: string;
    status: number;
    detail: string;
    errors?: {
      path: string;
      message: string;
    }[];
    /** Of a CSV file, from 1, without the row of names */
    row?: number;
    /** Of a CSV file, from 1, where the row starts */
    line?: number;
  } | {
    status: "retry";
    detail: string;
    /** Of a CSV file, from 1, without the row of names */
    row?: number;
    /** Of a CSV file, from 1, where the row starts */
    line?: number;
  })[];
  /** Rows that were not recorded, those to be sent again among them */
  errors: number;
}

export interface SimulateSourceBody {
  /** What the vendor sends; a body that is not JSON as a text */
  payload: unknown;
  headers?: Record<string, string> | undefined;
}

export interface SimulateSourceResult {
  results: ({
    outcome: "mapped";
    interaction: {
      /** The business's own id; the same id for the same customer is accepted once */
      id?: string;
      /** What happened, such as ticket.solved */
      type: string;
      /** Default now; at most five minutes ahead */
      occurredAt?: unknown;
      customer: {
        id?: string;
        email?: string;
        name?: string;
        locale?: string;
        timeZone?: string;
      };
      channel?: string;
      journeyStage?: string;
      /** Which of several ways was tried: a template, or an arm of an A/B test */
      variant?: string;
      agent?: {
        id: string;
        name?: string;
      };
      product?: string;
      issueId?: string;
      handleTimeSeconds?: number;
      resolvedOnFirstContact?: boolean;
      amount?: {
        value: string;
        currency: string;
      };
      attributes?: Record<string, string | number | boolean>;
      survey?: string;
      send?: {
        via?: "email" | "link" | "none";
        /** From the interaction until the mail is due, at most 90 days */
        delaySeconds?: number;
        expireAfterDays?: number;
      };
      test?: boolean;
    };
    /** What is wrong with its address, which is left out */
    errors?: {
      path: string;
      message: string;
    }[];
  } | Ignored | Refused)[];
}

export interface GetInvitationQrQuery {
  /** Width and height in pixels */
  size?: number | undefined;
}

export interface ChangeWorkspaceBody {
  name?: string | undefined;
  timeZone?: string | undefined;
  locale?: string | undefined;
  replyTo?: string | null | undefined;
  footerAddress?: string | null | undefined;
  brand?: {
    name?: string | undefined;
    logoUrl?: string | undefined;
    accentColour?: string | undefined;
  } | null | undefined;
  /** Changes part by part */
  policy?: {
    /** Days between any two invitations of one customer; 0 is off */
    throttleDays?: number | undefined;
    dailyCap?: number | null | undefined;
    quietHours?: QuietHoursInput | undefined;
  } | undefined;
  /** Attributes of interactions by which figures are broken down too, as `attributes.plan`; of the past once hearback recount has run */
  segmentAttributes?: readonly string[] | undefined;
  /** Types of interactions that solve an issue; a * stands for any characters, as in *.solved */
  solvedTypes?: readonly string[] | undefined;
  /** A further contact on an issue within so many days shows that it was not solved; the window has to end a week before records expire */
  recontactWindowDays?: number | undefined;
  /** Of revenue; customers' lifetime value is told once it is set */
  grossMarginPercent?: number | null | undefined;
  testers?: readonly string[] | undefined;
}

export interface CreateSurveyBody {
  name: string;
  kind: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom";
  /** Of a ces survey: ease, 1 to 7, as unless told, or the older effort, 1 to 5, on which low is good */
  effortScale?: "ease" | "effort" | undefined;
  scale?: ScaleInput | undefined;
  listensTo?: readonly string[] | undefined;
  invitation?: InvitationInput | undefined;
  policy?: PolicyInput | undefined;
  question?: Record<string, string> | undefined;
  followUps?: readonly FollowUpInput[] | undefined;
  thanks?: Record<string, string> | undefined;
  thanksLink?: ThanksLinkInput | undefined;
  editWindowHours?: number | undefined;
  brand?: BrandInput | undefined;
  replyTo?: string | undefined;
  mail?: MailInput | undefined;
}

export interface ListSurveysQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
  status?: "active" | "paused" | "archived" | undefined;
}

export interface ChangeSurveyBody {
  name?: string | undefined;
  kind?: never | undefined;
  effortScale?: never | undefined;
  /** Given whole: min, max, direction and topBox as they were, since they never change, with other labels or emoji */
  scale?: ScaleInput | null | undefined;
  listensTo?: readonly string[] | undefined;
  invitation?: InvitationInput | undefined;
  policy?: {
    throttleDays?: number | undefined;
    whenThrottled?: "skip" | "defer" | undefined;
    quietHours?: QuietHoursInput | undefined;
    /** Monday to Friday by the customer's clock, else the workspace's */
    weekdaysOnly?: boolean | undefined;
  } | undefined;
  question?: Record<string, string> | null | undefined;
  followUps?: readonly FollowUpInput[] | null | undefined;
  thanks?: ThanksInput | undefined;
  thanksLink?: ThanksLinkInput | null | undefined;
  editWindowHours?: number | undefined;
  brand?: BrandInput | null | undefined;
  replyTo?: string | null | undefined;
  mail?: {
    subject?: Record<string, string> | null | undefined;
    intro?: ThanksInput | undefined;
    fromName?: string | null | undefined;
  } | null | undefined;
}

export interface ImportSurveyBody {
  hearback: "survey/1";
  name: string;
  kind: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom";
  /** Of a ces survey: ease, 1 to 7, as unless told, or the older effort, 1 to 5, on which low is good */
  effortScale?: "ease" | "effort" | undefined;
  scale?: ScaleInput | undefined;
  listensTo?: readonly string[] | undefined;
  invitation?: InvitationInput | undefined;
  policy?: PolicyInput | undefined;
  question?: Record<string, string> | undefined;
  followUps?: readonly FollowUpInput[] | undefined;
  thanks?: Record<string, string> | undefined;
  thanksLink?: ThanksLinkInput | undefined;
  editWindowHours?: number | undefined;
  brand?: BrandInput | undefined;
  replyTo?: string | undefined;
  mail?: MailInput | undefined;
}

export interface ListSurveyVersionsQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
}

export interface ListGalleryQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
}

export interface ListGalleryResult {
  id: string;
  name: string;
  description: string;
  /** What POST /v1/surveys/import takes, as it is or changed, and without hearback POST /v1/surveys too */
  definition: ExportSurveyResult;
}

export interface PreviewSurveyBody {
  /** The customer's; answered is the one that the survey is read in */
  locale?: string | undefined;
  /** The score that the page shows as chosen */
  score?: number | undefined;
  customerName?: string | undefined;
  agentName?: string | undefined;
  product?: string | undefined;
  attributes?: Record<string, string | number | boolean> | undefined;
}

export interface PreviewSurveyResult {
  locale: string;
  mail: {
    subject: string;
    from: {
      name: string;
      address: string;
    };
    replyTo?: string;
    html: string;
    text: string;
  };
  page: string;
}

export interface SendTestBody {
  /** One of the workspace's testers */
  to: string;
  /** Default the workspace's */
  locale?: string | undefined;
}

export interface SendTestResult {
  invitation: {
    id: string;
    surveyId: string;
    dueAt: string;
  };
}

export interface SimulateSurveyResult {
  outcome: "invited" | "not_invited";
  /** Why not, or why later */
  reason?: "no_survey" | "throttled" | "suppressed" | "sampled_out" | "no_address" | "invalid_address" | "survey_paused" | "survey_archived" | "sending_paused" | "daily_cap" | "too_old" | "not_requested" | "not_a_tester" | "quiet_hours" | "weekend";
  until?: string;
  /** When the mail would leave, or the link be made */
  dueAt?: string;
  /** When each would be due, if the mail leaves on time; quiet hours may move them */
  reminders?: string[];
  /** Of the interaction that was accepted under this id before: its outcome stands, and no rule is asked */
  interactionId?: string;
  rules: {
    rule: "address" | "suppression" | "testers" | "sending" | "survey" | "expiry" | "sampling" | "throttle" | "fair time" | "daily cap";
    passed: boolean;
    reason?: string;
    /** The rule makes it wait, or would not object from then on */
    until?: string;
  }[];
}

export interface CancelInvitationsBody {
  customer: {
    id?: string | undefined;
    email?: string | undefined;
  };
  /** Default all surveys */
  survey?: string | undefined;
}

export interface CancelInvitationsResult {
  /** Invitations of which nothing follows any more */
  cancelled: string[];
  /** Those among them of which a mail is being sent right now all the same */
  alreadySending: string[];
}

export interface ResendInvitationBody {
  /** Where the customer is mailed from now on */
  email: string;
}

export interface GetCustomerQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
}

export interface ListResponsesQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
  survey?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  segment?: string | undefined;
  minScore?: string | undefined;
  maxScore?: string | undefined;
  hasComment?: boolean | undefined;
  verdict?: "counted" | "quarantined" | "dismissed" | "all" | undefined;
}

export interface ReleaseResponseBody {
  /** Count it although the customer has a counted answer that came later */
  replace?: boolean | undefined;
}

export interface ListKpisQuery {
  /** A survey's id, or several separated by commas, which make one figure. What is no KPI of a scale may do without: of all surveys, and of what none applied to */
  survey?: string | undefined;
  /** Of one segment only, such as agent:a-7, on days on which it is one of the 500 largest */
  segment?: string | undefined;
  /** Of one version of the survey only */
  version?: number | undefined;
  /** Days; 7, 30, 90 and 365 are kept ready */
  window?: number | undefined;
  /** The window's last day in the workspace's zone; default today */
  asOf?: string | undefined;
  /** The window that it is compared with: the one right before it, or as long a one that ends on a day */
  compareTo?: "previous" | string | undefined;
}

export interface ListKpisResult {
  /** The surveys that it is of, as they were asked for; left out for all */
  survey?: string;
  /** The segment that it is of, where one was asked for */
  segment?: string;
  window: Window;
  /** The window that previous is of, where it is not the one right before */
  comparedTo?: Window;
  kpis: {
    value: number | null;
    n: number;
    interval: Interval;
    /** Of fewer than 30, and to be read with care */
    isSmall: boolean;
    /** What else the same records say, such as a mean or p90; of outcomes, the count of each; of clv, the value in each currency */
    details?: Record<string, Detail>;
    previous: {
      value: number | null;
      n: number;
    };
    /** null when either window has no answers */
    change: Change;
    kpi: string;
  }[];
  computedAt: string;
}

export interface GetKpiQuery {
  /** A survey's id, or several separated by commas, which make one figure. What is no KPI of a scale may do without: of all surveys, and of what none applied to */
  survey?: string | undefined;
  /** Of one segment only, such as agent:a-7, on days on which it is one of the 500 largest */
  segment?: string | undefined;
  /** Of one version of the survey only */
  version?: number | undefined;
  /** Days; 7, 30, 90 and 365 are kept ready */
  window?: number | undefined;
  /** The window's last day in the workspace's zone; default today */
  asOf?: string | undefined;
  /** The window that it is compared with: the one right before it, or as long a one that ends on a day */
  compareTo?: "previous" | string | undefined;
  /** The dimension to break down by, or two with a comma between them, of at most 90 days: version, variant, channel, journeyStage, type, agent, product, locale, survey, or attributes. and the name of one of the workspace's segmentAttributes */
  by?: string | undefined;
}

export interface GetKpiTrendQuery {
  /** A survey's id, or several separated by commas, which make one figure. What is no KPI of a scale may do without: of all surveys, and of what none applied to */
  survey?: string | undefined;
  /** Of one segment only, such as agent:a-7, on days on which it is one of the 500 largest */
  segment?: string | undefined;
  /** Of one version of the survey only */
  version?: number | undefined;
  /** Days; 7, 30, 90 and 365 are kept ready */
  window?: number | undefined;
  /** No step is before this day; default 89 days before to */
  from?: string | undefined;
  /** The last step; default today in the workspace's zone */
  to?: string | undefined;
  /** From a step to the one before it; of a month's last days, the last that there is */
  every?: "day" | "week" | "month" | undefined;
}

export interface CreateGoalBody {
  metric: "nps" | "csat" | "ces" | "stars" | "thumbs" | "custom" | "fcr" | "aht" | "response_rate" | "completion_rate" | "time_to_answer" | "delivery_rate" | "bounce_rate" | "complaint_rate" | "unsubscribe_rate" | "outcomes" | "churn_rate" | "retention_rate" | "clv";
  /** A survey's id, or several separated by commas; what is no KPI of a scale may do without */
  survey?: string | undefined;
  /** Of one segment only, such as agent:a-7 */
  segment?: string | undefined;
  /** Days of the rolling window */
  window?: number | undefined;
  target: number;
  /** Default as the KPI has it; needed where it is better neither way */
  direction?: "high_is_good" | "low_is_good" | undefined;
  /** Where the straight line to the target begins; default the figure as it was right before from */
  baseline?: number | undefined;
  /** When the line begins; default today in the workspace's zone */
  from?: string | undefined;
  /** The last day: the target is to be reached by its end */
  by: string;
}

export interface ListGoalsQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
}

export interface ListSuppressionsQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
  reason?: "unsubscribed" | "bounced" | "complained" | "manual" | undefined;
}

export interface CreateSuppressionBody {
  /** Never to be mailed again, whichever customer has it */
  email: string;
  /** `manual` is the business's own wish, which it alone can take back; what is `unsubscribed` customers can take back too */
  reason?: "unsubscribed" | "bounced" | "complained" | "manual" | undefined;
  /** For whoever asks later why */
  note?: string | undefined;
}

export interface ImportSuppressionsBody {
  /** Each as for a single one */
  items: readonly {
    /** Never to be mailed again, whichever customer has it */
    email: string;
    /** `manual` is the business's own wish, which it alone can take back; what is `unsubscribed` customers can take back too */
    reason?: "unsubscribed" | "bounced" | "complained" | "manual" | undefined;
    /** When it came to that; default now */
    at?: string | undefined;
  }[];
}

export interface ImportSuppressionsResult {
  /** Rows that were not suppressed before */
  added: number;
  /** Rows that were */
  known: number;
  /** What is wrong, with the row's place in items, from 0 */
  errors: {
    index: number;
    path: string;
    message: string;
  }[];
}

export interface RemoveSuppressionResult {
  id: string;
  /** Absent where it is not kept */
  email?: string;
  /** Whose mail it came from */
  customerId?: string;
  reason: "unsubscribed" | "bounced" | "complained" | "manual";
  at: string;
  /** When they unsubscribed themselves, although another reason stands */
  unsubscribedAt?: string;
  /** The key that the reason was told with */
  by?: string;
  note?: string;
  /** When Hearback learned of it; lists are sorted by it */
  addedAt?: string;
  /** When it learned of the reason, if that took the place of another */
  changedAt?: string;
  /** Why the address is not mailed all the same; absent where it may be */
  remaining?: Suppression;
}

export interface CreateSourceBody {
  name: string;
  kind: "generic" | "standard-webhooks" | "zendesk" | "intercom" | "freshdesk" | "hubspot" | "shopify" | "stripe" | "salesforce" | "jira-service-management" | "gorgias" | "woocommerce";
  /** The vendor's, where it makes one; if it shows it only once the hook is set up, create the source without it first */
  secret?: string | undefined;
  /** How an event becomes an interaction, in place of the kind's own */
  mapping?: Record<string, unknown> | undefined;
  /** Offered for every interaction that names none itself */
  survey?: string | undefined;
}

export interface ListSourcesQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
}

export interface ChangeSourceBody {
  name?: string | undefined;
  enabled?: boolean | undefined;
  /** Given whole; null goes back to the kind's own */
  mapping?: Record<string, unknown> | null | undefined;
  survey?: string | null | undefined;
}

export interface RotateSourceBody {
  /** The vendor's, where it makes one */
  secret?: string | undefined;
  /** 0 ends the old one at once, as after a leak */
  oldAcceptedForHours?: number | undefined;
}

export interface ListDeliveriesResult {
  items: {
    at: string;
    results: ({
      outcome: "accepted";
      interactionId: string;
      /** What was wrong, and left out */
      errors?: {
        path: string;
        message: string;
      }[];
    } | Ignored | Refused)[];
  }[];
}

export interface ListAuditEntriesQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  what?: "release" | "dismiss" | "suppress" | "lift" | "cancel" | "send_now" | "resend" | "goal.achieved" | "goal.at_risk" | "goal.missed" | "carry_over" | "delete_again" | "settle" | "lift_fence" | undefined;
  /** Of one invitation, answer, suppression or goal only, by its id */
  subject?: string | undefined;
}

export interface ListAuditEntriesResult {
  at: string;
  what: "release" | "dismiss" | "suppress" | "lift" | "cancel" | "send_now" | "resend" | "goal.achieved" | "goal.at_risk" | "goal.missed" | "carry_over" | "delete_again" | "settle" | "lift_fence";
  /** The id of what it was done to */
  subject: string;
  /** The id of the key that was used, or the name of the job */
  by: string;
}

export interface CreateKeyBody {
  name: string;
  mode?: "live" | "test" | undefined;
  scopes: readonly ("ingest" | "read" | "manage")[];
}

export interface CreateKeyResult {
  id: string;
  name: string;
  mode: "live" | "test";
  scopes: ("ingest" | "read" | "manage")[];
  createdAt: string;
  /** Coarse: its first use on the last UTC day on which it was used; absent while it never was */
  lastUsedAt?: string;
  revokedAt?: string;
  /** The whole key, shown this once */
  apiKey: string;
}

export interface ListKeysQuery {
  limit?: number | undefined;
  /** nextCursor of the page before */
  cursor?: string | undefined;
}

export interface Api {
  /** Records an interaction, and invites the customer to a survey when one applies and it is fair to ask. */
  recordInteraction: {
    body: InteractionInput;
    result: RecordInteractionResult;
  };
  /** Lists interactions by the time they occurred, newest first, the last 30 days unless told otherwise. */
  listInteractions: {
    query?: ListInteractionsQuery;
    result: Page<ListInteractionsResult>;
  };
  /** Records up to 500 interactions, each as POST /v1/interactions would; a row that is wrong harms no other. As text/csv the first row names the fields, such as customer.email. A row with an id is recorded once however often it comes; one without is, where the same batch comes with the same Idempotency-Key. */
  recordBatch: {
    body: RecordBatchBody;
    result: RecordBatchResult;
  };
  /** Tells which interactions a payload would become if the source sent it now. No signature is asked for, and nothing is done. */
  simulateSource: {
    params: "id";
    body: SimulateSourceBody;
    result: SimulateSourceResult;
  };
  /** Draws the link of an invitation with `via: "link"` as a QR code: whoever scans it answers for the customer. */
  getInvitationQr: {
    params: "id";
    query?: GetInvitationQrQuery;
    result: string;
  };
  /** Shows the key's workspace. */
  getWorkspace: {
    result: Workspace;
  };
  /** Changes the workspace; fields that are left out stay as they are. */
  changeWorkspace: {
    body: ChangeWorkspaceBody;
    result: Workspace;
  };
  /** Takes sending up again after bounces or complaints had paused it; mails of before are not held against the workspace any more. Changes nothing where it is not paused. */
  resumeSending: {
    result: Workspace;
  };
  /** Creates a survey, active at once. Texts that are left out come from the built-in ones. */
  createSurvey: {
    body: CreateSurveyBody;
    result: Survey;
  };
  /** Lists the workspace's surveys, archived ones too unless a status is asked for, newest first. */
  listSurveys: {
    query?: ListSurveysQuery;
    result: Page<Survey>;
  };
  /** Shows a survey's current version. */
  getSurvey: {
    params: "id";
    result: Survey;
  };
  /** Changes a survey by making a new version; invitations keep the version they were made with. What changes nothing makes none. */
  changeSurvey: {
    params: "id";
    body: ChangeSurveyBody;
    result: Survey;
  };
  /** Pauses a survey: nothing more is sent for it until it is resumed. */
  pauseSurvey: {
    params: "id";
    result: Survey;
  };
  /** Resumes a paused survey. */
  resumeSurvey: {
    params: "id";
    result: Survey;
  };
  /** Archives a survey: it is offered no more, its open links are closed, and nothing of it changes until it is resumed. */
  archiveSurvey: {
    params: "id";
    result: Survey;
  };
  /** Gives a survey's current version as a document, without ids, for POST /v1/surveys/import. */
  exportSurvey: {
    params: "id";
    result: ExportSurveyResult;
  };
  /** Creates a survey from an exported one or one of the gallery, active at once. */
  importSurvey: {
    body: ImportSurveyBody;
    result: Survey;
  };
  /** Lists a survey's versions, newest first. */
  listSurveyVersions: {
    params: "id";
    query?: ListSurveyVersionsQuery;
    result: Page<SurveyVersion>;
  };
  /** Shows one version of a survey. */
  getSurveyVersion: {
    params: "id" | "version";
    result: SurveyVersion;
  };
  /** Lists surveys that are ready to be imported, written in English. */
  listGallery: {
    query?: ListGalleryQuery;
    result: Page<ListGalleryResult>;
  };
  /** Shows a survey's mail and page for an example of a customer. Writes and sends nothing. */
  previewSurvey: {
    params: "id";
    body?: PreviewSurveyBody;
    result: PreviewSurveyResult;
  };
  /** Sends the survey's mail to a tester at once. What it makes is marked test and counts nowhere. */
  sendTest: {
    params: "id";
    body: SendTestBody;
    result: SendTestResult;
  };
  /** Tells what would happen to an interaction if it were reported for this survey now, and why. Writes nothing. */
  simulateSurvey: {
    params: "id";
    body: InteractionInput;
    result: SimulateSurveyResult;
  };
  /** Tells an interaction's whole story: outcome, the invitation's life, the response, and all of it by time. */
  getInteraction: {
    params: "id";
    result: Interaction;
  };
  /** Shows one invitation: where it stands, what became of its mail, and every move with its reason. */
  getInvitation: {
    params: "id";
    result: Invitation;
  };
  /** Cancels what is still ahead of an invitation: its mail, or its reminders, whereupon the link stays open. Harmless twice. */
  cancelInvitation: {
    params: "id";
    result: Invitation;
  };
  /** Cancels all that is still ahead of a customer's invitations, in one survey or in all. Harmless twice. */
  cancelInvitations: {
    body: CancelInvitationsBody;
    result: CancelInvitationsResult;
  };
  /** Sends a scheduled invitation now: its delay, quiet hours and weekdays are waived; suppression, throttle, daily cap and expiry are not. Harmless twice. */
  sendInvitationNow: {
    params: "id";
    result: Invitation;
  };
  /** Sends an invitation that was not received to an address that was put right: one that failed, bounced, was rejected, or was skipped because the address was missing or suppressed. */
  resendInvitation: {
    params: "id";
    body: ResendInvitationBody;
    result: Invitation;
  };
  /** Tells a customer's journey: who they are, their interactions with invitation and response, and all that happened. The id is cus_…, id:… with the business's own, or email:… with the address, URL-encoded. */
  getCustomer: {
    params: "id";
    query?: GetCustomerQuery;
    result: Customer;
  };
  /** Lists responses by the time they were first counted, newest first, the last 30 days unless told otherwise; or the answers in quarantine by the time they were given, or all of them. */
  listResponses: {
    query?: ListResponsesQuery;
    result: Page<Response>;
  };
  /** Shows one response, or one answer in quarantine with why it is there and what counts instead. */
  getResponse: {
    params: "id";
    result: Response;
  };
  /** Releases an answer from quarantine: it counts, and what counted before is an earlier edit. Harmless twice. An answer that came later and counts is replaced only when asked to. */
  releaseResponse: {
    params: "id";
    body?: ReleaseResponseBody;
    result: Response;
  };
  /** Dismisses an answer in quarantine: it stays on record and leaves the list of what waits. One that was released counts no more, and what counted before it counts again. Harmless twice. */
  dismissResponse: {
    params: "id";
    result: Response;
  };
  /** Tells all KPIs over a rolling window, overall or in a segment: those of the surveys' scale, if they share one, and all others; those of customers who come and go only of all of the workspace. Also as CSV. */
  listKpis: {
    query?: ListKpisQuery;
    result: ListKpisResult;
  };
  /** Tells a KPI over a rolling window, with its interval and its change, overall or in a segment, and broken down by one dimension or two; also as CSV. */
  getKpi: {
    params: "kpi";
    query?: GetKpiQuery;
    result: Kpi;
  };
  /** Tells how a KPI has moved: its value over the rolling window that ends on each step's day, with n and interval, overall or in a segment; also as CSV. */
  getKpiTrend: {
    params: "kpi";
    query?: GetKpiTrendQuery;
    result: KpiTrend;
  };
  /** Sets a goal: where a KPI is to be by a day. It is judged whenever a day closes and when its figures change; a workspace has at most 100. */
  createGoal: {
    body: CreateGoalBody;
    result: CreateGoalResult;
  };
  /** Lists the workspace's goals with their status, newest first. */
  listGoals: {
    query?: ListGoalsQuery;
    result: Page<CreateGoalResult>;
  };
  /** Shows a goal with its status and the changes of it. */
  getGoal: {
    params: "id";
    result: Goal;
  };
  /** Removes a goal with its history, for good. */
  removeGoal: {
    params: "id";
    result: Goal;
  };
  /** Lists all suppressed addresses by when Hearback learned of them, newest first. */
  listSuppressions: {
    query?: ListSuppressionsQuery;
    result: Page<Suppression>;
  };
  /** Ends all mailing of an address at once. Harmless twice: what is `unsubscribed` gives way to every other reason, with `unsubscribedAt` kept; of the others `complained` takes the place of `manual`, and either that of `bounced`. */
  createSuppression: {
    body: CreateSuppressionBody;
    result: Suppression;
  };
  /** Ends all mailing of many addresses, as another service knows them. A row that is wrong harms no other. */
  importSuppressions: {
    body: ImportSuppressionsBody;
    result: ImportSuppressionsResult;
  };
  /** Says why an address is not mailed, by the suppression's id or by `email:jo@example.com`, URL-encoded. By the address it is also found where the customer who has it now came with another one. */
  getSuppression: {
    params: "id";
    result: Suppression;
  };
  /** Takes a suppression back, for the address and the customers who have it, by its id or by `email:jo@example.com`, URL-encoded. What else keeps the address from being mailed is answered as `remaining`, such as that the customer unsubscribed: a further request takes that back. Mail somebody who had unsubscribed only if they asked for it. */
  removeSuppression: {
    params: "id";
    result: RemoveSuppressionResult;
  };
  /** Creates a source: an address for the webhooks of a help desk, a shop or your own code. A secret that is made here is shown in this answer and never again. */
  createSource: {
    body: CreateSourceBody;
    result: CreateSourceResult;
  };
  /** Lists the workspace's sources, newest first. */
  listSources: {
    query?: ListSourcesQuery;
    result: Page<Source>;
  };
  /** Shows a source with the mapping in force. */
  getSource: {
    params: "id";
    result: Source;
  };
  /** Changes a source; what is left out stays as it is. A disabled one refuses everything. */
  changeSource: {
    params: "id";
    body: ChangeSourceBody;
    result: Source;
  };
  /** Deletes a source with its secrets, for good. What it has reported stays. */
  removeSource: {
    params: "id";
    result: Source;
  };
  /** Gives a source another secret, or its first. The old one is accepted for another day, unless told otherwise. A secret that is made here is shown in this answer and never again. */
  rotateSource: {
    params: "id";
    body?: RotateSourceBody;
    result: CreateSourceResult;
  };
  /** Lists the last 50 deliveries of a source, newest first, and what became of each of their events. They are kept for 30 days, without what was in them. A wrong signature leaves no delivery. */
  listDeliveries: {
    params: "id";
    result: ListDeliveriesResult;
  };
  /** Lists who decided what, newest first, the last 30 days unless told otherwise: invitations called off, sent at once or sent anew, answers released or dismissed, addresses suppressed or taken back, and what became of goals. */
  listAuditEntries: {
    query?: ListAuditEntriesQuery;
    result: Page<ListAuditEntriesResult>;
  };
  /** Creates a key. The answer is the only place where its secret is ever shown. */
  createKey: {
    body: CreateKeyBody;
    result: CreateKeyResult;
  };
  /** Lists the workspace's keys, revoked ones too, newest first. */
  listKeys: {
    query?: ListKeysQuery;
    result: Page<Key>;
  };
  /** Revokes a key at once and for good. */
  revokeKey: {
    params: "id";
    result: Key;
  };
  /** Says that the service answers, and whether a restored table keeps it from sending. */
  getHealth: {
    result: Health;
  };
  /** This document. */
  getOpenApi: {
    result: Record<string, unknown>;
  };
}
