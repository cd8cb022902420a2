/** Answers: those that count, those in quarantine, and who decided what of them. */
import type { AuditEntry } from "../audit-entry.ts";
import type { Slot } from "../calendar.ts";
import type { DecisionKind, QuarantinedAnswer } from "../quarantine.ts";
import type { Decision, Response, ResponseRecord } from "../response.ts";
import type { Consistency, ListQuery, Page } from "./lists.ts";

export interface ResponseStore {
  /** The response, if there is one that counts. */
  find(workspaceId: string, id: string, options?: Consistency): Promise<Response | undefined>;
  /** What is kept of the answers to an invitation, even when none of them counts. */
  findRecord(workspaceId: string, id: string, options?: Consistency): Promise<ResponseRecord | undefined>;
  add(record: ResponseRecord): Promise<ResponseRecord>;
  /** Saves the next revision; false when somebody else did meanwhile. */
  save(record: ResponseRecord): Promise<boolean>;
  list(query: ListQuery): Promise<Page<Response>>;
  /** Counted and quarantined answers in one list. */
  listAll(query: ListQuery): Promise<Page<Response | QuarantinedAnswer>>;
  /** The responses first counted in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<Response[]>;
}

export interface QuarantineStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<QuarantinedAnswer | undefined>;
  /** Every one of an invitation, in the order in which they went into quarantine. */
  ofInvitation(workspaceId: string, invitationId: string, options?: Consistency): Promise<QuarantinedAnswer[]>;
  add(answer: QuarantinedAnswer): Promise<QuarantinedAnswer>;
  /** Writes down a decision on what was read. Undefined when another has been made since. */
  decide(answer: QuarantinedAnswer, kind: DecisionKind, decision: Decision): Promise<QuarantinedAnswer | undefined>;
  /** What has not been released, by when it was given. */
  list(query: ListQuery): Promise<Page<QuarantinedAnswer>>;
}

export interface AuditLog {
  /** The same entry twice is one. */
  add(entry: AuditEntry): Promise<void>;
  list(query: ListQuery): Promise<Page<AuditEntry>>;
}
