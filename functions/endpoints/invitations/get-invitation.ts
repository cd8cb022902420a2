import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { InvitationView, viewInvitation } from "./invitation-view.ts";

export const getInvitation = endpoint(
  {
    route: routes.getInvitation,
    summary: "Shows one invitation: where it stands, what became of its mail, and every move with its reason.",
    returns: { 200: InvitationView },
  },
  async ({ caller: { workspaceId }, params: { id } }, { invitations }) => {
    const invitation = idPattern.invitation.test(id) ? await invitations.find(workspaceId, id) : undefined;
    if (!invitation) throw new AppError("not_found", "There is no such invitation.");
    return { status: 200, body: viewInvitation(invitation) };
  },
);
