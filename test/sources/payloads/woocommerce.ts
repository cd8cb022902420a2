/**
 * "Order properties" of https://woocommerce.github.io/woocommerce-rest-api-docs/; headers, signature and the ping:
 * https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php. 2026-11-22. Shortened.
 */
export const completedOrder = {
  id: 727,
  parent_id: 0,
  number: "727",
  created_via: "checkout",
  status: "completed",
  currency: "USD",
  date_created: "2026-11-20T16:28:02",
  date_created_gmt: "2026-11-20T19:28:02",
  date_modified_gmt: "2026-11-22T09:20:08",
  date_paid_gmt: "2026-11-20T19:28:08",
  date_completed_gmt: "2026-11-22T09:20:00",
  total: "29.35",
  customer_id: 26,
  billing: { first_name: "Jo", last_name: "Li", email: "jo@example.com", country: "US" },
  line_items: [{ id: 315, name: "Woo Single #1", product_id: 93, quantity: 2, total: "6.00" }],
};

export const guestOrder = {
  ...completedOrder,
  status: "processing",
  date_completed_gmt: null,
  customer_id: 0,
};

export const cancelledSubscription = { ...completedOrder, id: 800, number: "800", status: "cancelled", line_items: [] };
