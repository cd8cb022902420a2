/** The specification of standardwebhooks.com, version 1 of its symmetric signature, checked more strictly than its library does. */
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isRecent, isSame, secondsOf } from "./signature.ts";
import type { SourceKind } from "./source.ts";

const prefix = "whsec_";
const leastBytes = 24;
/** A sender that rotates signs with each of its secrets; nobody has more. */
const maxSignatures = 10;

export const standardWebhooks: SourceKind = {
  about:
    "The sender shows a signing secret that begins with whsec_; give it when you create the source, or give ours to the sender. " +
    "The body is an interaction as POST /v1/interactions takes it, or has one under data; webhook-id is its id unless it has one.",
  secret: "generated",
  secretFault: (secret) =>
    keyOf(secret) ? undefined : `is not base64 of at least ${leastBytes} bytes, with or without ${prefix} in front`,
  writeSecret: (random) => prefix + Buffer.from(random).toString("base64"),
  verify({ headers, body }, secrets, now) {
    const {
      "webhook-id": id = "",
      "webhook-timestamp": timestamp = "",
      "webhook-signature": signatures = "",
    } = headers;
    if (!/^[\x21-\x7e]{1,256}$/.test(id) || !isRecent(secondsOf(timestamp), now)) return false;
    const presented = signatures.split(" ", maxSignatures + 1);
    if (presented.length > maxSignatures) return false;
    return anySecret(secrets, (secret) => {
      const key = keyOf(secret);
      if (!key) return false;
      const expected = `v1,${hmac("sha256", key, [`${id}.${timestamp}.`, body], "base64")}`;
      return presented.filter((one) => isSame(expected, one)).length > 0;
    });
  },
  events: ({ headers, body }) => [{ webhookId: headers["webhook-id"], body: readObject(body) }],
  mapping: {
    base: ["body.data", "body"],
    fields: {
      id: { first: [{ path: "body.data.id" }, { path: "body.id" }, { path: "webhookId" }] },
      type: { first: [{ path: "body.data.type" }, { path: "body.type" }] },
      occurredAt: {
        first: [{ path: "body.data.occurredAt" }, { path: "body.occurredAt" }, { path: "body.timestamp" }],
      },
    },
  },
};

/** The decoder skips what it does not know, so only the one spelling of the bytes is a secret. */
function keyOf(secret: string): Uint8Array | undefined {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  const key = Buffer.from(text, "base64");
  return key.length >= leastBytes && key.toString("base64") === text ? key : undefined;
}
