import { describe, expect, it } from "vitest";
import { applyMapping, type Mapped } from "../../functions/domain/mapping.ts";
import { mappingFaults } from "../../functions/domain/mapping-check.ts";
import { InteractionReport } from "../../functions/endpoints/interactions/interaction-report.ts";
import { checkValue } from "../../functions/http/check-value.ts";
import { type SourceKindName, sourceKinds } from "../../functions/sources/kinds.ts";
import type { SourceKind } from "../../functions/sources/source.ts";
import { now, secretOf, signed } from "./deliveries.ts";
import * as freshdesk from "./payloads/freshdesk.ts";
import * as generic from "./payloads/generic.ts";
import * as gorgias from "./payloads/gorgias.ts";
import * as hubspot from "./payloads/hubspot.ts";
import * as intercom from "./payloads/intercom.ts";
import * as jira from "./payloads/jira-service-management.ts";
import * as salesforce from "./payloads/salesforce.ts";
import * as shopify from "./payloads/shopify.ts";
import * as standard from "./payloads/standard-webhooks.ts";
import * as stripe from "./payloads/stripe.ts";
import * as woocommerce from "./payloads/woocommerce.ts";
import * as zendesk from "./payloads/zendesk.ts";

/** What a delivery comes to by its kind's own mapping: reports that the API would take, and what was ignored. */
function received(kind: SourceKindName, payload: unknown, headers: Record<string, string> = {}): unknown[] {
  const source: SourceKind = sourceKinds[kind];
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  const delivery = signed(kind, body, { headers });
  expect(source.verify(delivery, [secretOf[kind]], now)).toBe(true);
  return source.events(delivery).map((event) => checked(applyMapping(source.mapping, event)));
}

function checked(mapped: Mapped): unknown {
  if (!("report" in mapped)) return mapped;
  const { data, faults } = checkValue(InteractionReport, mapped.report);
  return data ?? { faults };
}

const topic = (name: string) => ({
  "x-shopify-topic": name,
  "x-shopify-triggered-at": "2026-11-22T09:20:00.123456789Z",
});
const wooTopic = (name: string) => ({ "x-wc-webhook-topic": name });
const jo = { email: "jo@example.com", name: "Jo Li" };

