/** Whole things of the domain from the little that a test cares about. */
import type { Customer } from "../../functions/domain/customer.ts";
import type { Interaction } from "../../functions/domain/interaction.ts";
import type { Invitation } from "../../functions/domain/invitation.ts";
import type { QuarantinedAnswer } from "../../functions/domain/quarantine.ts";
import type { Response } from "../../functions/domain/response.ts";
import { type Survey, surveyDefaults } from "../../functions/domain/survey.ts";
import { type Workspace, workspaceDefaults } from "../../functions/domain/workspace.ts";

/** The moment at which everything is made unless a test says otherwise. */
export const madeAt = "2026-11-22T09:30:00.000Z";

export const workspaceId = "ws_00000000001";
export const surveyId = "srv_00000000001";
export const customerId = `cus_${"1".repeat(22)}`;
export const invitationId = `inv_${"1".repeat(22)}${"2".repeat(22)}`;
export const otherInvitationId = `inv_${"1".repeat(22)}${"3".repeat(22)}`;

export const aWorkspace = (told: Partial<Workspace> = {}): Workspace => ({
  ...workspaceDefaults,
  id: workspaceId,
  name: "Juniper Home",
  salt: "salt",
  createdAt: madeAt,
  ...told,
});

export const aSurvey = (told: Partial<Survey> = {}): Survey => ({
  ...surveyDefaults,
  id: surveyId,
  workspaceId,
  version: 1,
  status: "active",
  name: "After support",
  kind: "nps",
  createdAt: madeAt,
  changedAt: madeAt,
  ...told,
});

export const aCustomer = (told: Partial<Customer> = {}): Customer => ({
  id: customerId,
  workspaceId,
  email: "jo@example.com",
  identities: [customerId],
  conflicts: [],
  lastInvited: { bySurvey: {} },
  createdAt: madeAt,
  ...told,
});

export const aResponse = (told: Partial<Response> = {}): Response => ({
  id: invitationId.replace("inv_", "rsp_"),
  workspaceId,
  customerId,
  invitationId,
  interactionId: invitationId.replace("inv_", "int_"),
  surveyId,
  surveyVersion: 1,
  segments: {},
  test: false,
  score: 9,
  countedAt: madeAt,
  changedAt: madeAt,
  editableUntil: "2026-11-29T09:30:00.000Z",
  revision: 1,
  edits: [],
  ...told,
});

/** One that was invited. */
export const anInteraction = (told: Partial<Interaction> = {}): Interaction => ({
  id: invitationId.replace("inv_", "int_"),
  workspaceId,
  customerId,
  type: "ticket.solved",
  occurredAt: madeAt,
  receivedAt: madeAt,
  test: false,
  outcome: { outcome: "invited", invitation: { id: invitationId, surveyId, dueAt: madeAt } },
  ...told,
});

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

export const aQuarantinedAnswer = (told: Partial<QuarantinedAnswer> = {}): QuarantinedAnswer => ({
  id: `${invitationId.replace("inv_", "qua_")}01`,
  number: 1,
  workspaceId,
  customerId,
  invitationId,
  interactionId: invitationId.replace("inv_", "int_"),
  surveyId,
  surveyVersion: 1,
  segments: {},
  test: false,
  score: 3,
  givenAt: madeAt,
  verdict: "quarantined",
  signals: ["burst"],
  verdictVersion: 2,
  ...told,
});
