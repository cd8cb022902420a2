/** What became of an interaction, as whoever reported it is told. */
import * as z from "zod/mini";
import { type Interaction, notInvitedReasons } from "../../domain/interaction.ts";
import type { Services } from "../../domain/ports/services.ts";

export const Invited = z.object({
  id: z.string(),
  outcome: z.literal("invited"),
  invitation: z.object({
    id: z.string(),
    surveyId: z.string(),
    dueAt: z.iso.datetime(),
    via: z.optional(z.literal("link")),
    reason: z
      .optional(z.string())
      .check(z.describe("Why it waits until `dueAt`, where it was deferred: throttled, quiet_hours or weekend")),
    url: z
      .optional(z.url())
      .check(z.describe('Of the survey, where `via` is "link": whoever has it answers for the customer')),
  }),
});

export const NotInvited = z.object({
  id: z.string(),
  outcome: z.literal("not_invited"),
  reason: z.enum(notInvitedReasons),
  until: z.optional(z.iso.datetime()),
});

export const InteractionOutcome = z.discriminatedUnion("outcome", [Invited, NotInvited]);

/** The link is told only to whoever is to hand it over. */
export async function viewOutcome(
  { id, workspaceId, outcome }: Interaction,
  { links }: Services,
): Promise<z.input<typeof InteractionOutcome>> {
  if (outcome.outcome === "not_invited" || outcome.invitation.via !== "link") return { id, ...outcome };
  const url = await links.url("survey", { workspaceId, id: outcome.invitation.id });
  return { id, ...outcome, invitation: { ...outcome.invitation, url } };
}
