/** What came with a form besides the answer: where and when its page was served, and by whose hand it seems to be sent. */
import type { InvitationRef } from "../../domain/ports/mail.ts";
import type { Services } from "../../domain/ports/services.ts";
import { addDays } from "../../domain/time.ts";
import { nonceDays, type Post } from "../../domain/verdict.ts";

export interface SentForm {
  readonly form: { readonly nonce?: string | undefined; readonly website?: string | undefined };
  readonly userAgent: string | undefined;
}

export async function readPost(
  { form, userAgent }: SentForm,
  { invitation }: { readonly invitation: InvitationRef },
  { links, clock }: Pick<Services, "links" | "clock">,
): Promise<Post> {
  const sender = { honeypot: Boolean(form.website), userAgent };
  if (!form.nonce) return { nonce: "missing", ...sender };
  const servedAt = await links.openNonce(invitation, form.nonce);
  if (servedAt === undefined) return { nonce: "foreign", ...sender };
  const isOld = clock.now() > addDays(servedAt, nonceDays);
  return { nonce: isOld ? "expired" : "right", servedAt, ...sender };
}
