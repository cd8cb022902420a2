/** Those who send webhooks, for tests that begin after a source was set up: each signs as its vendor does. */
import { createHmac } from "node:crypto";
import type { ContractedHearback } from "../../http/contract.ts";
import type { Answer } from "../../support/hearback.ts";

export interface Sender {
  readonly id: string;
  readonly secret: string;
  /** Signed with the secret, unless another is told, and sent now, unless at another time. */
  send(event: unknown, told?: Sending): Promise<Answer>;
}

export interface Sending {
  readonly secret?: string;
  readonly secondsAgo?: number;
  /** Of Standard Webhooks: the message's id. */
  readonly messageId?: string;
  readonly query?: string;
  /** The source it is sent to, in place of its own. */
  readonly to?: string;
  /** In place of what signing gave. */
  readonly headers?: Record<string, string>;
  /** What goes over the wire in place of what was signed. */
  readonly tampered?: (body: Uint8Array) => Uint8Array;
}

interface Signed {
  readonly url: string;
  readonly secret: string;
  readonly body: Uint8Array;
  readonly timestamp: number;
  readonly messageId: string;
}

type Sign = (signed: Signed) => Record<string, string>;

export const signers = {
  generic: ({ secret, body, timestamp }) => ({
    "x-hearback-timestamp": String(timestamp),
    "x-hearback-signature": hmac(secret, "hex", `${timestamp}.`, body),
  }),
  "standard-webhooks": ({ secret, body, timestamp, messageId }) => ({
    "webhook-id": messageId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${hmac(Buffer.from(secret.slice("whsec_".length), "base64"), "base64", `${messageId}.${timestamp}.`, body)}`,
  }),
  stripe: ({ secret, body, timestamp }) => ({
    "stripe-signature": `t=${timestamp},v1=${hmac(secret, "hex", `${timestamp}.`, body)}`,
  }),
  shopify: ({ secret, body }) => ({
    "x-shopify-topic": "orders/fulfilled",
    "x-shopify-hmac-sha256": hmac(secret, "base64", body),
  }),
  hubspot: ({ secret, body, timestamp, url }) => ({
    "x-hubspot-request-timestamp": `${timestamp}000`,
    "x-hubspot-signature-v3": hmac(secret, "base64", `POST${url}`, body, `${timestamp}000`),
  }),
  woocommerce: ({ secret, body }) => ({
    "x-wc-webhook-topic": "order.updated",
    "x-wc-webhook-signature": hmac(secret, "base64", body),
  }),
} as const satisfies Record<string, Sign>;

function hmac(secret: string | Uint8Array, encoding: "hex" | "base64", ...parts: (string | Uint8Array)[]): string {
  const code = createHmac("sha256", secret);
  for (const part of parts) code.update(part);
  return code.digest(encoding);
}

/** A new source and its sender. */
export async function sender(
  hearback: ContractedHearback,
  { key, ...wanted }: { kind?: keyof typeof signers; key?: string } & Record<string, unknown> = {},
): Promise<Sender> {
  const kind = wanted.kind ?? "generic";
  const body = { name: "Help desk", ...wanted, kind };
  const { json } = await hearback.call("POST", "/v1/sources", { body, ...(key !== undefined && { key }) });
  const secret: string = json.secret ?? wanted["secret"];
  return {
    id: json.id,
    secret,
    send: (event, told) => deliver(hearback, json.id, signers[kind], event, { secret, ...told }),
  };
}

function deliver(hearback: ContractedHearback, id: string, sign: Sign, event: unknown, told: Sending): Promise<Answer> {
  const { secret = "", secondsAgo = 0, messageId = crypto.randomUUID(), to = id, query = "", headers, tampered } = told;
  const url = `${hearback.url}/v1/hooks/${to}${query}`;
  const body = event instanceof Uint8Array ? event : Buffer.from(JSON.stringify(event));
  const timestamp = Math.floor(Date.now() / 1000) - secondsAgo;
  const signature = sign({ url, secret, body, timestamp, messageId });
  return hearback.open(url, {
    method: "POST",
    body: new Uint8Array(tampered?.(body) ?? body),
    headers: { "content-type": "application/json", ...signature, ...headers },
  });
}

/** What a source's deliveries came to, newest first. */
export const deliveriesOf = async ({ call }: ContractedHearback, { id }: Pick<Sender, "id">) =>
  (await call("GET", `/v1/sources/${id}/deliveries`)).json.items;
