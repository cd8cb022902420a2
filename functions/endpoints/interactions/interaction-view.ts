/** An interaction as the API shows it, alone and with its whole story. */
import * as z from "zod";
import type { Interaction } from "../../domain/interaction.ts";
import { notInvitedReasons } from "../../domain/interaction.ts";
import { deliveryStatuses, type Invitation, invitationStatuses } from "../../domain/invitation.ts";
import type { Response } from "../../domain/response.ts";
import { ResponseView, viewResponse } from "../responses/response-view.ts";

const time = z.iso.datetime();

export const InteractionView = z.object({
  id: z.string(),
  externalId: z.string().optional().describe("The business's own id"),
  customerId: z.string(),
  type: z.string(),
  occurredAt: time,
  receivedAt: time,
  channel: z.string().optional(),
  journeyStage: z.string().optional(),
  agent: z.object({ id: z.string(), name: z.string().optional() }).optional(),
  product: z.string().optional(),
  issueId: z.string().optional(),
  handleTimeSeconds: z.number().optional(),
  resolvedOnFirstContact: z.boolean().optional(),
  amount: z.object({ value: z.string(), currency: z.string() }).optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  test: z.boolean(),
  outcome: z.enum(["invited", "not_invited"]),
  reason: z.enum(notInvitedReasons).optional(),
  until: time.optional(),
  invitation: z.object({ id: z.string(), surveyId: z.string(), dueAt: time }).optional(),
});

export const InvitationView = z.object({
  id: z.string(),
  surveyId: z.string(),
  surveyVersion: z.int(),
  status: z.enum(invitationStatuses),
  reason: z.string().optional(),
  until: time.optional(),
  dueAt: time,
  sentAt: time.optional(),
  expiresAt: time.describe("The link takes no answer after this"),
  messageId: z.string().optional(),
  delivery: z.object({ status: z.enum(deliveryStatuses), at: time }).optional(),
  history: z.array(z.object({ status: z.enum(invitationStatuses), at: time, reason: z.string().optional() })),
});

export const InteractionStory = InteractionView.extend({
  invitations: z.array(InvitationView),
  response: ResponseView.optional(),
});

export function viewInteraction(interaction: Interaction): z.input<typeof InteractionView> {
  const { businessId, workspaceId: _, outcome, ...facts } = interaction;
  return { ...facts, ...(businessId !== undefined && { externalId: businessId }), ...outcome };
}

export function viewInvitation(invitation: Invitation): z.input<typeof InvitationView> {
  const { id, surveyId, surveyVersion, status, reason, until, dueAt, sentAt, openUntil, messageId, delivery, history } =
    invitation;
  return {
    id,
    surveyId,
    surveyVersion,
    status,
    reason,
    until,
    dueAt,
    sentAt,
    expiresAt: openUntil,
    messageId,
    delivery,
    history: [...history],
  };
}

export const viewStory = (
  interaction: Interaction,
  invitation: Invitation | undefined,
  response: Response | undefined,
): z.input<typeof InteractionStory> => ({
  ...viewInteraction(interaction),
  invitations: invitation ? [viewInvitation(invitation)] : [],
  ...(response && { response: viewResponse(response) }),
});
