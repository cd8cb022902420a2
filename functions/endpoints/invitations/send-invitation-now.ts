import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import { isSentNow, sentNowChanges, whatBecameOf } from "../../domain/intervention.ts";
import type { Invitation } from "../../domain/invitation.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { callersInvitation, changeUntilDone, noteIntervention } from "./callers-invitation.ts";
import { InvitationView, viewInvitation } from "./invitation-view.ts";

export const sendInvitationNow = endpoint(
  {
    route: routes.sendInvitationNow,
    summary:
      "Sends a scheduled invitation now: its delay, quiet hours and weekdays are waived; suppression, throttle, daily cap and expiry are not. Harmless twice.",
    refuses: { 409: "It is not waiting to be sent." },
    returns: { 202: InvitationView.check(z.describe("The mail leaves with the next run of the dispatcher")) },
  },
  async ({ caller, params: { id } }, services) => {
    const { invitations, clock } = services;
    const next = (standing: Invitation) => {
      const now = clock.now();
      if (standing.status !== "scheduled" || isSentNow(standing, now)) return undefined;
      return invitations.postpone(standing, now, sentNowChanges(now));
    };
    const invitation = await changeUntilDone(await callersInvitation(id, caller, services), next, services);
    if (invitation.status !== "scheduled") throw new AppError("conflict", whatBecameOf(invitation));
    await noteIntervention(invitation, "send_now", caller, services);
    return { status: 202, body: viewInvitation(invitation) };
  },
);
