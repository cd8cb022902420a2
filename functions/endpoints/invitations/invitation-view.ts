/** An invitation as the API shows it: alone, and in its interaction's story. */
import * as z from "zod/mini";
import { deliveryStatuses, type Invitation, invitationStatuses } from "../../domain/invitation.ts";

const time = z.iso.datetime();

export const InvitationView = z.object({
  id: z.string(),
  interactionId: z.string().check(z.describe("Of the interaction that it asks about")),
  surveyId: z.string(),
  surveyVersion: z.int(),
  status: z.enum(invitationStatuses),
  via: z.optional(z.literal("link")),
  reason: z.optional(z.string()),
  until: z.optional(time),
  dueAt: time.check(z.describe("When to act next, or when it was acted on last")),
  remindersSent: z.int(),
  sentAt: z.optional(time),
  expiresAt: time.check(z.describe("The link takes no answer after this")),
  messageId: z.optional(z.string()),
  delivery: z.optional(z.object({ status: z.enum(deliveryStatuses), at: time })),
  history: z.array(
    z.object({
      status: z.enum(invitationStatuses),
      at: time,
      reason: z.optional(z.string()),
      until: z.optional(time),
      reminder: z.optional(z.int()).check(z.describe("The reminder that this is about, from 1")),
    }),
  ),
});

export function viewInvitation(invitation: Invitation): z.input<typeof InvitationView> {
  const {
    id,
    interactionId,
    surveyId,
    surveyVersion,
    status,
    via,
    reason,
    until,
    dueAt,
    sentAt,
    openUntil,
    messageId,
    delivery,
  } = invitation;
  return {
    id,
    interactionId,
    surveyId,
    surveyVersion,
    status,
    via,
    reason,
    until,
    dueAt,
    remindersSent: invitation.step,
    sentAt,
    expiresAt: openUntil,
    messageId,
    delivery,
    history: [...invitation.history],
  };
}
