import { AppError } from "../../domain/errors.ts";
import { idPattern, responseIdOf } from "../../domain/ids.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { InteractionStory, viewStory } from "./interaction-view.ts";

export const getInteraction = endpoint(
  {
    route: routes.getInteraction,
    summary: "Tells an interaction's whole story: outcome, the invitation's life, the response, and all of it by time.",
    returns: { 200: InteractionStory },
  },
  async ({ caller: { workspaceId }, params: { id } }, { interactions, invitations, responses, quarantine }) => {
    const interaction = idPattern.interaction.test(id) ? await interactions.find(workspaceId, id) : undefined;
    if (!interaction) throw new AppError("not_found", "There is no such interaction.");
    const { outcome } = interaction;
    const invitationId = outcome.outcome === "invited" ? outcome.invitation.id : undefined;
    const [invitation, response, quarantined] = await Promise.all([
      invitationId === undefined ? undefined : invitations.find(workspaceId, invitationId),
      invitationId === undefined ? undefined : responses.find(workspaceId, responseIdOf(invitationId)),
      invitationId === undefined ? [] : quarantine.ofInvitation(workspaceId, invitationId),
    ]);
    return { status: 200, body: viewStory({ interaction, invitation, response, quarantined }) };
  },
);
