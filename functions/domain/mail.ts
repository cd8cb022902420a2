/**
 * A mail as the product thinks of it, and what may become of handing it over. The five results are all a sender may report:
 * everything that is not certain is `unknown`, because a mail that may have left must never be sent again on a guess.
 */
import type { DeliveryStatus } from "./invitation.ts";

export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
  readonly tags: MailTags;
}

/** Come back with every event about the mail. */
export interface MailTags {
  readonly workspace: string;
  readonly invitation: string;
  readonly step: number;
  readonly attempt: number;
}

export type SendResult =
  | { readonly result: "accepted"; readonly messageId: string }
  /** This message will never be taken. */
  | { readonly result: "rejected"; readonly reason: string }
  /** The account may not send now (sandbox, paused, identity not verified); no message would be taken. */
  | { readonly result: "account"; readonly reason: string }
  | { readonly result: "throttled"; readonly scope: "rate" | "day" }
  /** It may have been taken: time-out, reset, server error. */
  | { readonly result: "unknown"; readonly reason: string };

export interface SendQuota {
  readonly perSecond: number;
  /** Mails left in the rolling day. */
  readonly remaining: number;
}

/** What SES tells about a mail it was handed. */
export interface MailEvent {
  readonly type: "send" | DeliveryStatus | "unsubscribed";
  /** SES's own word for it, such as `Transient/MailboxFull`. */
  readonly reason?: string;
  /** The address it was sent to. */
  readonly recipient?: string;
  readonly messageId: string;
  /** When SES took the mail. */
  readonly acceptedAt: string;
  readonly at: string;
  readonly tags: MailTags;
}
