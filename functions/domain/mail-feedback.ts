/**
 * What a mail event means for its invitation. Events come doubled, late, in any order and before our own "sent", so all of it
 * is a fold whose end does not depend on their order: a proof that the mail left, the furthest that is known of the first mail,
 * and one entry of evidence for each thing told.
 */
import {
  type DeliveryStatus,
  deliveryStatuses,
  firstAttemptOf,
  type Invitation,
  isFurther,
  type MailEventEntry,
  type Move,
  type MoveChanges,
  moves,
  remindedChanges,
  sentChanges,
} from "./invitation.ts";
import type { MailEvent } from "./mail.ts";
import type { Instant } from "./time.ts";

/** More would make the item grow without end; what comes after still suppresses and moves `delivery`. */
const maxMailEvents = 30;

/** What an event changes of an invitation besides its moves. */
export type Feedback = Partial<Pick<Invitation, "delivery" | "mailEvents" | "messageId">>;

/** Whether an event tells of something that the invitation does not show yet, because it was read too early. */
export const isAhead = ({ status, step, attempt }: Invitation, { tags }: MailEvent): boolean =>
  tags.attempt > attempt || tags.step > step + 1 || (tags.step > 0 && status !== "sent");

/** The move that an event proves, whatever it tells: SES has the mail. None if the mail went to an address that was put right since. */
export function provenMove(
  invitation: Invitation,
  { tags, acceptedAt, messageId }: MailEvent,
): readonly [move: Move, changes: MoveChanges] | undefined {
  if (tags.attempt < firstAttemptOf(invitation)) return undefined;
  const { status, step } = invitation;
  const isAwaited = (moves.send.from as readonly string[]).includes(status);
  if (tags.step === 0 && isAwaited) return ["send", sentChanges(invitation, acceptedAt, messageId)];
  if (status !== "sent" || tags.step !== step + 1) return undefined;
  return ["remind", remindedChanges(invitation, tags.step, { messageId })];
}

/** What is news in an event, for an invitation whose moves are made; nothing when all of it is known. */
export function feedbackOf(invitation: Invitation, event: MailEvent, identity?: string): Feedback {
  const { delivery, mailEvents = [], status, messageId } = invitation;
  const { type, at, tags } = event;
  const isPresent = tags.attempt >= firstAttemptOf(invitation);
  const isLatest = isPresent && status === "sent" && tags.step === invitation.step;
  const isDouble = isLatest && messageId !== undefined && messageId !== event.messageId;
  const told = [
    ...(type === "send" ? [] : [entryOf(event, type, identity)]),
    ...(isDouble ? [{ event: "double_send", at: event.acceptedAt, ...placeOf(event) } as const] : []),
  ];
  const known = new Set(mailEvents.map(keyOf));
  const news = told.filter((entry) => !known.has(keyOf(entry))).slice(0, maxMailEvents - mailEvents.length);
  const isNewStatus =
    isPresent && tags.step === 0 && isDeliveryStatus(type) && isFurther({ status: type, at }, delivery);
  return {
    ...(news.length > 0 && { mailEvents: [...mailEvents, ...news].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) }),
    ...(isNewStatus && { delivery: { status: type, at } }),
    // A reminder that was in doubt.
    ...(isLatest && messageId === undefined && { messageId: event.messageId }),
  };
}

/** Whether an event was merged before, which one that came when there was no more room never was. */
export const isMerged = (
  { mailEvents = [] }: Invitation,
  event: MailEvent & { readonly type: Exclude<MailEvent["type"], "send"> },
): boolean => {
  const key = keyOf(entryOf(event, event.type, undefined));
  return mailEvents.some((entry) => keyOf(entry) === key);
};

/** That the customer unsubscribed by its link; nothing when that is known. */
export function farewellOf({ mailEvents = [], step, attempt }: Invitation, at: Instant): Feedback {
  const isKnown = mailEvents.some(({ event }) => event === "unsubscribed") || mailEvents.length >= maxMailEvents;
  return isKnown ? {} : { mailEvents: [...mailEvents, { event: "unsubscribed", at, step, attempt }] };
}

/** How often SES took another mail of the same step, as the evidence says. */
export const doubleSendsOf = ({ mailEvents = [] }: Pick<Invitation, "mailEvents">): number =>
  mailEvents.filter(({ event }) => event === "double_send").length;

const isDeliveryStatus = (type: MailEvent["type"]): type is DeliveryStatus =>
  (deliveryStatuses as readonly string[]).includes(type);

const placeOf = ({ tags: { step, attempt } }: MailEvent) => ({ step, attempt });

const entryOf = (event: MailEvent, name: MailEventEntry["event"], identity: string | undefined): MailEventEntry => ({
  event: name,
  at: event.at,
  ...placeOf(event),
  ...(event.reason !== undefined && { reason: event.reason }),
  ...(name === "soft_bounced" && identity !== undefined && { identity }),
});

/** Two of one mail and kind in the same millisecond are the same thing told twice. In order of time. */
const keyOf = ({ at, event, step, attempt, reason = "" }: MailEventEntry): string =>
  [at, event, step, attempt, reason].join(" ");
