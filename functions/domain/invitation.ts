/**
 * An invitation is one survey offered to one customer. Its life is the table of moves below: the store makes its DynamoDB
 * condition from it and docs/architecture.md draws it. "Answered" is read from the response and "expired" from
 * `openUntil`; what became of the mail after SES took it is `delivery`, a field of its own. A sent one that is still on the
 * to-do list has a reminder ahead.
 */
import type { Segments } from "./segment.ts";
import { addDays, type Instant } from "./time.ts";

export const invitationStatuses = ["scheduled", "unconfirmed", "sent", "skipped", "failed", "cancelled"] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/**
 * Where a move leaves the invitation listed. One that `enters` its day is settled, and so is one that `stays` there; one that
 * leaves it is on the to-do list. What is settled is on the to-do list too if the move says when to act next.
 * A mail that left has left, so `send` reaches `sent` from everywhere, whoever learns of it first: the dispatcher or an event.
 */
export const moves = {
  send: { from: ["scheduled", "unconfirmed", "failed", "skipped", "cancelled"], to: "sent", day: "enters" },
  doubt: { from: ["scheduled"], to: "unconfirmed", day: "leaves" },
  retry: { from: ["unconfirmed"], to: "scheduled", day: "leaves" },
  skip: { from: ["scheduled"], to: "skipped", day: "enters" },
  /** Its interaction never followed; not while another acceptance has begun since it was read. */
  giveUp: { from: ["scheduled"], to: "skipped", day: "enters" },
  fail: { from: ["scheduled", "unconfirmed"], to: "failed", day: "enters" },
  cancel: { from: ["scheduled", "unconfirmed"], to: "cancelled", day: "enters" },
  revive: { from: ["skipped"], to: "scheduled", day: "leaves" },
  /** The next reminder has left, or may have: none is ever tried twice. */
  remind: { from: ["sent"], to: "sent", day: "stays" },
  /** No reminder will follow. */
  rest: { from: ["sent"], to: "sent", day: "stays" },
  /** The first mail once more, to an address that was put right. */
  readdress: { from: ["sent", "skipped", "failed"], to: "scheduled", day: "leaves" },
} as const satisfies Record<
  string,
  { from: readonly InvitationStatus[]; to: InvitationStatus; day: "enters" | "leaves" | "stays" }
>;

export type Move = keyof typeof moves;

export interface Invitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly customerId: string;
  readonly interactionId: string;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly status: InvitationStatus;
  /** Absent where we mail it; a link is handed over by the business. */
  readonly via?: "link";
  /** The mail that is to leave or was the last to: 0 is the first one, reminders count on from it. */
  readonly step: number;
  /** Tries of the first mail, from 1; a reminder has the number of the one that it reminds of. */
  readonly attempt: number;
  /** The first try to an address that was put right: what is told of earlier ones says nothing about it. */
  readonly firstAttempt?: number;
  /** When to act next; meaningful while something is left to do. */
  readonly dueAt: Instant;
  /** The link takes no answer after this. */
  readonly openUntil: Instant;
  /** Days after the first mail at which reminders are due, as the survey said when it was made. */
  readonly reminderDays?: readonly number[];
  /** The business's own timing is waived. */
  readonly isUrgent?: boolean;
  readonly segments: Segments;
  readonly test: boolean;
  readonly createdAt: Instant;
  /** When the acceptance that is to commit it began, or began again. */
  readonly begunAt: Instant;
  /** Why it was skipped, failed or is in doubt. */
  readonly reason?: string;
  readonly until?: Instant;
  readonly sentAt?: Instant;
  readonly messageId?: string;
  /** When the send in doubt was tried. */
  readonly attemptedAt?: Instant;
  /** Of the first mail to the address that stands. */
  readonly delivery?: Delivery;
  /** What SES told of its mails, in order of time. That it took them is no entry: they are the moves. */
  readonly mailEvents?: readonly MailEventEntry[];
  /** Errors in a row that kept it from being handled. */
  readonly pushBacks?: number;
  /** Every move, oldest first. */
  readonly history: readonly HistoryEntry[];
}

export interface HistoryEntry {
  readonly status: InvitationStatus;
  readonly at: Instant;
  readonly reason?: string;
  /** Until when it was made to wait, or would have had to. */
  readonly until?: Instant;
  /** The reminder that this is about. */
  readonly reminder?: number;
}

/** Why an invitation waits. What the policy decided goes into its history. */
export type Postponement = Partial<Pick<Invitation, "reason" | "until" | "pushBacks">> & {
  readonly isUrgent?: boolean | undefined;
  readonly decidedAt?: Instant;
};

