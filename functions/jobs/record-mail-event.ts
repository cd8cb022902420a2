/**
 * What the mail service tells of a mail: it settles the invitation and leaves evidence there, and bad news ends the mailing of
 * the address, or of the whole workspace. Events come doubled, late and in any order; a repeat finds all of it done, and
 * ends no mailing that was taken up again since.
 */

import { idPattern, splitId } from "../domain/ids.ts";
import type { MailEvent } from "../domain/mail.ts";
import { isMerged } from "../domain/mail-feedback.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Suppression } from "../domain/suppression.ts";
import type { Workspace } from "../domain/workspace.ts";
import { giveUpAddress } from "./give-up-address.ts";
import { mergeMailEvent } from "./merge-mail-event.ts";
import { pauseSending } from "./pause-sending.ts";

export async function recordMailEvent(event: MailEvent, services: Services): Promise<void> {
  const { workspace: workspaceId, invitation: invitationId } = event.tags;
  if (!idPattern.workspace.test(workspaceId) || !idPattern.invitation.test(invitationId)) return;
  if (event.type === "soft_bounced") return recordSoftBounce(event, services);
  if (isFarewell(event)) return recordFarewell(event, services);
  await mergeMailEvent(event, services);
  // Last: an event proves to the other sends in doubt that events arrive, and its own must not be in doubt any more.
  if (event.type === "send") await services.heartbeat.beat(event.acceptedAt);
}

const farewells = ["bounced", "complained", "unsubscribed"] as const satisfies readonly Suppression["reason"][];

/** Nothing may ever be mailed to the address again. */
type Farewell = MailEvent & { readonly type: (typeof farewells)[number] };

const isFarewell = (event: MailEvent): event is Farewell => (farewells as readonly string[]).includes(event.type);

async function recordFarewell(event: Farewell, services: Services): Promise<void> {
  const { type: reason, tags } = event;
  const workspace = await services.workspaces.find(tags.workspace);
  if (!workspace) return;
  const told = await services.invitations.find(tags.workspace, tags.invitation);
  // Merging comes after: what is merged has ended the mailing once, and that may have been lifted since.
  if (!told || !isMerged(told, event)) await endMailing(workspace, event, services);
  const invitation = await mergeMailEvent(event, services);
  if (invitation && reason !== "unsubscribed") await pauseSending(workspace, invitation, services);
}

async function endMailing(workspace: Workspace, event: Farewell, { suppressions }: Services): Promise<void> {
  const { type: reason, at, tags, recipient: email } = event;
  const { customerId } = splitId(tags.invitation);
  // The address that was mailed, which the customer may have changed since.
  if (email !== undefined) await suppressions.suppress(workspace, [{ email, reason, at, customerId }]);
  // They stopped all mails, whatever their address is by now.
  if (reason === "unsubscribed") await suppressions.unsubscribe(workspace, customerId, at);
}

async function recordSoftBounce(event: MailEvent, services: Services): Promise<void> {
  const { tags, recipient } = event;
  const workspace = recipient === undefined ? undefined : await services.workspaces.find(tags.workspace);
  const identity =
    workspace && recipient !== undefined
      ? services.ids.customer(workspace, { kind: "email", value: recipient })
      : undefined;
  await mergeMailEvent(event, services, identity);
  if (workspace && recipient !== undefined && identity !== undefined)
    await giveUpAddress(workspace, { ...event, recipient }, identity, services);
}
