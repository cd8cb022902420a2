/** Ends the mailing of an address that only ever bounces softly; soft-bounces.ts says when. */
import { splitId } from "../domain/ids.ts";
import type { MailEvent } from "../domain/mail.ts";
import type { Services } from "../domain/ports/services.ts";
import { isGivenUp } from "../domain/soft-bounces.ts";
import type { Workspace } from "../domain/workspace.ts";

export async function giveUpAddress(
  workspace: Workspace,
  { tags, at, recipient: email }: MailEvent & { readonly recipient: string },
  identity: string,
  { suppressions, invitations }: Services,
): Promise<void> {
  const { customerId } = splitId(tags.invitation);
  if (!isGivenUp(await invitations.ofCustomer(workspace.id, customerId), identity)) return;
  await suppressions.suppress(workspace, [{ email, reason: "bounced", at, customerId }]);
}
