/** Invitations: how each moves, and what is due. */
import type { Slot } from "../calendar.ts";
import type { Invitation, Move, MoveChanges, Postponement } from "../invitation.ts";
import type { Feedback } from "../mail-feedback.ts";
import type { Instant } from "../time.ts";
import type { Consistency, ListQuery, Page } from "./lists.ts";

export interface InvitationStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<Invitation | undefined>;
  /** Every invitation of a customer, read consistently. */
  ofCustomer(workspaceId: string, customerId: string): Promise<Invitation[]>;
  add(invitation: Invitation): Promise<Invitation>;
  /** Settled ones, by when they were sent, or else settled. */
  list(query: ListQuery): Promise<Page<Invitation>>;
  /** Those of the list in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<Invitation[]>;
  /** Ids of what is due in a workspace, longest due first, read as far as they are taken. */
  due(workspaceId: string, now: Instant): AsyncIterable<string>;
  /** Makes a move of the table. False when status, step or attempt are no longer what `invitation` says. */
  move(invitation: Invitation, move: Move, at: Instant, changes?: MoveChanges): Promise<boolean>;
  /** Another acceptance has begun to commit it, so that nobody gives it up by the earlier one; false when it is not scheduled. */
  begin(invitation: Invitation, at: Instant): Promise<boolean>;
  /** Acts at another time; false as for `move`, and when somebody else has set another one meanwhile. */
  postpone(invitation: Invitation, dueAt: Instant, why?: Postponement): Promise<boolean>;
  /** Notes what became of its mails; false when another mail or event was noted since `invitation` was read. */
  recordFeedback(invitation: Invitation, feedback: Feedback): Promise<boolean>;
}
