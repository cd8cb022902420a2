/**
 * An invitation is one survey offered to one customer. Its life is the table of moves below: the store makes its DynamoDB
 * condition from it and docs/architecture.md draws it. "Answered" is read from the response and "expired" from
 * `openUntil`; what became of the mail after SES took it is `delivery`, a field of its own.
 */
import type { Segments } from "./segment.ts";
import type { Instant } from "./time.ts";

export const invitationStatuses = ["scheduled", "unconfirmed", "sent", "skipped", "failed"] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/**
 * `settled` moves leave nothing to do: the invitation goes from the to-do list to its day. A mail that left has left, so
 * `send` reaches `sent` from everywhere, whoever learns of it first: the dispatcher or an event.
 */
export const moves = {
  send: { from: ["scheduled", "unconfirmed", "failed", "skipped"], to: "sent", settled: true },
  doubt: { from: ["scheduled"], to: "unconfirmed", settled: false },
  retry: { from: ["unconfirmed"], to: "scheduled", settled: false },
  skip: { from: ["scheduled"], to: "skipped", settled: true },
  fail: { from: ["scheduled", "unconfirmed"], to: "failed", settled: true },
  revive: { from: ["skipped"], to: "scheduled", settled: false },
} as const satisfies Record<string, { from: readonly InvitationStatus[]; to: InvitationStatus; settled: boolean }>;

export type Move = keyof typeof moves;

export interface Invitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly customerId: string;
  readonly interactionId: string;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly status: InvitationStatus;
  /** 0 is the first mail; reminders count on from it. */
  readonly step: number;
  /** Tries of this step, from 1. */
  readonly attempt: number;
  /** When to act next; meaningful while something is left to do. */
  readonly dueAt: Instant;
  /** The link takes no answer after this. */
  readonly openUntil: Instant;
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
  /** Errors in a row that kept it from being handled. */
  readonly pushBacks?: number;
  /** Every move, oldest first. */
  readonly history: readonly HistoryEntry[];
}

export interface HistoryEntry {
  readonly status: InvitationStatus;
  readonly at: Instant;
  readonly reason?: string;
}

/** Why an invitation waits. */
export type Postponement = Partial<Pick<Invitation, "reason" | "until" | "pushBacks">>;

/** What a move may change along with the status. */
export type MoveChanges = Partial<
  Pick<Invitation, "attempt" | "begunAt" | "dueAt" | "reason" | "until" | "sentAt" | "messageId" | "attemptedAt">
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
