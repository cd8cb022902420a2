/**
 * A response is what a customer answered to one invitation. There is at most one; it counts on the day it was first given,
 * and may be edited within the survey's edit window: an edit changes the score, never the day.
 */
import type { Segments } from "./segment.ts";
import { addSeconds, type Instant } from "./time.ts";

export interface Answer {
  readonly score: number;
  readonly comment?: string;
}

export interface Response extends Answer {
  readonly id: string;
  readonly workspaceId: string;
  readonly customerId: string;
  readonly invitationId: string;
  readonly interactionId: string;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly segments: Segments;
  readonly test: boolean;
  /** When it was first counted: this decides its day. */
  readonly countedAt: Instant;
  readonly changedAt: Instant;
  /** No edits after this. */
  readonly editableUntil: Instant;
  /** How often it was written; what concurrent edits are told apart by. */
  readonly revision: number;
  /** Earlier answers, oldest first; only the latest few are kept. */
  readonly edits: readonly (Answer & { readonly at: Instant })[];
}

export const maxCommentLength = 4000;
const keptEdits = 20;

export const editableUntil = (countedAt: Instant, editWindowHours: number): Instant =>
  addSeconds(countedAt, editWindowHours * 3600);

export const isEditable = (response: Response, now: Instant): boolean => now <= response.editableUntil;

/** The response after its customer changed their mind. */
export function editResponse(response: Response, answer: Answer, now: Instant): Response {
  const { score, comment, ...kept } = response;
  const before = { score, ...(comment !== undefined && { comment }), at: response.changedAt };
  return {
    ...kept,
    ...answer,
    changedAt: now,
    revision: response.revision + 1,
    edits: [...response.edits, before].slice(-keptEdits),
  };
}
