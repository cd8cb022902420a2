/** Shopify. Its topic stands in a header that is not signed, so every id is made of what is. */
import { numberedBy } from "./numbered-by.ts";
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isSame } from "./signature.ts";
import type { SourceKind } from "./source.ts";

export const shopify: SourceKind = {
  about:
    "The secret is the client secret of your app, or what Shopify shows under Settings, Notifications, Webhooks. Choose the topics " +
    "orders/paid, orders/fulfilled, orders/cancelled, fulfillments/update and subscription_contracts/update. Shopify signs no time, so there is no time window.",
  secret: "given",
  verify({ headers, body }, secrets) {
    const signature = headers["x-shopify-hmac-sha256"];
    if (signature === undefined) return false;
    return anySecret(secrets, (secret) => isSame(hmac("sha256", secret, [body], "base64"), signature));
  },
  events: ({ headers, body }) => [
    {
      topic: headers["x-shopify-topic"],
      shop: headers["x-shopify-shop-domain"],
      triggeredAt: headers["x-shopify-triggered-at"],
      body: readObject(body),
    },
  ],
  mapping: {
    types: [
      {
        type: "order.delivered",
        when: {
          all: [
            { path: "topic", equals: "fulfillments/update" },
            { path: "body.shipment_status", equals: "delivered" },
          ],
        },
        fields: {
          id: { join: [{ const: "delivered" }, { path: "body.id" }], with: "-" },
          "attributes.order": { path: "body.order_id" },
        },
      },
      {
        type: "order.fulfilled",
        when: { path: "topic", equals: "orders/fulfilled" },
        fields: { id: { join: [{ const: "fulfilled" }, { path: "body.id" }], with: "-" } },
      },
      {
        type: "purchase.completed",
        when: { path: "topic", equals: "orders/paid" },
        fields: {
          id: { join: [{ const: "paid" }, { path: "body.id" }], with: "-" },
          occurredAt: { path: "body.processed_at", time: "utc" },
        },
      },
      {
        type: "order.cancelled",
        when: { path: "topic", equals: "orders/cancelled" },
        fields: {
          id: { join: [{ const: "cancelled" }, { path: "body.id" }], with: "-" },
          occurredAt: { path: "body.cancelled_at", time: "utc" },
        },
      },
      {
        type: "customer.cancelled",
        when: {
          all: [
            { path: "topic", equals: "subscription_contracts/update" },
            { path: "body.status", oneOf: ["cancelled", "CANCELLED"] },
          ],
        },
        fields: {
          id: { join: [{ const: "subscription" }, { path: "body.id" }], with: "-" },
          occurredAt: { path: "triggeredAt", time: "utc" },
        },
      },
    ],
    fields: {
      occurredAt: { path: "body.updated_at", time: "utc" },
      "customer.id": numberedBy("shopify", { first: [{ path: "body.customer.id" }, { path: "body.customer_id" }] }),
      "customer.email": {
        first: [{ path: "body.email" }, { path: "body.contact_email" }, { path: "body.customer.email" }],
      },
      "customer.name": {
        first: [
          { join: [{ path: "body.customer.first_name" }, { path: "body.customer.last_name" }] },
          { path: "body.customer.first_name" },
          { path: "body.destination.name" },
          { path: "body.billing_address.name" },
        ],
      },
      "customer.locale": { path: "body.customer_locale" },
      channel: { path: "body.source_name" },
      product: { path: "body.line_items.0.title" },
      "amount.value": { path: "body.total_price" },
      "amount.currency": { path: "body.currency" },
      "attributes.order": { path: "body.name" },
      test: { path: "body.test" },
    },
  },
};
