/**
 * The event object https://docs.stripe.com/api/events/object and the objects in it: /api/checkout/sessions/object,
 * /api/invoices/object, /api/charges/object, /api/subscriptions/object; the signature: https://docs.stripe.com/webhooks; decimals:
 * https://docs.stripe.com/currencies. 2026-11-22. Shortened.
 */
const event = (type: string, object: object) => ({
  id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
  object: "event",
  api_version: "2026-10-29.clover",
  created: 1_795_339_700,
  data: { object },
  livemode: true,
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  type,
});

const session = {
  id: "cs_test_a11YYufWQzNY63zpQ6QSNRQhkUpVph4WRmzW0zWJO2znZKdVujZ0N0S22u",
  object: "checkout.session",
  amount_subtotal: 2198,
  amount_total: 2198,
  client_reference_id: null,
  currency: "usd",
  customer: "cus_NeZwdNtLEOXuvB",
  customer_details: { email: "jo@example.com", name: "Jo Li", phone: null, tax_exempt: "none" },
  customer_email: null,
  locale: "de",
  mode: "payment",
  payment_status: "paid",
};

export const checkoutCompleted = event("checkout.session.completed", session);
export const checkoutUnpaid = event("checkout.session.completed", { ...session, payment_status: "unpaid" });
export const checkoutPaidLater = event("checkout.session.async_payment_succeeded", { ...session, locale: "auto" });
export const checkoutIn = (currency: string, amount: number) =>
  event("checkout.session.completed", { ...session, currency, amount_total: amount });
export const testCheckout = { ...checkoutCompleted, livemode: false };

const invoice = {
  id: "in_1MtHbELkdIwHu7ixl4OzzPMv",
  object: "invoice",
  amount_due: 599,
  amount_paid: 599,
  billing_reason: "subscription_cycle",
  currency: "eur",
  customer: { id: "cus_NeZwdNtLEOXuvB", object: "customer", email: "jo@example.com", name: "Jo Li" },
  customer_email: "jo@example.com",
  customer_name: "Jo Li",
};

export const invoicePaid = event("invoice.paid", invoice);
export const firstInvoicePaid = event("invoice.paid", { ...invoice, billing_reason: "subscription_create" });
export const invoiceFailed = event("invoice.payment_failed", { ...invoice, amount_paid: 0 });

export const chargeRefunded = event("charge.refunded", {
  id: "ch_3MmlLrLkdIwHu7ix0snN0B15",
  object: "charge",
  amount: 1099,
  amount_refunded: 500,
  billing_details: { email: "jo@example.com", name: "Jo Li", phone: null },
  currency: "jpy",
  customer: null,
  receipt_email: null,
});

export const subscriptionDeleted = event("customer.subscription.deleted", {
  id: "sub_1MowQVLkdIwHu7ixeRlqHVzs",
  object: "subscription",
  cancellation_details: { comment: null, feedback: "too_expensive", reason: "cancellation_requested" },
  customer: "cus_NeZwdNtLEOXuvB",
  items: { object: "list", data: [{ id: "si_Na6d", price: { id: "price_1", nickname: "Pro" } }] },
  status: "canceled",
});
