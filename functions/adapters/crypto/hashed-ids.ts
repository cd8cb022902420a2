/** Ids on node:crypto. An own part is a hash where a retry must meet its own items, else random. */
import { createHash, randomBytes } from "node:crypto";
import { normaliseAddress } from "../../domain/address.ts";
import { joinId, splitId, toBase62 } from "../../domain/ids.ts";
import type { Ids } from "../../domain/ports/environment.ts";

/** First 128 bits of SHA-256; parts are joined by a character that none of them can hold. */
export const hash128 = (...parts: string[]): string =>
  toBase62(createHash("sha256").update(parts.join("\u0000")).digest().subarray(0, 16));

export const hashedIds: Ids = {
  random: (bytes) => toBase62(randomBytes(bytes)),
  secret: () => randomBytes(32),
  digest: (bytes) => createHash("sha256").update(bytes).digest("base64url"),

  customer: ({ salt }, { kind, value }, test = false) =>
    `cus_${hash128(salt, ...(test ? ["test"] : []), kind, kind === "email" ? normaliseAddress(value) : value)}`,

  interaction(customerId, { businessId, idempotencyKey }) {
    if (businessId !== undefined) return joinId("int", customerId, hash128("id", businessId));
    if (idempotencyKey !== undefined) return joinId("int", customerId, hash128("idempotency-key", idempotencyKey));
    return joinId("int", customerId, toBase62(randomBytes(16)));
  },

  invitation(interactionId, surveyId) {
    const { customerId, own } = splitId(interactionId);
    return joinId("inv", customerId, hash128(own, surveyId));
  },

  issue: (issueId) => `iss_${hash128("issue", issueId)}`,

  lot(customerId, surveyId) {
    const hash = createHash("sha256").update(`lot\u0000${customerId}\u0000${surveyId}`).digest();
    return (hash.readUInt32BE(0) / 2 ** 32) * 100;
  },
};
