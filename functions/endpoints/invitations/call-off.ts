/**
 * Calling an invitation off: the first mail is not sent, or no reminder any more. The invitation is written first and the
 * customer read after it, so that of a mail that is leaving either the dispatcher or the caller learns in time.
 */
import type { Caller } from "../../domain/api-key.ts";
import { callingOff, isAhead, isCalledOff, isLeaving } from "../../domain/intervention.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import { changeUntilDone, noteIntervention } from "./callers-invitation.ts";

export interface CalledOff {
  /** As it stands, which is not called off where nothing was ahead. */
  readonly invitation: Invitation;
  readonly isDone: boolean;
  /** A mail of it is being sent all the same. */
  readonly isLeaving: boolean;
}

export async function callOff(begun: Invitation, caller: Caller, services: Services): Promise<CalledOff> {
  const { invitations, customers, clock } = services;
  const next = (standing: Invitation) => {
    if (isCalledOff(standing) || !isAhead(standing)) return undefined;
    const [move, changes] = callingOff(standing);
    return invitations.move(standing, move, clock.now(), changes);
  };
  const invitation = await changeUntilDone(begun, next, services);
  if (!isCalledOff(invitation)) return { invitation, isDone: false, isLeaving: false };
  await noteIntervention(invitation, "cancel", caller, services);
  const customer = await customers.find(invitation.workspaceId, invitation.customerId, { consistent: true });
  return { invitation, isDone: true, isLeaving: isLeaving(invitation, customer?.claim, clock.now()) };
}
