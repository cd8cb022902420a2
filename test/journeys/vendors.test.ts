import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SourceKindName } from "../../functions/sources/kinds.ts";
import { deliveriesOf, sender } from "../endpoints/hooks/senders.ts";
import { type ContractedHearback, shown, startUnderContract } from "../http/contract.ts";
import { secretOf } from "../sources/deliveries.ts";
import * as freshdesk from "../sources/payloads/freshdesk.ts";
import * as generic from "../sources/payloads/generic.ts";
import * as gorgias from "../sources/payloads/gorgias.ts";
import * as hubspot from "../sources/payloads/hubspot.ts";
import * as intercom from "../sources/payloads/intercom.ts";
import * as jira from "../sources/payloads/jira-service-management.ts";
import * as salesforce from "../sources/payloads/salesforce.ts";
import * as shopify from "../sources/payloads/shopify.ts";
import * as standard from "../sources/payloads/standard-webhooks.ts";
import * as stripe from "../sources/payloads/stripe.ts";
import * as woocommerce from "../sources/payloads/woocommerce.ts";
import * as zendesk from "../sources/payloads/zendesk.ts";

/** The usual event of each vendor, as its documentation shows it, and what has happened by it. */
const usual: Record<SourceKindName, { event: unknown; type: string; headers?: Record<string, string> }> = {
  generic: { event: generic.interaction, type: generic.interaction.type },
  "standard-webhooks": { event: standard.envelope, type: standard.envelope.type },
  zendesk: { event: zendesk.triggered, type: "ticket.solved" },
  intercom: { event: intercom.conversationClosed, type: "conversation.closed" },
  freshdesk: { event: freshdesk.resolved, type: "ticket.solved" },
  hubspot: { event: hubspot.ticketWorkflow, type: "ticket.solved" },
  shopify: { event: shopify.order, type: "order.fulfilled", headers: { "x-shopify-topic": "orders/fulfilled" } },
  stripe: { event: stripe.checkoutCompleted, type: "purchase.completed" },
  salesforce: { event: salesforce.closedCase, type: "ticket.solved" },
  "jira-service-management": { event: jira.resolved, type: "ticket.solved" },
  gorgias: { event: gorgias.closed, type: "ticket.solved" },
  woocommerce: {
    event: woocommerce.completedOrder,
    type: "order.fulfilled",
    headers: { "x-wc-webhook-topic": "order.updated" },
  },
};

describe("the webhooks that a vendor sends", () => {
  let hearback: ContractedHearback;
  beforeAll(async () => {
    hearback = await startUnderContract();
  });
  afterAll(() => hearback.close());

  it.each(Object.entries(usual))("need no mapping of one's own: %s", async (kind, { event, type, headers = {} }) => {
    const source = await sender(hearback, { kind: kind as SourceKindName, secret: secretOf[kind as SourceKindName] });
    const told = { headers, messageId: "msg_7" };
    const first = await source.send(event, told);
    expect(first.json.results).toMatchObject([{ outcome: "accepted", interaction: { id: expect.any(String) } }]);
    const { json: story } = await hearback.call("GET", `/v1/interactions/${first.json.results[0].interaction.id}`);
    expect([story.type, typeof story.externalId]).toEqual([type, "string"]);
    expect(shown(await source.send(event, told))).toEqual(shown(first));
    expect(await deliveriesOf(hearback, source)).toHaveLength(2);
  });

  it("are ignored where they say nothing about a customer's experience", async () => {
    const source = await sender(hearback, { kind: "intercom", secret: secretOf.intercom });
    expect((await source.send(intercom.ping)).json.results).toMatchObject([{ outcome: "ignored" }]);
  });
});
