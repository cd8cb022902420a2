/** A mail as MIME: multipart/alternative with the headers that one-click unsubscribe and SES need. */
import MailComposer from "nodemailer/lib/mail-composer";
import { isAddress, isFromName, isHeaderSafe } from "../../domain/address.ts";
import type { Mail } from "../../domain/mail.ts";

/** Throws when a value must not stand in a header: it is refused, never cleaned. */
export async function toMime(mail: Mail, configurationSet: string | undefined): Promise<Uint8Array> {
  if (!isFromName(mail.from.name)) throw new UnsafeHeaderError("From");
  if (!isHeaderSafe(mail.subject)) throw new UnsafeHeaderError("Subject");
  // One mail, one recipient: the composer would take a list.
  if (!isAddress(mail.to)) throw new UnsafeHeaderError("To");
  if (mail.replyTo !== undefined && !isAddress(mail.replyTo)) throw new UnsafeHeaderError("Reply-To");
  if (!isHeaderSafe(mail.unsubscribeUrl)) throw new UnsafeHeaderError("List-Unsubscribe");
  const { workspace, invitation, step, attempt } = mail.tags;
  const composer = new MailComposer({
    from: mail.from,
    to: { name: "", address: mail.to },
    ...(mail.replyTo !== undefined && { replyTo: { name: "", address: mail.replyTo } }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    textEncoding: "quoted-printable",
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "\r\n",
    headers: {
      "List-Unsubscribe": { prepared: true, value: `<${mail.unsubscribeUrl}>` },
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
      "X-SES-MESSAGE-TAGS": {
        prepared: true,
        value: `workspace=${workspace}, invitation=${invitation}, step=${step}, attempt=${attempt}`,
      },
      ...(configurationSet !== undefined && { "X-SES-CONFIGURATION-SET": configurationSet }),
    },
  });
  return composer.compile().build();
}

export class UnsafeHeaderError extends Error {
  constructor(header: string) {
    super(`The ${header} header holds characters that are refused.`);
    this.name = "UnsafeHeaderError";
  }
}
