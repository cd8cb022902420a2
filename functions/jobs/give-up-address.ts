/** Ends the mailing of an address that only ever bounces softly; soft-bounces.ts says when. */
import { splitId } from "../domain/ids.ts";
import type { MailEvent } from "../domain/mail.ts";
import type { Services } from "../domain/ports.ts";
import { isGivenUp } from "../domain/soft-bounces.ts";
import type { Workspace } from "../domain/workspace.ts";

export async function giveUpAddress(
  workspace: Workspace,
  { tags, at, recipient }: MailEvent & { readonly recipient: string },
  identity: string,
  { customers, invitations }: Services,
): Promise<void> {
  const { customerId } = splitId(tags.invitation);
  if (!isGivenUp(await invitations.ofCustomer(workspace.id, customerId), identity)) return;
  await customers.suppressAddress(workspace, customerId, recipient, { reason: "bounced", at });
}