/** When the reminder after this many mails is due; undefined where there is none, or the link takes no answer by then. */
export function reminderDueAt(
  { reminderDays = [], openUntil }: Pick<Invitation, "reminderDays" | "openUntil">,
  step: number,
  sentAt: Instant,
): Instant | undefined {
  const days = reminderDays[step];
  const dueAt = days === undefined ? undefined : addDays(sentAt, days);
  return dueAt !== undefined && dueAt <= openUntil ? dueAt : undefined;
}

/** When the reminder that is ahead is due; undefined where none is. */
export const nextReminderAt = (invitation: Invitation): Instant | undefined =>
  invitation.status === "sent" && invitation.sentAt !== undefined
    ? reminderDueAt(invitation, invitation.step, invitation.sentAt)
    : undefined;

/** What `send` changes, whoever learns that the first mail was taken: its first reminder follows. */
export function sentChanges(invitation: Invitation, sentAt: Instant, messageId: string): MoveChanges {
  const dueAt = reminderDueAt(invitation, 0, sentAt);
  return { sentAt, messageId, ...(dueAt !== undefined && { dueAt }) };
}

/** What `remind` changes: the next reminder follows, if there is one. One in doubt has no message known of it yet. */
export function remindedChanges(
  invitation: Invitation,
  step: number,
  told: Pick<MoveChanges, "messageId" | "reason">,
): MoveChanges {
  const dueAt = reminderDueAt(invitation, step, invitation.sentAt ?? invitation.createdAt);
  return { messageId: undefined, ...told, step, ...(dueAt !== undefined && { dueAt }) };
}

/** What tells the tries to one address from those to the one before it. */
export const firstAttemptOf = ({ firstAttempt = 1 }: Invitation): number => firstAttempt;

/** What `rest` changes: what was still ahead is taken off. */
export const restChanges = ({ reminderDays = [], step }: Invitation, reason: string): MoveChanges => ({
  reason,
  reminderDays: reminderDays.slice(0, step),
});

/** What a move may change along with the status; undefined takes it away. */
export type MoveChanges = {
  readonly [Field in
    | "step"
    | "attempt"
    | "firstAttempt"
    | "begunAt"
    | "dueAt"
    | "reason"
    | "until"
    | "sentAt"
    | "messageId"
    | "attemptedAt"
    | "delivery"
    | "reminderDays"
    | "isUrgent"]?: Invitation[Field] | undefined;
};

/**
 * What became of a mail, each further than the one before; it never falls back, in whatever order SES tells.
 * `soft_bounced`: the receiving side gave it back and may take the next one: a full mailbox, a server that was away for hours.
 * It ranks below `delivered` because the answer of somebody who is out of office comes as such a bounce, after the delivery.
 * `rejected`: SES took it and will not send it on.
 */
export const deliveryStatuses = ["delayed", "soft_bounced", "delivered", "rejected", "bounced", "complained"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface Delivery {
  readonly status: DeliveryStatus;
  readonly at: Instant;
}

/** Of what is told twice the earlier time stands, so that the order of telling does not matter. */
export function isFurther(told: Delivery, than: Delivery | undefined): boolean {
  if (than === undefined) return true;
  const steps = deliveryStatuses.indexOf(told.status) - deliveryStatuses.indexOf(than.status);
  return steps > 0 || (steps === 0 && told.at < than.at);
}

/** Evidence of one mail; without its address, and without any text that could hold one. */
export interface MailEventEntry {
  /** `double_send`: SES had taken another mail of the same step, at `at`. */
  readonly event: DeliveryStatus | "unsubscribed" | "double_send";
  readonly at: Instant;
  readonly step: number;
  readonly attempt: number;
  /** SES's own word for it, such as `Transient/MailboxFull`. */
  readonly reason?: string;
  /** Whose address bounced softly: the customer id that it would own. */
  readonly identity?: string;
}

/** Whether it counts as mailed: in rates, caps and the judgement of a sender. */
export const isMailed = ({ status, via, test }: Invitation): boolean => status === "sent" && via === undefined && !test;

/** An invitation whose interaction never followed is given up after this long. */
export const acceptanceSeconds = 15 * 60;
/** An acceptance under way is waited for by looking again at every run; only then the entry is put off. */
export const acceptancePatienceSeconds = 60;
/** The mail service's clock may be so far from ours: an event proves nothing about what was tried this shortly before. */
export const clockSkewSeconds = 60;
/** A send in doubt waits this long for an event before it may be tried once more. */
export const doubtSeconds = 15 * 60;
/** After this long without proof a send in doubt has failed. */
export const giveUpSeconds = 24 * 3600;
/** Errors in a row after which an entry of the to-do list fails. */
export const maxPushBacks = 8;

/** Seconds until an entry that threw is tried again: one minute, doubling. */
export const pushBackSeconds = (pushBacks: number): number => 60 * 2 ** (pushBacks - 1);
