/** Stripe events. Amounts come in minor units, whose number of decimals is Stripe's own affair and not always ISO 4217's. */
import type { FieldRule } from "../domain/mapping-rule.ts";
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isRecent, isSame, secondsOf } from "./signature.ts";
import type { SourceKind } from "./source.ts";

const object = "data.object";
const maxHeader = 2000;

const zeroDecimals = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");
const threeDecimals = "bhd jod kwd omr tnd".split(" ");
const decimals: Readonly<Record<string, number>> = Object.fromEntries([
  ...zeroDecimals.map((currency) => [currency, 0]),
  ...threeDecimals.map((currency) => [currency, 3]),
]);

const amount = (field: string): Readonly<Record<string, FieldRule>> => ({
  "amount.value": {
    path: `${object}.${field}`,
    decimals: { path: `${object}.currency`, table: decimals, default: 2 },
  },
  "amount.currency": { path: `${object}.currency` },
});

export const stripe: SourceKind = {
  about:
    "Stripe shows the signing secret (whsec_…) of each endpoint: Workbench, Webhooks, your endpoint. Choose the events " +
    "checkout.session.completed, checkout.session.async_payment_succeeded, invoice.paid, invoice.payment_failed, charge.refunded and customer.subscription.deleted. " +
    "A cancelled subscription names its customer by Stripe's id only; the address is known from an earlier purchase.",
  secret: "given",
  verify({ headers, body }, secrets, now) {
    const signed = readHeader(headers["stripe-signature"] ?? "");
    if (!signed || !isRecent(secondsOf(signed.timestamp), now)) return false;
    return anySecret(secrets, (secret) => {
      const expected = hmac("sha256", secret, [`${signed.timestamp}.`, body], "hex");
      return signed.signatures.filter((one) => isSame(expected, one)).length > 0;
    });
  },
  events: ({ body }) => [readObject(body)],
  mapping: {
    types: [
      {
        type: "purchase.completed",
        when: {
          any: [
            {
              all: [
                { path: "type", equals: "checkout.session.completed" },
                { path: `${object}.payment_status`, oneOf: ["paid", "no_payment_required"] },
              ],
            },
            { path: "type", equals: "checkout.session.async_payment_succeeded" },
          ],
        },
        fields: amount("amount_total"),
      },
      {
        // The first invoice of a subscription is a purchase already.
        type: "payment.succeeded",
        when: {
          all: [
            { path: "type", equals: "invoice.paid" },
            { path: `${object}.billing_reason`, oneOf: ["subscription_cycle", "subscription_update", "manual"] },
          ],
        },
        fields: amount("amount_paid"),
      },
      {
        type: "payment.failed",
        when: { path: "type", equals: "invoice.payment_failed" },
        fields: amount("amount_due"),
      },
      {
        type: "payment.refunded",
        when: { path: "type", equals: "charge.refunded" },
        fields: amount("amount_refunded"),
      },
      {
        type: "customer.cancelled",
        when: { path: "type", equals: "customer.subscription.deleted" },
        fields: { "attributes.reason": { path: `${object}.cancellation_details.feedback` } },
      },
    ],
    fields: {
      id: { path: "id" },
      occurredAt: { path: "created", time: "seconds" },
      "customer.id": { first: [{ path: `${object}.customer.id` }, { path: `${object}.customer` }] },
      "customer.email": {
        first: [
          { path: `${object}.customer_details.email` },
          { path: `${object}.customer_email` },
          { path: `${object}.billing_details.email` },
          { path: `${object}.receipt_email` },
          { path: `${object}.customer.email` },
        ],
      },
      "customer.name": {
        first: [
          { path: `${object}.customer_details.name` },
          { path: `${object}.customer_name` },
          { path: `${object}.billing_details.name` },
          { path: `${object}.customer.name` },
        ],
      },
      "customer.locale": { path: `${object}.locale`, except: ["auto"] },
      "attributes.plan": {
        first: [{ path: `${object}.items.data.0.price.nickname` }, { path: `${object}.plan.nickname` }],
      },
      test: { path: "livemode", table: { false: true } },
    },
  },
};

/** One time and some signatures: `t=…,v1=…,v1=…`. Other schemes are not for us; a second time would leave open which is meant. */
function readHeader(header: string): { timestamp: string; signatures: string[] } | undefined {
  if (header.length > maxHeader) return undefined;
  const parts = header.split(",").map((part) => part.trimStart().split("=", 2));
  const valuesOf = (name: string): string[] => parts.flatMap(([key, value = ""]) => (key === name ? [value] : []));
  const [timestamp, ...more] = valuesOf("t");
  return timestamp === undefined || more.length > 0 ? undefined : { timestamp, signatures: valuesOf("v1") };
}
