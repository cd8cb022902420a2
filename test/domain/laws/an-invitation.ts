import type { Invitation } from "../../../functions/domain/invitation.ts";
import { customerId, invitationId, madeAt, surveyId, workspaceId } from "../builders.ts";

/** Due the moment it was made. */
export const anInvitation = (told: Partial<Invitation> = {}): Invitation => ({
  id: invitationId,
  workspaceId,
  customerId,
  interactionId: invitationId.replace("inv_", "int_"),
  surveyId,
  surveyVersion: 1,
  status: "scheduled",
  step: 0,
  attempt: 1,
  dueAt: madeAt,
  openUntil: "2026-12-22T09:30:00.000Z",
  segments: {},
  test: false,
  createdAt: madeAt,
  begunAt: madeAt,
  history: [{ status: "scheduled", at: madeAt }],
  ...told,
});
