/** Deliveries as their vendors sign them, written apart from the code that checks them. */
import { createHmac } from "node:crypto";
import type { SourceKindName } from "../../functions/sources/kinds.ts";
import type { Delivery } from "../../functions/sources/source.ts";

export const now = "2026-11-22T09:30:00.000Z";
const nowMs = Date.parse(now);

export const hookUrl = "https://hooks.example.com/v1/hooks/src_1";

interface Signing {
  readonly secret?: string;
  /** How long before `now` it was signed. */
  readonly ageSeconds?: number;
  /** In place of `now`, in milliseconds since 1970. */
  readonly at?: number;
  readonly url?: string;
  /** As Standard Webhooks has one. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ageless = new Set<SourceKindName>(["intercom", "shopify", "jira-service-management", "woocommerce"]);
const keyed = new Set<SourceKindName>(["freshdesk", "salesforce", "gorgias"]);

/** Whether a kind signs the time, and whether it signs the body at all. */
export const signsTime = (kind: SourceKindName): boolean => !ageless.has(kind) && !keyed.has(kind);
export const signsBody = (kind: SourceKindName): boolean => !keyed.has(kind);

/** A secret as the vendor writes them. */
export const secretOf: Readonly<Record<SourceKindName, string>> = {
  generic: "s".repeat(43),
  "standard-webhooks": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  zendesk: "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
  intercom: "1b5f2c6e-0d3a-4a52-9f5c-6f7a2c9f1d10",
  freshdesk: "f".repeat(43),
  hubspot: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
  shopify: "shpss_0123456789abcdef0123456789abcdef",
  stripe: "whsec_abcdefghijklmnopqrstuvwxyz012345",
  salesforce: "v".repeat(43),
  "jira-service-management": "j".repeat(43),
  gorgias: "g".repeat(43),
  woocommerce: "w".repeat(43),
};

/** Another one of the same form. */
export const otherSecretOf = (kind: SourceKindName): string =>
  kind === "standard-webhooks" ? `whsec_${Buffer.alloc(24, 7).toString("base64")}` : `other-${secretOf[kind]}`;

export function signed(kind: SourceKindName, payload: unknown, signing: Signing = {}): Delivery {
  const body = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  const { secret = secretOf[kind], ageSeconds = 0, url = hookUrl, messageId = "msg_1", headers = {} } = signing;
  const at = (signing.at ?? nowMs) - ageSeconds * 1000;
  return { url, body, headers: { ...headersOf(kind, { body, secret, at, url, messageId }), ...headers } };
}

interface Signed extends Required<Pick<Signing, "secret" | "at" | "url" | "messageId">> {
  readonly body: Uint8Array;
}

function headersOf(kind: SourceKindName, { body, secret, at, url, messageId }: Signed): Record<string, string> {
  const seconds = String(Math.floor(at / 1000));
  const sign = (algorithm: string, key: string | Uint8Array, ...parts: (string | Uint8Array)[]) =>
    createHmac(algorithm, key).update(Buffer.concat(parts.map((part) => Buffer.from(part))));
  switch (kind) {
    case "generic":
      return {
        "x-hearback-timestamp": seconds,
        "x-hearback-signature": sign("sha256", secret, `${seconds}.`, body).digest("hex"),
      };
    case "standard-webhooks": {
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      const signature = sign("sha256", key, `${messageId}.${seconds}.`, body).digest("base64");
      return { "webhook-id": messageId, "webhook-timestamp": seconds, "webhook-signature": `v1,${signature}` };
    }
    case "zendesk": {
      const time = new Date(at).toISOString().replace(".000Z", "Z");
      return {
        "x-zendesk-webhook-signature": sign("sha256", secret, time, body).digest("base64"),
        "x-zendesk-webhook-signature-timestamp": time,
      };
    }
    case "intercom":
      return { "x-hub-signature": `sha1=${sign("sha1", secret, body).digest("hex")}` };
    case "hubspot":
      return {
        "x-hubspot-signature-v3": sign("sha256", secret, `POST${url}`, body, String(at)).digest("base64"),
        "x-hubspot-request-timestamp": String(at),
      };
    case "shopify":
      return { "x-shopify-hmac-sha256": sign("sha256", secret, body).digest("base64") };
    case "stripe":
      return { "stripe-signature": `t=${seconds},v1=${sign("sha256", secret, `${seconds}.`, body).digest("hex")}` };
    case "jira-service-management":
      return { "x-hub-signature": `sha256=${sign("sha256", secret, body).digest("hex")}` };
    case "woocommerce":
      return { "x-wc-webhook-signature": sign("sha256", secret, body).digest("base64") };
    default:
      return { "x-hearback-key": secret };
  }
}
