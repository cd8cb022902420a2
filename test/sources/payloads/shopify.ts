/**
 * Topics with their sample payloads: https://shopify.dev/docs/api/webhooks; headers and signature:
 * https://shopify.dev/docs/apps/build/webhooks/subscribe/https. 2026-11-22. Shortened; the ids are the samples', beyond 2^53, so
 * they are text in JSON's own notation.
 */
export const order = `{
  "id": 820982911946154508,
  "admin_graphql_api_id": "gid://shopify/Order/820982911946154508",
  "cancel_reason": null,
  "cancelled_at": null,
  "contact_email": "jon@example.com",
  "currency": "USD",
  "customer_locale": "en",
  "email": "jon@example.com",
  "financial_status": "paid",
  "fulfillment_status": "fulfilled",
  "name": "#9999",
  "order_number": 1234,
  "processed_at": "2021-12-31T19:00:00-05:00",
  "source_name": "web",
  "test": false,
  "total_price": "398.00",
  "updated_at": "2021-12-31T19:00:00-05:00",
  "customer": {
    "id": 115310627314723954,
    "email": "john@example.com",
    "first_name": "John",
    "last_name": "Smith",
    "default_address": { "id": 715243470612851245, "country_code": "CA" }
  },
  "line_items": [
    { "id": 866550311766439020, "quantity": 1, "price": "199.00", "title": "IPod Nano - 8GB", "properties": [] },
    { "id": 141249953214522974, "quantity": 1, "price": "199.00", "title": "IPod Nano - 8GB", "properties": [] }
  ]
}`;

export const cancelledOrder = order
  .replace('"cancelled_at": null', '"cancelled_at": "2021-12-31T19:00:00-05:00"')
  .replace('"test": false', '"test": true');

export const deliveredFulfillment = `{
  "id": 123456,
  "order_id": 820982911946154508,
  "status": "success",
  "created_at": "2021-12-31T19:00:00-05:00",
  "service": null,
  "updated_at": "2022-01-03T10:00:00-05:00",
  "tracking_company": "UPS",
  "shipment_status": "delivered",
  "location_id": null,
  "origin_address": null,
  "email": "jon@example.com",
  "destination": { "first_name": "Steve", "last_name": "Shipper", "name": "Steve Shipper", "country_code": "US" },
  "line_items": [{ "id": 866550311766439020, "quantity": 1, "title": "IPod Nano - 8GB" }],
  "tracking_number": "1z827wk74630",
  "name": "#9999.1",
  "admin_graphql_api_id": "gid://shopify/Fulfillment/123456"
}`;

export const cancelledSubscription = `{
  "admin_graphql_api_id": "gid://shopify/SubscriptionContract/593791907",
  "id": 593791907,
  "billing_policy": { "interval": "week", "interval_count": 4, "min_cycles": 1, "max_cycles": 2 },
  "currency_code": "USD",
  "customer_id": 500361544,
  "admin_graphql_api_customer_id": "gid://shopify/Customer/500361544",
  "status": "cancelled",
  "origin_order_id": 631291444,
  "revision_id": "634604868"
}`;
