/** Customers, when they moved, and who is not to be mailed. */
import type { Slot } from "../calendar.ts";
import type { Claim, Customer, CustomerFacts, Reservation } from "../customer.ts";
import type { CustomerMove } from "../customer-move.ts";
import type { SuppressedAddress, SuppressionWish } from "../suppression.ts";
import type { Instant } from "../time.ts";
import type { Workspace } from "../workspace.ts";
import type { Journey, JourneyQuery } from "./interactions.ts";
import type { Consistency, ListQuery, Page } from "./lists.ts";

export interface CustomerStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<Customer | undefined>;
  /** The customer with their interactions, newest first, and all that became of them. A page may be short. */
  findJourney(query: JourneyQuery): Promise<Journey | undefined>;
  /** The customer an identity is an alias of. */
  findAlias(workspaceId: string, identityId: string, options?: Consistency): Promise<string | undefined>;
  add(customer: Customer): Promise<Customer>;
  /** Answers the owner of the alias, which is another if it was taken. */
  addAlias(workspaceId: string, identityId: string, customerId: string): Promise<string>;
  /** Writes facts and newly met identities; another address than the one that bounced lifts the bounce. */
  learn(
    customer: Customer,
    news: CustomerFacts,
    identities: readonly string[],
    conflicts: readonly string[],
  ): Promise<Customer>;
  /**
   * Takes the claim and reserves the throttle in one write, on the condition that what was decided upon still holds.
   * False when anything has changed since `customer` was read.
   */
  claim(customer: Customer, claim: Claim, reserve: boolean): Promise<boolean>;
  /**
   * Reserves the throttle for a link that the business hands over. False when anything has changed that was decided upon since
   * `customer` was read.
   */
  reserve(customer: Customer, surveyId: string, reservation: Reservation): Promise<boolean>;
  /** Gives the claim back and restores what it had reserved; harmless when it is no longer held. */
  release(customer: Customer, claim: Claim): Promise<void>;
  /** Ends the mailing of one survey to the customer; the first time stands. */
  stopSurvey(workspaceId: string, id: string, surveyId: string, at: Instant): Promise<void>;
  /** Takes that back. */
  resumeSurvey(customer: Customer, surveyId: string): Promise<void>;
}

type Salted = Pick<Workspace, "id" | "salt">;

/** What came of the wish to suppress an address. */
export interface WrittenSuppression {
  readonly suppression: SuppressedAddress;
  readonly isNew: boolean;
  /** When that changed what stood before. */
  readonly changedAt?: Instant;
}

/** Addresses that are never to be mailed, and the customers who are not because of one. */
export interface SuppressionStore {
  find(workspaceId: string, id: string): Promise<SuppressedAddress | undefined>;
  /** What an address is not mailed for: its own suppression, or the one that the customer came with who has it now. */
  findByAddress(workspace: Salted, address: string): Promise<SuppressedAddress | undefined>;
  /**
   * Those of the address that a customer has now and of the one that their own suppression came with; that itself, where the
   * address does not say it.
   */
  ofCustomer(workspace: Salted, customer: Customer): Promise<SuppressedAddress[]>;
  /** Whether the address is suppressed for the workspace, whichever customer has it. */
  isSuppressed(workspace: Salted, address: string, options?: Consistency): Promise<boolean>;
  /**
   * Ends all mailing of addresses and of the customers who have them now, a claim of theirs under way included. Answers what
   * stands, in the order of the wishes.
   */
  suppress(workspace: Salted, wishes: readonly SuppressionWish[]): Promise<WrittenSuppression[]>;
  /** Ends all mailing of a customer, by their own choice, and of the address they have now. */
  unsubscribe(workspace: Salted, customerId: string, at: Instant): Promise<void>;
  /**
   * Takes a suppression back, of the address and of the customers who have it; false when it has changed meanwhile. What they
   * chose themselves stands again where another reason is taken back.
   */
  lift(workspace: Salted, suppression: SuppressedAddress): Promise<boolean>;
  /** By when they were written down. */
  list(query: ListQuery): Promise<Page<SuppressedAddress>>;
}

/** Moves of customers, which do not expire: from the last one it is known whether a customer is active. */
export interface CustomerMoveStore {
  /** All of a customer, in order, read consistently. */
  ofCustomer(workspaceId: string, customerId: string): Promise<CustomerMove[]>;
  save(move: CustomerMove): Promise<void>;
  remove(move: CustomerMove): Promise<void>;
  list(query: ListQuery): Promise<Page<CustomerMove>>;
  /** Those of the list in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<CustomerMove[]>;
}
