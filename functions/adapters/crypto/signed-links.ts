/**
 * Signed links. A token is base64url of workspace, customer, invitation and key version, followed by the first 128 bits of
 * HMAC-SHA-256 over purpose and those. So every mail, reminder and replay shows the same link, a forged one is refused without
 * touching the invitation, and nothing secret is stored beside it. A form's nonce is signed with the same key for a purpose of
 * its own: base64url of key version, time and signature, which binds both to the invitation.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { fromBase62, joinId, splitId, toBase62 } from "../../domain/ids.ts";
import type { InvitationRef, LinkPurpose, Links } from "../../domain/ports/mail.ts";
import { epochMs, type Instant, toInstant } from "../../domain/time.ts";

/** Keys by version, oldest is 1; undefined for a workspace or version that does not exist. */
export interface LinkKeys {
  find(workspaceId: string, version: number): Promise<Uint8Array | undefined>;
}

const signed = 8 + 16 + 16 + 1;
const mac = 16;
const path = { survey: "s", unsubscribe: "u" } as const satisfies Record<LinkPurpose, string>;
const currentVersion = 1;
/** Key version and milliseconds. */
const stamped = 1 + 6;

export class SignedLinks implements Links {
  readonly #keys: LinkKeys;
  readonly #publicUrl: string;

  constructor(keys: LinkKeys, publicUrl: string) {
    this.#keys = keys;
    this.#publicUrl = publicUrl;
  }

  async url(purpose: LinkPurpose, invitation: InvitationRef): Promise<string> {
    const key = await this.#keys.find(invitation.workspaceId, currentVersion);
    if (!key) throw new Error("The workspace has no link key.");
    const bytes = pack(invitation, currentVersion);
    const token = Buffer.concat([bytes, sign(key, purpose, bytes)]).toString("base64url");
    return `${this.#publicUrl}/${path[purpose]}/${token}`;
  }

  async open(purpose: LinkPurpose, token: string): Promise<InvitationRef | undefined> {
    const bytes = Buffer.from(token, "base64url");
    // The decoder skips what it does not know, so only the one spelling of the bytes is a token.
    if (bytes.length !== signed + mac || bytes.toString("base64url") !== token) return undefined;
    const content = bytes.subarray(0, signed);
    const { invitation, version } = unpack(content);
    const key = await this.#keys.find(invitation.workspaceId, version);
    if (!key || !timingSafeEqual(sign(key, purpose, content), bytes.subarray(signed))) return undefined;
    return invitation;
  }

  async nonce(invitation: InvitationRef, servedAt: Instant): Promise<string> {
    const key = await this.#keys.find(invitation.workspaceId, currentVersion);
    if (!key) throw new Error("The workspace has no link key.");
    const stamp = Buffer.alloc(stamped);
    stamp[0] = currentVersion;
    stamp.writeUIntBE(epochMs(servedAt), 1, 6);
    return Buffer.concat([stamp, signNonce(key, invitation, stamp)]).toString("base64url");
  }

  async openNonce(invitation: InvitationRef, nonce: string): Promise<Instant | undefined> {
    const bytes = Buffer.from(nonce, "base64url");
    if (bytes.length !== stamped + mac || bytes.toString("base64url") !== nonce) return undefined;
    const stamp = bytes.subarray(0, stamped);
    const key = await this.#keys.find(invitation.workspaceId, stamp[0] ?? 0);
    if (!key || !timingSafeEqual(signNonce(key, invitation, stamp), bytes.subarray(stamped))) return undefined;
    return toInstant(stamp.readUIntBE(1, 6));
  }
}

const signNonce = (key: Uint8Array, invitation: InvitationRef, stamp: Buffer): Uint8Array =>
  sign(key, "nonce", Buffer.concat([pack(invitation, stamp[0] ?? 0), stamp]));

const sign = (key: Uint8Array, purpose: LinkPurpose | "nonce", content: Uint8Array): Uint8Array =>
  createHmac("sha256", key).update(`${purpose}|`).update(content).digest().subarray(0, mac);

function pack({ workspaceId, id }: InvitationRef, version: number): Buffer {
  const { customerId, own } = splitId(id);
  return Buffer.concat([
    fromBase62(workspaceId.slice(3), 8),
    fromBase62(customerId.slice(4), 16),
    fromBase62(own, 16),
    Uint8Array.of(version),
  ]);
}

function unpack(bytes: Buffer): { invitation: InvitationRef; version: number } {
  const customerId = `cus_${toBase62(bytes.subarray(8, 24))}`;
  return {
    invitation: {
      workspaceId: `ws_${toBase62(bytes.subarray(0, 8))}`,
      id: joinId("inv", customerId, toBase62(bytes.subarray(24, 40))),
    },
    version: bytes[40] ?? 0,
  };
}
