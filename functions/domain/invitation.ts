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
  /** Tries of the first mail, from 1. */
  readonly attempt: number;
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
  readonly delivery?: Delivery;
  /** What the mail service told of its mails, first told first. */
  readonly mailEvents?: readonly MailEventEntry[];
  /** Errors in a row that kept it from being handled. */
  readonly pushBacks?: number;
  /** Every move, oldest first. */
  readonly history: readonly HistoryEntry[];
}

export interface MailEventEntry {
  readonly event: string;
  readonly at: Instant;
  readonly step: number;
  readonly attempt: number;
  readonly reason?: string;
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

export interface MailEventEntry {
  readonly event: string;
  readonly at: Instant;
  readonly step: number;
  readonly attempt: number;
  readonly reason?: string;
}

/** Why an invitation waits. What the policy decided goes into its history. */
export type Postponement = Partial<Pick<Invitation, "reason" | "until" | "pushBacks" | "isUrgent">> & {
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

/** What `send` changes, whoever learns that the first mail was taken: its first reminder follows. */
export function sentChanges(invitation: Invitation, sentAt: Instant, messageId: string): MoveChanges {
  const dueAt = reminderDueAt(invitation, 0, sentAt);
  return { sentAt, messageId, ...(dueAt !== undefined && { dueAt }) };
}

/** What `remind` changes: the next reminder follows, if there is one. */
export function remindedChanges(
  invitation: Invitation,
  step: number,
  told: Pick<MoveChanges, "messageId" | "reason">,
): MoveChanges {
  const dueAt = reminderDueAt(invitation, step, invitation.sentAt ?? invitation.createdAt);
  return { ...told, step, attempt: 1, ...(dueAt !== undefined && { dueAt }) };
}

/** What `rest` changes: what was still ahead is taken off. */
export const restChanges = ({ reminderDays = [], step }: Invitation, reason: string): MoveChanges => ({
  reason,
  reminderDays: reminderDays.slice(0, step),
});

/** What a move may change along with the status. */
export type MoveChanges = Partial<
  Pick<
    Invitation,
    | "step"
    | "attempt"
    | "begunAt"
    | "dueAt"
    | "reason"
    | "until"
    | "sentAt"
    | "messageId"
    | "attemptedAt"
    | "reminderDays"
    | "isUrgent"
  >
>;

/** Later states never fall back to earlier ones, in whatever order SES's events arrive. */
export const deliveryStatuses = ["delayed", "delivered", "rejected", "bounced", "complained"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface Delivery {
  readonly status: DeliveryStatus;
  readonly at: Instant;
}

export const isFurther = (status: DeliveryStatus, than: DeliveryStatus | undefined): boolean =>
  than === undefined || deliveryStatuses.indexOf(status) > deliveryStatuses.indexOf(than);

/** An invitation whose interaction never followed is given up after this long. */
export const acceptanceSeconds = 15 * 60;
/** An acceptance under way is waited for by looking again at every run; only then the entry is put off. */
export const acceptancePatienceSeconds = 60;
/** A send in doubt waits this long for an event before it may be tried once more. */
export const doubtSeconds = 15 * 60;
/** After this long without proof a send in doubt has failed. */
export const giveUpSeconds = 24 * 3600;
/** Errors in a row after which an entry of the to-do list fails. */
export const maxPushBacks = 8;

/** Seconds until an entry that threw is tried again: one minute, doubling. */
export const pushBackSeconds = (pushBacks: number): number => 60 * 2 ** (pushBacks - 1);
