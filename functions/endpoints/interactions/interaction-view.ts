/** An interaction as the API shows it, alone and with its whole story. */
import * as z from "zod/mini";
import type { Interaction } from "../../domain/interaction.ts";
import { notInvitedReasons } from "../../domain/interaction.ts";
import { type InteractionRecords, storyOf } from "../../domain/story.ts";
import { InvitationView, viewInvitation } from "../invitations/invitation-view.ts";
import { ResponseView, viewQuarantined, viewResponse } from "../responses/response-view.ts";
import { Timeline, viewTimeline } from "../timeline.ts";

const time = z.iso.datetime();

export const InteractionView = z.object({
  id: z.string(),
  externalId: z.optional(z.string()).check(z.describe("The business's own id")),
  customerId: z.string(),
  type: z.string(),
  occurredAt: time,
  receivedAt: time,
  channel: z.optional(z.string()),
  journeyStage: z.optional(z.string()),
  variant: z.optional(z.string()),
  agent: z.optional(z.object({ id: z.string(), name: z.optional(z.string()) })),
  product: z.optional(z.string()),
  issueId: z.optional(z.string()),
  handleTimeSeconds: z.optional(z.number()),
  resolvedOnFirstContact: z.optional(z.boolean()),
  amount: z.optional(z.object({ value: z.string(), currency: z.string() })),
  attributes: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  test: z.boolean(),
  outcome: z.enum(["invited", "not_invited"]),
  reason: z.optional(z.enum(notInvitedReasons)),
  until: z.optional(time),
  invitation: z.optional(
    z.object({
      id: z.string(),
      surveyId: z.string(),
      dueAt: time,
      via: z.optional(z.literal("link")),
      reason: z.optional(z.string()),
    }),
  ),
});

/** As CSV. */
export const interactionColumns = [
  "id",
  "externalId",
  "customerId",
  "type",
  "occurredAt",
  "receivedAt",
  "channel",
  "journeyStage",
  "variant",
  "agent.id",
  "agent.name",
  "product",
  "issueId",
  "handleTimeSeconds",
  "resolvedOnFirstContact",
  "amount.value",
  "amount.currency",
  "attributes",
  "test",
  "outcome",
  "reason",
  "until",
  "invitation.id",
  "invitation.surveyId",
  "invitation.dueAt",
  "invitation.via",
  "invitation.reason",
] as const;

export const InteractionWithAnswer = z.extend(InteractionView, {
  invitations: z.array(InvitationView),
  response: z.optional(ResponseView),
});

export const InteractionStory = z.extend(InteractionWithAnswer, {
  timeline: Timeline,
  quarantined: z
    .optional(z.array(ResponseView))
    .check(z.describe("Answers that went into quarantine, whatever was decided on them; left out when there are none")),
});

export function viewInteraction(interaction: Interaction): z.input<typeof InteractionView> {
  const { businessId, workspaceId: _, surveyVersion: __, locale: ___, outcome, ...facts } = interaction;
  return { ...facts, ...(businessId !== undefined && { externalId: businessId }), ...outcome };
}

/** With the response as `viewAnswer` shows it. */
export const viewWithAnswer = (
  { interaction, invitation, response }: InteractionRecords,
  viewAnswer: typeof viewResponse,
): z.input<typeof InteractionWithAnswer> => ({
  ...viewInteraction(interaction),
  invitations: invitation ? [viewInvitation(invitation)] : [],
  ...(response && { response: viewAnswer(response) }),
});

export const viewStory = (records: InteractionRecords): z.input<typeof InteractionStory> => ({
  ...viewWithAnswer(records, viewResponse),
  timeline: viewTimeline(storyOf(records)),
  ...(records.quarantined.length > 0 && { quarantined: records.quarantined.map(viewQuarantined) }),
});
