/**
 * What the mail service tells of a mail. Events come doubled, late, in any order and before our own "sent": each proves that
 * the mail was taken, the delivery status only moves forward, and a permanent bounce or complaint ends all mailing.
 */
import { idPattern, splitId } from "../domain/ids.ts";
import { type Invitation, isFurther, moves } from "../domain/invitation.ts";
import type { MailEvent } from "../domain/mail.ts";
import type { Services } from "../domain/ports.ts";

/** Events of one mail seldom meet; whoever loses this often lets the queue bring the event again. */
const maxTries = 5;

export async function recordMailEvent(event: MailEvent, services: Services): Promise<void> {
  const { workspace: workspaceId, invitation: invitationId } = event.tags;
  if (!idPattern.workspace.test(workspaceId) || !idPattern.invitation.test(invitationId)) return;
  await suppressIfTold(event, services);
  await mergeIntoInvitation(event, services);
  // Last: an event proves to the other sends in doubt that events arrive, and its own must not be in doubt any more.
  if (event.type === "send") await services.heartbeat.beat(event.acceptedAt);
}

async function mergeIntoInvitation(event: MailEvent, services: Services): Promise<void> {
  const { workspace: workspaceId, invitation: invitationId } = event.tags;
  for (let tries = 0; tries < maxTries; tries++) {
    const invitation = await services.invitations.find(workspaceId, invitationId, { consistent: tries > 0 });
    if (!invitation) return;
    if (await merge(invitation, event, services)) return;
  }
  throw new Error("The invitation kept changing while a mail event was merged.");
}

/** The address that was mailed, which the customer may have changed since. */
async function suppressIfTold(event: MailEvent, { workspaces, suppressions }: Services): Promise<void> {
  const { suppress: reason, at, tags, recipient: email } = event;
  if (!reason || email === undefined) return;
  const workspace = await workspaces.get(tags.workspace);
  const { customerId } = splitId(tags.invitation);
  await suppressions.suppress(workspace, [{ email, reason, at, customerId }]);
}

/** False when the invitation has changed since it was read. */
async function merge(invitation: Invitation, event: MailEvent, services: Services): Promise<boolean> {
  const { invitations, clock, metrics, log } = services;
  const isThisStep = event.tags.step === invitation.step;
  const isNews = (moves.send.from as readonly string[]).includes(invitation.status);
  if (isThisStep && isNews) {
    const { messageId, acceptedAt } = event;
    if (!(await invitations.move(invitation, "send", clock.now(), { sentAt: acceptedAt, messageId }))) return false;
  }
  if (event.type === "send") {
    const isDouble = isThisStep && invitation.status === "sent" && invitation.messageId !== event.messageId;
    if (isDouble) {
      metrics.count("DoubleSends");
      log.error("a mail was sent twice", { workspaceId: invitation.workspaceId, invitationId: invitation.id });
    }
    return true;
  }
  if (!isFurther(event.type, invitation.delivery?.status)) return true;
  return invitations.recordDelivery(invitation, { status: event.type, at: event.at });
}
