/** Brings a mail event into its invitation: the move that it proves, then what it tells. Writes nothing when all is known. */
import type { Invitation } from "../domain/invitation.ts";
import type { MailEvent } from "../domain/mail.ts";
import { doubleSendsOf, feedbackOf, isAhead, provenMove } from "../domain/mail-feedback.ts";
import type { Services } from "../domain/ports/services.ts";

/** Events of one mail seldom meet; whoever loses this often lets the queue bring the event again. */
const maxTries = 5;

/** Answers the invitation as it stands then; undefined where there is none. */
export async function mergeMailEvent(
  event: MailEvent,
  services: Services,
  identity?: string,
): Promise<Invitation | undefined> {
  const { invitations, clock } = services;
  const { workspace: workspaceId, invitation: invitationId } = event.tags;
  for (let tries = 0; tries < maxTries; tries++) {
    const isSure = tries > 0;
    const invitation = await invitations.find(workspaceId, invitationId, { consistent: isSure });
    if (!invitation && isSure) return undefined;
    if (!invitation || (isAhead(invitation, event) && !isSure)) continue;
    const proven = provenMove(invitation, event);
    if (proven) {
      const [move, changes] = proven;
      await invitations.move(invitation, move, clock.now(), changes);
      continue;
    }
    const feedback = feedbackOf(invitation, event, identity);
    if (Object.keys(feedback).length === 0) return invitation;
    if (!(await invitations.recordFeedback(invitation, feedback))) continue;
    const merged = { ...invitation, ...feedback };
    if (doubleSendsOf(merged) > doubleSendsOf(invitation)) reportDouble(event, services);
    return merged;
  }
  throw new Error("The invitation kept changing while a mail event was merged.");
}

function reportDouble({ tags }: MailEvent, { metrics, log }: Services): void {
  const { workspace: workspaceId, invitation: invitationId, step, attempt } = tags;
  metrics.count("DoubleSends");
  log.error("a mail was sent twice", { workspaceId, invitationId, step, attempt });
}
