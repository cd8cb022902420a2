/** What a mail takes: its signed links, and the service that sends it. */
import type { Mail, SendQuota, SendResult } from "../mail.ts";
import type { Instant } from "../time.ts";

export interface InvitationRef {
  readonly workspaceId: string;
  readonly id: string;
}

export type LinkPurpose = "survey" | "unsubscribe";

/** Signed links: they carry the key of their invitation and a power that is named by their purpose. */
export interface Links {
  url(purpose: LinkPurpose, invitation: InvitationRef): Promise<string>;
  /** The invitation a token was made for, or undefined for anything we did not sign for this purpose. */
  open(purpose: LinkPurpose, token: string): Promise<InvitationRef | undefined>;
  /** What the form of an invitation's page carries, so that it is known where and when it was served. */
  nonce(invitation: InvitationRef, servedAt: Instant): Promise<string>;
  /** When the page was served whose nonce this is; undefined for anything we did not make for this invitation. */
  openNonce(invitation: InvitationRef, nonce: string): Promise<Instant | undefined>;
}

export interface Mailer {
  /** One call, never repeated; never throws for what the mail service says. */
  send(mail: Mail): Promise<SendResult>;
  quota(): Promise<SendQuota>;
}
