/** API keys as text: `hb_live_{id}_{secret}{checksum}`, 256 bits of secret and a CRC-32 over all before it. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import type { KeyMode } from "../../domain/api-key.ts";
import { toBase62 } from "../../domain/ids.ts";

export interface PresentedKey {
  readonly id: string;
  readonly mode: KeyMode;
  readonly secret: string;
}

const format = /^hb_(live|test)_([0-9A-Za-z]{22})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A new whole key for an id, and the hash that is stored of it. */
export function mintKey(id: string, mode: KeyMode): { text: string; secretHash: string } {
  const secret = toBase62(randomBytes(32));
  const body = `hb_${mode}_${id.slice(4)}_${secret}`;
  return { text: body + checksum(body), secretHash: hashSecret(secret) };
}

/** Takes a presented key apart; undefined for anything that we cannot have made. */
export function parseKey(text: string): PresentedKey | undefined {
  const [, mode, id, secret] = format.exec(text) ?? [];
  if (!mode || !id || !secret || checksum(text.slice(0, -6)) !== text.slice(-6)) return undefined;
  return { id: `key_${id}`, mode: mode as KeyMode, secret };
}

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const checksum = (text: string): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(crc32(text), 4);
  return toBase62(bytes).slice(-6);
};
