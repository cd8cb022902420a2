/** Interactions, the issues they belong to, and the journeys they make. */
import type { Slot } from "../calendar.ts";
import type { Customer } from "../customer.ts";
import type { Interaction } from "../interaction.ts";
import type { Issue, SolvedIssue } from "../issue.ts";
import type { InteractionRecords } from "../story.ts";
import type { Instant } from "../time.ts";
import type { Consistency, ListQuery, Page } from "./lists.ts";

export interface InteractionStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<Interaction | undefined>;
  /** The commit. Answers the interaction that stands, which is another when it was there already. */
  /** It is kept as long as its invitation, which is told by until when that one's link is open. */
  add(interaction: Interaction, openUntil?: Instant): Promise<Interaction>;
  list(query: InteractionQuery): Promise<Page<Interaction>>;
  /** Those that occurred in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<Interaction[]>;
  /** Those by which a customer comes or goes, read consistently. */
  lifecycleOf(workspaceId: string, customerId: string): Promise<Interaction[]>;
}

export interface IssueStore {
  /** Read consistently. */
  find(workspaceId: string, id: string): Promise<Issue | undefined>;
  /** Saves the next revision, the first where there is none; false when somebody else did meanwhile. */
  save(issue: Issue): Promise<boolean>;
  /** Solved ones that count, by when they were first solved. */
  list(query: ListQuery): Promise<Page<SolvedIssue>>;
  /** Those of the list in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<SolvedIssue[]>;
}

export interface InteractionQuery extends ListQuery {
  /** Whose they are; default everybody's. */
  readonly customerId?: string;
}

export interface JourneyQuery {
  readonly workspaceId: string;
  readonly customerId: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Journey extends Page<InteractionRecords> {
  readonly customer: Customer;
}
