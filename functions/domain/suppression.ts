/**
 * What ends all mailing: of an address, whoever has it, and of a customer, whatever their address. Several reasons can meet, of
 * which one stands. What customers chose themselves is never lost behind another: it stands again when that is taken back.
 */
import type { Instant } from "./time.ts";

/** `manual` is the business's own wish. */
export const suppressionReasons = ["unsubscribed", "bounced", "complained", "manual"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Why a customer is not to be mailed. */
export interface Suppression {
  readonly reason: SuppressionReason;
  readonly at: Instant;
  /** Of the suppressed address that it came with. */
  readonly suppressionId?: string;
  /** That they unsubscribed themselves, although another reason stands. */
  readonly ownChoice?: Omit<Suppression, "ownChoice">;
}

/** An address that is never to be mailed, whoever has it. */
export interface SuppressedAddress {
  readonly id: string;
  readonly email?: string;
  /** Whose address it was. */
  readonly customerId?: string;
  /** All whose address it was that a reason was told of, where it is not one alone: whoever lifts it must find them. */
  readonly customerIds?: readonly string[];
  readonly reason: SuppressionReason;
  readonly at: Instant;
  /** When they unsubscribed themselves, although another reason stands. */
  readonly unsubscribedAt?: Instant;
  /** The key that the reason was told with. */
  readonly by?: string;
  readonly note?: string;
  /** When it was written down, which may be long after `at`. */
  readonly addedAt?: Instant;
  /** When the reason was written down, if it took the place of another. */
  readonly changedAt?: Instant;
}

/** Why an address is not to be mailed any more, as far as whoever says so knows. */
export type SuppressionWish = Pick<SuppressedAddress, "customerId" | "reason" | "at" | "by" | "note"> & {
  readonly email: string;
};

/** More people than share a mailbox, or an item would grow without end. */
const maxHolders = 50;

/** The customers whose address it was, as far as it is known. */
export const holdersOf = ({ customerId, customerIds = [] }: SuppressedAddress): string[] => [
  ...new Set([...(customerId === undefined ? [] : [customerId]), ...customerIds]),
];

/** What it changes of an address that one more customer has it. */
export function furtherHolder(
  standing: SuppressedAddress,
  customerId: string | undefined,
): Pick<SuppressedAddress, "customerIds"> {
  const known = holdersOf(standing);
  const isNews = customerId !== undefined && !known.includes(customerId) && known.length < maxHolders;
  return isNews ? { customerIds: [...known, customerId] } : {};
}

type Reasoned = Pick<Suppression, "reason">;

const isOwnChoice = ({ reason }: Reasoned): boolean => reason === "unsubscribed";

type Changes = Partial<{ [Field in keyof SuppressedAddress]: SuppressedAddress[Field] | undefined }>;

/**
 * What a further reason changes of an address that is suppressed already; undefined where it is no news. What customers chose
 * themselves gives way to every other reason, so that they can take back their own choice and nothing else; among the others
 * the one stands that lasts longest, so that nobody takes back a complaint who has seen the business's own wish only.
 */
export function furtherReason(standing: SuppressedAddress, wish: SuppressionWish, now: Instant): Changes | undefined {
  if (isOwnChoice(wish)) {
    const isKnown = isOwnChoice(standing) || standing.unsubscribedAt !== undefined;
    return isKnown ? undefined : { unsubscribedAt: wish.at };
  }
  if (!isOwnChoice(standing) && !outlasts(wish, standing)) return undefined;
  const { email: _, ...news } = wish;
  const ownChoice = isOwnChoice(standing) && { unsubscribedAt: standing.at };
  return { by: undefined, note: undefined, ...news, changedAt: now, ...ownChoice };
}

/**
 * What it changes of an address that a reason is taken back: "lifted" where nothing else stands against it, undefined where
 * another reason stands by now.
 */
export function reasonTakenBack(
  { reason, unsubscribedAt }: SuppressedAddress,
  lifted: SuppressionReason,
): "lifted" | Changes | undefined {
  if (reason !== lifted) return isOwnChoice({ reason: lifted }) ? { unsubscribedAt: undefined } : undefined;
  if (unsubscribedAt === undefined) return "lifted";
  const ownChoice = { reason: "unsubscribed", at: unsubscribedAt } as const;
  return { ...ownChoice, unsubscribedAt: undefined, changedAt: undefined, by: undefined, note: undefined };
}

/** How a customer is suppressed who has a suppressed address. */
export function suppressionBy(address: SuppressedAddress): Suppression {
  const { id: suppressionId, reason, at } = address;
  const first: Suppression = { reason, at, suppressionId };
  const ownChoice = ownChoiceBehind(address);
  return (ownChoice && withReason(first, ownChoice)) ?? first;
}

/** That customers unsubscribed themselves, although another reason stands against their address. */
export const ownChoiceBehind = ({ id, unsubscribedAt }: SuppressedAddress): Suppression | undefined =>
  unsubscribedAt === undefined ? undefined : { reason: "unsubscribed", at: unsubscribedAt, suppressionId: id };

/** A customer's suppression once a further one came; undefined where that is no news. */
export function withReason(standing: Suppression, news: Suppression): Suppression | undefined {
  const known = ownChoiceOf(standing);
  const ownChoice = known ?? ownChoiceOf(news);
  const isOutlasted = outlasts(news, standing);
  if (!isOutlasted && ownChoice === known) return undefined;
  const { ownChoice: _, ...first } = isOutlasted ? news : standing;
  return ownChoice === undefined || isOwnChoice(first) ? first : { ...first, ownChoice };
}

/** A customer's suppression once one that came with an address is taken back: the very same where they had another. */
export function withoutReason(
  standing: Suppression,
  lifted: SuppressionReason,
  isOfAddress: (one: Suppression) => boolean,
): Suppression | undefined {
  const isLifted = (one: Suppression) => isOwnChoice(one) === isOwnChoice({ reason: lifted }) && isOfAddress(one);
  const { ownChoice, ...first } = standing;
  if (!isLifted(first)) return ownChoice && isLifted(ownChoice) ? first : standing;
  return ownChoice && !isLifted(ownChoice) ? ownChoice : undefined;
}

/**
 * Which reason of two a customer is suppressed for: a bounce is lifted when their address is put right, and what they chose
 * themselves when they say so, so either would be lost behind what goes sooner.
 */
const lastingness: readonly SuppressionReason[] = ["bounced", "unsubscribed", "manual", "complained"];

const outlasts = (one: Reasoned, other: Reasoned): boolean =>
  lastingness.indexOf(one.reason) > lastingness.indexOf(other.reason);

const ownChoiceOf = (suppression: Suppression): Suppression["ownChoice"] =>
  isOwnChoice(suppression) ? suppression : suppression.ownChoice;
