/**
 * What a business may still do with an invitation once it was made: call it off, send it now, send it to an address that was
 * put right. Where it may not, the reason is a sentence that says what became of the invitation.
 */
import { type Claim, isExpired } from "./customer.ts";
import { type Invitation, type MoveChanges, nextReminderAt, type Postponement, restChanges } from "./invitation.ts";
import type { Reminder } from "./survey.ts";
import type { Instant } from "./time.ts";

/** What a business does with an invitation, and the reason under which it stands in the invitation's history. */
const reasons = { cancel: "cancelled", send_now: "send_now", resend: "readdressed" } as const;
export type Intervention = keyof typeof reasons;
export const interventions = Object.keys(reasons) as readonly Intervention[];

/** When it was done last. */
export const doneAt = ({ history }: Invitation, what: Intervention): Instant | undefined =>
  history.findLast(({ reason }) => reason === reasons[what])?.at;

/** Whether a mail is still to leave: the first one, or a reminder. */
export const isAhead = (invitation: Invitation): boolean =>
  invitation.status === "scheduled" || invitation.status === "unconfirmed" || nextReminderAt(invitation) !== undefined;

/** The move that calls off what is ahead. No reminder follows a first mail either that turns out to have left all the same. */
export const callingOff = (invitation: Invitation): readonly ["cancel" | "rest", MoveChanges] => [
  invitation.status === "sent" ? "rest" : "cancel",
  restChanges(invitation, reasons.cancel),
];

/** No longer so when a mail turns out to have left all the same. */
export const isCalledOff = ({ status, reason }: Invitation): boolean =>
  (status === "cancelled" || status === "sent") && reason === reasons.cancel;

/** Whether a mail that was leaving as it was called off has put it back on the to-do list: more have left than are planned. */
export const isOvertaken = ({ status, step, reminderDays }: Invitation): boolean =>
  status === "sent" && reminderDays !== undefined && reminderDays.length < Math.max(step, 1);

/** Whether a claim is that of a mail which was ahead when the invitation was called off, and is being sent. */
export function isLeaving(invitation: Invitation, claim: Claim | undefined, now: Instant): boolean {
  const { id, status, step, attempt } = invitation;
  if (claim?.invitationId !== id || isExpired(claim, now)) return false;
  return claim.attempt === attempt && claim.step === (status === "sent" ? step + 1 : 0);
}

/** What `postpone` changes for a mail that is to leave at once. */
export const sentNowChanges = (now: Instant): Postponement => ({
  isUrgent: true,
  reason: reasons.send_now,
  decidedAt: now,
});

export const isSentNow = ({ isUrgent, dueAt }: Invitation, now: Instant): boolean => isUrgent === true && dueAt <= now;

/** Whether the first mail reached nobody, so that it can go to an address that was put right. */
export const wasNotReceived = ({ status, reason, delivery }: Invitation): boolean =>
  status === "failed" ||
  (status === "skipped" && (reason === "no_address" || reason === "suppressed")) ||
  (status === "sent" && (delivery?.status === "bounced" || delivery?.status === "rejected"));

/** What `readdress` changes: the first mail is tried once more as if it had not been, and its reminders follow as planned. */
export function readdressedChanges(invitation: Invitation, now: Instant, reminders: readonly Reminder[]): MoveChanges {
  const attempt = invitation.attempt + 1;
  return {
    step: 0,
    attempt,
    firstAttempt: attempt,
    dueAt: now,
    reason: reasons.resend,
    reminderDays: reminders.length > 0 ? reminders.map(({ afterDays }) => afterDays) : undefined,
    sentAt: undefined,
    messageId: undefined,
    attemptedAt: undefined,
    delivery: undefined,
    isUrgent: undefined,
  };
}

/** Whether it is on its way to an address that was put right. */
export const isReaddressed = ({ status, firstAttempt, delivery }: Invitation): boolean =>
  firstAttempt !== undefined &&
  (status === "scheduled" ||
    status === "unconfirmed" ||
    (status === "sent" && (delivery === undefined || delivery.status === "delayed")));

/** What became of an invitation, as a sentence for whoever wanted something else of it. */
export function whatBecameOf(invitation: Invitation): string {
  const { via, status, reason, delivery } = invitation;
  if (via === "link") return "The invitation is a link that you hand over yourself; no mail of it is ahead.";
  const because = reason === undefined ? "" : `: ${reason}`;
  switch (status) {
    case "scheduled":
      return "The invitation is scheduled; its mail has not been sent yet.";
    case "unconfirmed":
      return "It is in doubt whether the invitation's mail has left.";
    case "sent": {
      const reminderAt = nextReminderAt(invitation);
      const ahead = reminderAt === undefined ? "no reminder is ahead" : `its next reminder is due at ${reminderAt}`;
      return `The invitation was ${deliveryWords[delivery?.status ?? "none"]}; ${ahead}.`;
    }
    case "skipped":
      return `The invitation was skipped${because}.`;
    case "failed":
      return `The invitation has failed${because}.`;
    case "cancelled":
      return "The invitation was cancelled.";
  }
}

const deliveryWords = {
  none: "sent",
  delayed: "sent and its delivery is delayed",
  soft_bounced: "sent and its mail was given back for the time being",
  delivered: "sent and it was delivered",
  rejected: "sent and its mail was rejected",
  bounced: "sent and its mail bounced",
  complained: "sent and its mail was complained about",
} as const;
