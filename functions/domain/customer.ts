/**
 * A customer is a person the business serves, known by e-mail or by the business's own id. The first identity seen owns the
 * customer's partition, every further one is an alias of it. The customer also holds what keeps them from being mailed twice:
 * reservations (when they were last invited) and the claim of the send under way.
 */
import { normaliseAddress } from "./address.ts";
import type { Suppression } from "./suppression.ts";
import { type Instant, secondsBetween } from "./time.ts";

export interface Customer {
  readonly id: string;
  readonly workspaceId: string;
  /** The business's own id. */
  readonly businessId?: string;
  /** Where surveys are mailed: the address told last. */
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  /** Customer ids that each of this person's identities would own; the first is the customer's own. */
  readonly identities: readonly string[];
  /** Identities that turned out to own a customer of their own. */
  readonly conflicts: readonly string[];
  readonly lastInvited: Reservations;
  readonly claim?: Claim;
  readonly suppressed?: Suppression;
  /** Surveys that they want no more of, and since when. */
  readonly stopped?: Readonly<Record<string, Instant>>;
  readonly createdAt: Instant;
}

/** What an interaction tells about a customer. */
export type CustomerFacts = Partial<Pick<Customer, "businessId" | "email" | "name" | "locale" | "timeZone">>;

export interface Reservations {
  readonly overall?: Reservation;
  readonly bySurvey: Readonly<Record<string, Reservation>>;
}

export interface Reservation {
  readonly at: Instant;
  readonly invitationId: string;
}

/** One try to send one mail of an invitation: taken before SES is called, spent when the invitation has moved on. */
export interface Claim {
  readonly invitationId: string;
  readonly surveyId: string;
  readonly step: number;
  readonly attempt: number;
  /** Tells one taking from another, should the same attempt be claimed twice. */
  readonly runId: string;
  readonly takenAt: Instant;
  readonly leaseEndsAt: Instant;
  /** What the claim's own reservation replaced, for putting back when nothing was sent. */
  readonly previous: { readonly overall?: Reservation; readonly survey?: Reservation };
}

export type Identity = { readonly kind: "id" | "email"; readonly value: string };

/**
 * The identities an interaction names, in the order in which one of them becomes the owner: the address first, so that two
 * reports at once of one address meet in one customer.
 */
export const identitiesOf = (facts: CustomerFacts): Identity[] => [
  ...(facts.email === undefined ? [] : [{ kind: "email", value: facts.email } as const]),
  ...(facts.businessId === undefined ? [] : [{ kind: "id", value: facts.businessId } as const]),
];

export const isExpired = (claim: Claim, now: Instant): boolean => secondsBetween(claim.leaseEndsAt, now) >= 0;

/**
 * Whether an address is told in place of one that bounced. A bounce speaks against the address, which stays suppressed, and no
 * longer against the customer; what they themselves wanted holds for every address.
 */
export const isPutRight = ({ email = "", suppressed }: Customer, facts: CustomerFacts): boolean =>
  suppressed?.reason === "bounced" &&
  facts.email !== undefined &&
  normaliseAddress(facts.email) !== normaliseAddress(email);

/** The customer as they are once the facts have been learned. */
export function withFacts(customer: Customer, facts: CustomerFacts): Customer {
  const { suppressed, ...rest } = { ...customer, ...facts };
  return suppressed && !isPutRight(customer, facts) ? { ...rest, suppressed } : rest;
}

/** The facts that are news: what is told and differs from what is known. */
export const newsAbout = (customer: Customer, facts: CustomerFacts): CustomerFacts =>
  Object.fromEntries(
    Object.entries(facts).filter(
      ([field, value]) => value !== undefined && customer[field as keyof CustomerFacts] !== value,
    ),
  );
