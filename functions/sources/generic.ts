/** A business's own code: our interaction as the body or under `data`, with the secret in a header or signed with it. */
import { readObject } from "./read-body.ts";
import { hasSharedKey } from "./shared-key.ts";
import { anySecret, hmac, isRecent, isSame, type Signed, secondsOf } from "./signature.ts";
import type { Delivery, SourceKind } from "./source.ts";

export const generic: SourceKind = {
  about:
    "Send the secret as the header X-Hearback-Key. Or keep it and sign: X-Hearback-Signature is the HMAC-SHA-256 of the body " +
    "with the secret, in hex or base64. With X-Hearback-Timestamp (seconds since 1970) sign the time, a dot and the body; " +
    "then a delivery is refused after five minutes. The body is an interaction as POST /v1/interactions takes it, or has one under data.",
  secret: "generated",
  verify(delivery, secrets, now) {
    const { headers } = delivery;
    const signature = headers["x-hearback-signature"];
    if (signature === undefined) return hasSharedKey(delivery, secrets);
    const timestamp = headers["x-hearback-timestamp"];
    if (timestamp !== undefined && !isRecent(secondsOf(timestamp), now)) return false;
    return anySecret(secrets, (secret) => hasSigned(secret, signature, contentOf(delivery, timestamp)));
  },
  events: ({ body }) => [readObject(body)],
  mapping: { base: ["data", ""], fields: {} },
};

const contentOf = ({ body }: Delivery, timestamp: string | undefined): readonly Signed[] =>
  timestamp === undefined ? [body] : [`${timestamp}.`, body];

function hasSigned(secret: string, signature: string, content: readonly Signed[]): boolean {
  const isHex = /^[0-9a-f]{64}$/i.test(signature);
  return isSame(hmac("sha256", secret, content, isHex ? "hex" : "base64"), isHex ? signature.toLowerCase() : signature);
}