describe("without a mapping of its own, a business gets of", () => {
  it.each<[string, SourceKindName, unknown, Record<string, string>, object]>([
    [
      "its own code the interaction it sent",
      "generic",
      generic.interaction,
      {},
      { ...generic.interaction, occurredAt: "2026-11-22T09:30:00.000Z" },
    ],
    [
      "its own code the interaction under data",
      "generic",
      { event: "x", data: generic.interaction },
      {},
      { ...generic.interaction, occurredAt: "2026-11-22T09:30:00.000Z" },
    ],
    [
      "Standard Webhooks an interaction by its envelope",
      "standard-webhooks",
      standard.envelope,
      {},
      {
        id: "msg_1",
        type: "order.delivered",
        occurredAt: "2026-11-22T09:30:00.000Z",
        customer: { email: "jo@example.com" },
        product: "Router X",
      },
    ],
    [
      "Standard Webhooks the interaction that is the body",
      "standard-webhooks",
      generic.interaction,
      {},
      { ...generic.interaction, occurredAt: "2026-11-22T09:30:00.000Z" },
    ],
    [
      "Zendesk a solved ticket by its event",
      "zendesk",
      zendesk.statusChanged,
      {},
      {
        id: "2b24ef10-19d4-4740-93cf-8f98ec4776c0",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:20:18.000Z",
        customer: { id: "zendesk:8447388090495" },
        channel: "web_service",
        agent: { id: "8447388090494" },
        issueId: "35436",
        attributes: { priority: "LOW" },
      },
    ],
    [
      "Zendesk a solved ticket by a trigger",
      "zendesk",
      zendesk.triggered,
      {},
      {
        id: "35436@2026-11-22T09:20Z",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:20:00.000Z",
        customer: { id: "zendesk:8447388090495", ...jo },
        channel: "Mail",
        agent: { id: "8447388090494", name: "Sam" },
        issueId: "35436",
      },
    ],
    [
      "Intercom a closed conversation",
      "intercom",
      intercom.conversationClosed,
      {},
      {
        id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e",
        type: "conversation.closed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "c-42", ...jo },
        channel: "email",
        agent: { id: "3330619", name: "Sam" },
        issueId: "137324500000000",
        attributes: { priority: "not_priority" },
      },
    ],
    [
      "Intercom the customer of a conversation that a teammate began",
      "intercom",
      intercom.outboundClosed,
      {},
      {
        id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e",
        type: "conversation.closed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "c-42" },
        channel: "conversation",
        agent: { id: "3330619", name: "Sam" },
        issueId: "137324500000000",
        attributes: { priority: "not_priority" },
      },
    ],
    [
      "Intercom a closed conversation of the first version of its API",
      "intercom",
      intercom.oldConversationClosed,
      {},
      {
        id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e",
        type: "conversation.closed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "c-42", ...jo },
        agent: { id: "3330619", name: "Sam" },
        issueId: "137324500000000",
      },
    ],
    [
      "Intercom a resolved ticket",
      "intercom",
      intercom.ticketResolved,
      {},
      {
        id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "5ee3", ...jo },
        issueId: "991",
      },
    ],
    [
      "Freshdesk a resolved ticket",
      "freshdesk",
      freshdesk.resolved,
      {},
      {
        id: "63-Resolved",
        type: "ticket.solved",
        customer: jo,
        channel: "Email",
        agent: { id: "sam@example.com", name: "Sam" },
        issueId: "63",
        attributes: { priority: "Low", type: "Question" },
      },
    ],
    [
      "Freshdesk a closed ticket",
      "freshdesk",
      freshdesk.closed,
      {},
      {
        id: "63-Closed",
        type: "ticket.closed",
        customer: jo,
        channel: "Email",
        agent: { id: "sam@example.com", name: "Sam" },
        issueId: "63",
        attributes: { priority: "Low", type: "Question" },
      },
    ],
    [
      "HubSpot a closed ticket by a workflow",
      "hubspot",
      hubspot.ticketWorkflow,
      {},
      {
        id: "2039485-1795339700123",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:28:20.123Z",
        customer: { id: "hubspot:65059681032", ...jo },
        channel: "EMAIL",
        agent: { id: "45678" },
        issueId: "2039485",
        attributes: { priority: "HIGH" },
      },
    ],
    [
      "HubSpot a won deal by a workflow",
      "hubspot",
      hubspot.dealWorkflow,
      {},
      {
        id: "deal-777-closedwon",
        type: "deal.won",
        occurredAt: "2026-11-22T09:28:20.123Z",
        customer: { id: "hubspot:65059681032", ...jo },
        agent: { id: "45678" },
        amount: { value: "1200.50", currency: "EUR" },
        attributes: { pipeline: "default" },
      },
    ],
    [
      "Shopify a fulfilled order, its ids to the last digit",
      "shopify",
      shopify.order,
      topic("orders/fulfilled"),
      {
        id: "fulfilled-820982911946154508",
        type: "order.fulfilled",
        occurredAt: "2022-01-01T00:00:00.000Z",
        customer: { id: "shopify:115310627314723954", email: "jon@example.com", name: "John Smith", locale: "en" },
        channel: "web",
        product: "IPod Nano - 8GB",
        amount: { value: "398.00", currency: "USD" },
        attributes: { order: "#9999" },
        test: false,
      },
    ],
    [
      "Shopify a purchase",
      "shopify",
      shopify.order,
      topic("orders/paid"),
      {
        id: "paid-820982911946154508",
        type: "purchase.completed",
        occurredAt: "2022-01-01T00:00:00.000Z",
        customer: { id: "shopify:115310627314723954", email: "jon@example.com", name: "John Smith", locale: "en" },
        channel: "web",
        product: "IPod Nano - 8GB",
        amount: { value: "398.00", currency: "USD" },
        attributes: { order: "#9999" },
        test: false,
      },
    ],
    [
      "Shopify a cancelled order of its test gateway as a test",
      "shopify",
      shopify.cancelledOrder,
      topic("orders/cancelled"),
      {
        id: "cancelled-820982911946154508",
        type: "order.cancelled",
        occurredAt: "2022-01-01T00:00:00.000Z",
        customer: { id: "shopify:115310627314723954", email: "jon@example.com", name: "John Smith", locale: "en" },
        channel: "web",
        product: "IPod Nano - 8GB",
        amount: { value: "398.00", currency: "USD" },
        attributes: { order: "#9999" },
        test: true,
      },
    ],
    [
      "Shopify a delivered order",
      "shopify",
      shopify.deliveredFulfillment,
      topic("fulfillments/update"),
      {
        id: "delivered-123456",
        type: "order.delivered",
        occurredAt: "2022-01-03T15:00:00.000Z",
        customer: { email: "jon@example.com", name: "Steve Shipper" },
        product: "IPod Nano - 8GB",
        attributes: { order: "820982911946154508" },
      },
    ],
    [
      "Shopify a cancelled subscription",
      "shopify",
      shopify.cancelledSubscription,
      topic("subscription_contracts/update"),
      {
        id: "subscription-593791907",
        type: "customer.cancelled",
        occurredAt: "2026-11-22T09:20:00.123Z",
        customer: { id: "shopify:500361544" },
      },
    ],
    [
      "Stripe a purchase",
      "stripe",
      stripe.checkoutCompleted,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "purchase.completed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "cus_NeZwdNtLEOXuvB", ...jo, locale: "de" },
        amount: { value: "21.98", currency: "USD" },
      },
    ],
    [
      "Stripe a purchase that was paid later, in no locale",
      "stripe",
      stripe.checkoutPaidLater,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "purchase.completed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "cus_NeZwdNtLEOXuvB", ...jo },
        amount: { value: "21.98", currency: "USD" },
      },
    ],
    [
      "Stripe a purchase in test mode as a test",
      "stripe",
      stripe.testCheckout,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "purchase.completed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "cus_NeZwdNtLEOXuvB", ...jo, locale: "de" },
        amount: { value: "21.98", currency: "USD" },
        test: true,
      },
    ],
    [
      "Stripe a renewal, its customer expanded",
      "stripe",
      stripe.invoicePaid,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "payment.succeeded",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "cus_NeZwdNtLEOXuvB", ...jo },
        amount: { value: "5.99", currency: "EUR" },
      },
    ],
    [
      "Stripe a payment that failed",
      "stripe",
      stripe.invoiceFailed,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "payment.failed",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "cus_NeZwdNtLEOXuvB", ...jo },
        amount: { value: "5.99", currency: "EUR" },
      },
    ],
    [
      "Stripe a refund, in a currency without decimals",
      "stripe",
      stripe.chargeRefunded,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "payment.refunded",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: jo,
        amount: { value: "500", currency: "JPY" },
      },
    ],
    [
      "Stripe a cancelled subscription",
      "stripe",
      stripe.subscriptionDeleted,
      {},
      {
        id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        type: "customer.cancelled",
        occurredAt: "2026-11-22T09:28:20.000Z",
        customer: { id: "cus_NeZwdNtLEOXuvB" },
        attributes: { plan: "Pro", reason: "too_expensive" },
      },
    ],
    [
      "Salesforce a closed case",
      "salesforce",
      salesforce.closedCase,
      {},
      {
        id: "5003000000D8cuIAAR@2026-11-22T09:20:00.000+0000",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:20:00.000Z",
        customer: { id: "0033000000PCuQrAAL", ...jo },
        channel: "Web",
        agent: { id: "00530000003GrFAAA0", name: "Sam" },
        issueId: "00001026",
        attributes: { priority: "High", type: "Electrical" },
      },
    ],
    [
      "Salesforce a won opportunity",
      "salesforce",
      salesforce.wonOpportunity,
      {},
      {
        id: "0063000000D8cuIAAR@Closed Won",
        type: "deal.won",
        occurredAt: "2026-11-22T09:21:00.000Z",
        customer: { id: "0033000000PCuQrAAL", ...jo },
        agent: { id: "00530000003GrFAAA0" },
        amount: { value: "1200.5", currency: "EUR" },
      },
    ],
    [
      "Jira Service Management a resolved request",
      "jira-service-management",
      jira.resolved,
      {},
      {
        id: "SUP-22@1795339700123",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:28:20.123Z",
        customer: { id: "qm:b2e19a89:93eb", ...jo, locale: "en-GB", timeZone: "Europe/London" },
        agent: { id: "712020:f1ad7cfd", name: "Sam" },
        issueId: "SUP-22",
        attributes: { project: "SUP", priority: "Medium", type: "[System] Service request" },
      },
    ],
    [
      "Gorgias a closed ticket",
      "gorgias",
      gorgias.closed,
      {},
      {
        id: "5932@2026-11-22T09:20:00.123456",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:20:00.123Z",
        customer: { id: "gorgias:811", ...jo },
        channel: "email",
        agent: { id: "7", name: "Sam" },
        issueId: "5932",
      },
    ],
    [
      "Gorgias a closed ticket that nobody had taken",
      "gorgias",
      gorgias.closedByNobody,
      {},
      {
        id: "5932@2026-11-22T09:20:00.123456",
        type: "ticket.solved",
        occurredAt: "2026-11-22T09:20:00.123Z",
        customer: { id: "gorgias:811", ...jo },
        channel: "email",
        issueId: "5932",
      },
    ],
    [
      "WooCommerce a completed order",
      "woocommerce",
      woocommerce.completedOrder,
      wooTopic("order.updated"),
      {
        id: "727-completed",
        type: "order.fulfilled",
        occurredAt: "2026-11-22T09:20:00.000Z",
        customer: { id: "woocommerce:26", ...jo },
        channel: "checkout",
        product: "Woo Single #1",
        amount: { value: "29.35", currency: "USD" },
        attributes: { order: "727" },
      },
    ],
    [
      "WooCommerce a guest's purchase, who has no id",
      "woocommerce",
      woocommerce.guestOrder,
      wooTopic("order.created"),
      {
        id: "727-processing",
        type: "purchase.completed",
        occurredAt: "2026-11-20T19:28:08.000Z",
        customer: jo,
        channel: "checkout",
        product: "Woo Single #1",
        amount: { value: "29.35", currency: "USD" },
        attributes: { order: "727" },
      },
    ],
    [
      "WooCommerce a cancelled subscription",
      "woocommerce",
      woocommerce.cancelledSubscription,
      wooTopic("subscription.updated"),
      {
        id: "800-cancelled",
        type: "customer.cancelled",
        occurredAt: "2026-11-22T09:20:08.000Z",
        customer: { id: "woocommerce:26", ...jo },
        channel: "checkout",
        amount: { value: "29.35", currency: "USD" },
        attributes: { order: "800" },
      },
    ],
  ])("%s", (_what, kind, payload, headers, report) => {
    expect(received(kind, payload, headers)).toEqual([report]);
  });

  it("HubSpot each of several events, and of those without a customer none", () => {
    const occurredAt = "2026-11-22T09:28:20.123Z";
    expect(received("hubspot", hubspot.appEvents)).toEqual([
      {
        id: "customer-65059681032-1795339700123",
        type: "customer.gained",
        occurredAt,
        customer: { id: "hubspot:65059681032" },
      },
      {
        id: "customer-65059681033-1795339700123",
        type: "customer.gained",
        occurredAt,
        customer: { id: "hubspot:65059681033" },
      },
      { ignored: "It is none of ticket.solved, deal.won, deal.lost, customer.gained." },
    ]);
  });

  it.each([
    ["usd", 1, "0.01"],
    ["eur", 123_456, "1234.56"],
    ["jpy", 500, "500"],
    ["krw", 1_000, "1000"],
    ["kwd", 1_230, "1.230"],
    // Without decimals in the world, and with two of them at Stripe.
    ["isk", 500, "5.00"],
    ["ugx", 500, "5.00"],
  ])("Stripe amounts as they are in %s", (currency, amount, value) => {
    expect(received("stripe", stripe.checkoutIn(currency, amount))).toMatchObject([
      { amount: { value, currency: currency.toUpperCase() } },
    ]);
  });

  it.each<[string, SourceKindName, unknown, Record<string, string>?]>([
    ["Zendesk a ticket that is only pending", "zendesk", { ...zendesk.statusChanged, event: { current: "PENDING" } }],
    ["Zendesk a comment", "zendesk", { ...zendesk.statusChanged, type: "zen:event-type:ticket.comment_added" }],
    ["Intercom a reply", "intercom", { ...intercom.conversationClosed, topic: "conversation.admin.replied" }],
    ["Intercom its ping", "intercom", intercom.ping],
    ["Freshdesk an open ticket", "freshdesk", { ...freshdesk.closed, ticket_status: "Open" }],
    ["Shopify a fulfilment under way", "shopify", { shipment_status: "in_transit" }, topic("fulfillments/update")],
    ["Shopify another topic", "shopify", shopify.order, topic("orders/updated")],
    ["Shopify a delivery without a topic", "shopify", shopify.order],
    ["Stripe a checkout that is not paid", "stripe", stripe.checkoutUnpaid],
    ["Stripe the first invoice of a subscription", "stripe", stripe.firstInvoicePaid],
    ["Salesforce an open case", "salesforce", { ...salesforce.closedCase, IsClosed: false, Status: "New" }],
    ["Jira a solved request that is touched", "jira-service-management", jira.touched],
    ["Gorgias an open ticket", "gorgias", { ...gorgias.closed, status: "open" }],
    [
      "WooCommerce an order on hold",
      "woocommerce",
      { ...woocommerce.guestOrder, status: "on-hold" },
      wooTopic("order.updated"),
    ],
    ["WooCommerce a product", "woocommerce", woocommerce.completedOrder, wooTopic("product.updated")],
    ["whatever else Zendesk sends", "zendesk", {}],
  ])("nothing of %s, and is told why", (_what, kind, payload, headers) => {
    expect(received(kind, payload, headers)).toEqual([
      { ignored: expect.stringMatching(/^It is none of [a-z., ]+\.$/) },
    ]);
  });
});

describe("every kind", () => {
  it.each(Object.entries(sourceKinds))("%s has a mapping that a business could have written itself", (_name, kind) => {
    expect(mappingFaults(kind.mapping)).toEqual([]);
    expect(JSON.parse(JSON.stringify(kind.mapping))).toEqual(kind.mapping);
  });

  it.each(Object.entries(sourceKinds))("%s says where its secret comes from", (_name, kind) => {
    expect(kind.about).toMatch(/secret/);
    expect(kind.about).toMatch(/[.}]$/);
  });

  it.each(["freshdesk", "salesforce", "gorgias"] as const)("%s says that its vendor cannot sign", (name) => {
    expect(sourceKinds[name].about).toMatch(/cannot sign/);
  });
});
