import { AppError } from "../../domain/errors.ts";
import { whatBecameOf } from "../../domain/intervention.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { callOff } from "./call-off.ts";
import { callersInvitation } from "./callers-invitation.ts";
import { InvitationView, viewInvitation } from "./invitation-view.ts";

export const cancelInvitation = endpoint(
  {
    route: routes.cancelInvitation,
    summary:
      "Cancels what is still ahead of an invitation: its mail, or its reminders, whereupon the link stays open. Harmless twice.",
    refuses: { 409: "Nothing of it is ahead any more, or a mail of it is being sent right now." },
    returns: { 200: InvitationView },
  },
  async ({ caller, params: { id } }, services) => {
    const { invitation, isDone, isLeaving } = await callOff(
      await callersInvitation(id, caller, services),
      caller,
      services,
    );
    if (!isDone) throw new AppError("conflict", whatBecameOf(invitation));
    if (isLeaving) throw new AppError("conflict", alreadySending);
    return { status: 200, body: viewInvitation(invitation) };
  },
);

const alreadySending =
  "already_sending: a mail of this invitation is being sent right now, or may have been a moment ago. The cancellation stands, so that nothing follows it.";
