/** What every kind checks a signature with: bytes as they came, times that are numbers, and comparisons that tell nothing. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { epochMs, type Instant } from "../domain/time.ts";

export type Signed = string | Uint8Array;

export function hmac(
  algorithm: "sha1" | "sha256",
  key: string | Uint8Array,
  parts: readonly Signed[],
  encoding: "hex" | "base64",
): string {
  const code = createHmac(algorithm, key);
  for (const part of parts) code.update(part);
  return code.digest(encoding);
}

/** Whether two texts are the same to the byte: the one spelling of a signature, so none needs to be decoded. */
export function isSame(expected: string, presented: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(presented)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A secret itself, whose length is nobody's business either. */
export const isSameSecret = (secret: string, presented: string): boolean =>
  timingSafeEqual(createHash("sha256").update(secret).digest(), createHash("sha256").update(presented).digest());

/** Every secret is tried, so the time tells none of them. An empty one signs nothing: anybody has it. */
export const anySecret = (secrets: readonly string[], hasSigned: (secret: string) => boolean): boolean =>
  secrets.filter((secret) => secret !== "").filter(hasSigned).length > 0;

const windowMs = 5 * 60 * 1000;

/** Not longer ago than five minutes, and, because clocks differ, not further ahead either. */
export const isRecent = (ms: number | undefined, now: Instant): boolean =>
  ms !== undefined && Math.abs(epochMs(now) - ms) <= windowMs;

/** Decimal digits and nothing else: parsing would take "1700…abc" for a time. */
export const countOf = (text: string): number | undefined =>
  /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined;

/** Seconds since 1970 as milliseconds. */
export function secondsOf(text: string): number | undefined {
  const seconds = countOf(text);
  return seconds === undefined ? undefined : seconds * 1000;
}
