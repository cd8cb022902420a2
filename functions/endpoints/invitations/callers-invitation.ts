/** The invitation that a caller names, and what was done with it. */
import type { Caller } from "../../domain/api-key.ts";
import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import { doneAt, type Intervention } from "../../domain/intervention.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";

/** As it stands now, read consistently. Throws not_found, and forbidden where a test key names what is no test. */
export async function callersInvitation(
  id: string,
  { workspaceId, mode }: Caller,
  { invitations }: Pick<Services, "invitations">,
): Promise<Invitation> {
  const known = idPattern.invitation.test(id);
  const invitation = known ? await invitations.find(workspaceId, id, { consistent: true }) : undefined;
  if (!invitation) throw new AppError("not_found", "There is no such invitation.");
  if (mode === "test" && !invitation.test) throw new AppError("forbidden", "A test key acts on test invitations only.");
  return invitation;
}

/** Each try lets somebody else's change through, of which an invitation sees few. */
const maxTries = 20;

/**
 * Changes an invitation until it stands as wanted, or cannot be changed any more: `next` answers undefined for one that is
 * left as it is, else makes the change, which may come to nothing when somebody else was faster.
 */
export async function changeUntilDone(
  invitation: Invitation,
  next: (standing: Invitation) => Promise<unknown> | undefined,
  { invitations }: Pick<Services, "invitations">,
): Promise<Invitation> {
  let standing = invitation;
  for (let tries = 0; tries < maxTries; tries++) {
    const change = next(standing);
    if (!change) return standing;
    await change;
    const { workspaceId, id } = standing;
    standing = (await invitations.find(workspaceId, id, { consistent: true })) ?? standing;
  }
  throw new AppError("unavailable", "The invitation is being changed from several places at once. Try again.");
}

/** At the time in the invitation's history, so that a call which was cut off is made good by its repetition. */
export async function noteIntervention(
  invitation: Invitation,
  what: Intervention,
  { keyId }: Caller,
  { auditLog, clock }: Pick<Services, "auditLog" | "clock">,
): Promise<void> {
  const { workspaceId, id } = invitation;
  const at = doneAt(invitation, what) ?? clock.now();
  await auditLog.add({ workspaceId, at, by: keyId, what, subject: id });
}
