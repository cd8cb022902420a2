/** WooCommerce. Its topic and delivery id stand in headers that are not signed, so every id is made of what is. */
import type { FieldRule } from "../domain/mapping-rule.ts";
import { numberedBy } from "./numbered-by.ts";
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isSame } from "./signature.ts";
import type { SourceKind } from "./source.ts";

/** Saving a webhook posts its number as a form, unsigned, and is refused unless that is answered with just 200. */
export const isPing = (body: Uint8Array): boolean =>
  body.length <= 40 && /^webhook_id=\d{1,20}$/.test(Buffer.from(body).toString("latin1"));

/** Of orders: their plug-in for subscriptions uses the same statuses. */
const order = (status: string) =>
  ({
    all: [
      { path: "topic", oneOf: ["order.created", "order.updated"] },
      { path: "body.status", equals: status },
    ],
  }) as const;

const at = (field: string): { readonly occurredAt: FieldRule } => ({
  occurredAt: {
    first: [
      { path: `body.${field}`, time: "utc" },
      { path: "body.date_modified_gmt", time: "utc" },
    ],
  },
});

export const woocommerce: SourceKind = {
  about:
    "Give the secret to WooCommerce: Settings, Advanced, Webhooks, your webhook, Secret. Choose the topic Order updated, and where you " +
    "sell subscriptions Subscription updated. WooCommerce signs no time, so there is no time window.",
  secret: "generated",
  verify({ headers, body }, secrets) {
    const signature = headers["x-wc-webhook-signature"];
    if (signature === undefined) return false;
    return anySecret(secrets, (secret) => isSame(hmac("sha256", secret, [body], "base64"), signature));
  },
  events: ({ headers, body }) => [{ topic: headers["x-wc-webhook-topic"], body: readObject(body) }],
  mapping: {
    types: [
      { type: "order.fulfilled", when: order("completed"), fields: at("date_completed_gmt") },
      { type: "purchase.completed", when: order("processing"), fields: at("date_paid_gmt") },
      { type: "order.cancelled", when: order("cancelled") },
      { type: "order.refunded", when: order("refunded") },
      {
        type: "customer.cancelled",
        when: {
          all: [
            { path: "topic", equals: "subscription.updated" },
            { path: "body.status", equals: "cancelled" },
          ],
        },
      },
    ],
    fields: {
      // An order that is touched again in the same state is the same interaction.
      id: { join: [{ path: "body.id" }, { path: "body.status" }], with: "-" },
      ...at("date_modified_gmt"),
      "customer.id": numberedBy("woocommerce", { path: "body.customer_id", except: [0] }),
      "customer.email": { path: "body.billing.email" },
      "customer.name": {
        first: [
          { join: [{ path: "body.billing.first_name" }, { path: "body.billing.last_name" }] },
          { path: "body.billing.first_name" },
        ],
      },
      channel: { path: "body.created_via" },
      product: { path: "body.line_items.0.name" },
      "amount.value": { path: "body.total" },
      "amount.currency": { path: "body.currency" },
      "attributes.order": { path: "body.number" },
    },
  },
};
