import * as z from "zod/mini";
import { invalid } from "../../domain/errors.ts";
import { type Interaction, notInvitedReasons } from "../../domain/interaction.ts";
import type { Services } from "../../domain/ports.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { acceptInteraction } from "./accept-interaction.ts";
import { InteractionReport, isTooFarAhead, toReport } from "./interaction-report.ts";

export const InteractionOutcome = z.discriminatedUnion("outcome", [
  z.object({
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
  }),
  z.object({
    id: z.string(),
    outcome: z.literal("not_invited"),
    reason: z.enum(notInvitedReasons),
    until: z.optional(z.iso.datetime()),
  }),
]);

export const recordInteraction = endpoint(
  {
    route: routes.recordInteraction,
    summary: "Records an interaction, and invites the customer to a survey when one applies and it is fair to ask.",
    body: InteractionReport,
    returns: {
      202: InteractionOutcome.check(z.describe("Accepted")),
      200: InteractionOutcome.check(z.describe("Accepted before; the first result")),
    },
  },
  async ({ caller, body, idempotencyKey }, services) => {
    const now = services.clock.now();
    const report = toReport(body, now, caller.mode === "test");
    if (isTooFarAhead(report.interaction.occurredAt, now)) {
      throw invalid("occurredAt", "is more than five minutes ahead");
    }
    const { interaction, isNew } = await acceptInteraction(caller.workspace, report, idempotencyKey, services);
    return { status: isNew ? 202 : 200, body: await viewOutcome(interaction, services) };
  },
);

/** The link is told only to whoever is to hand it over. */
async function viewOutcome(
  { id, workspaceId, outcome }: Interaction,
  { links }: Services,
): Promise<z.input<typeof InteractionOutcome>> {
  if (outcome.outcome === "not_invited" || outcome.invitation.via !== "link") return { id, ...outcome };
  const url = await links.url("survey", { workspaceId, id: outcome.invitation.id });
  return { id, ...outcome, invitation: { ...outcome.invitation, url } };
}
