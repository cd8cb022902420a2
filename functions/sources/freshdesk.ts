/** Freshdesk's automation rules, which sign nothing. */
import { isObject } from "../domain/mapping-path.ts";
import { readObject } from "./read-body.ts";
import { hasSharedKey } from "./shared-key.ts";
import type { SourceKind } from "./source.ts";

export const freshdesk: SourceKind = {
  about:
    "Freshdesk cannot sign what its automations send, so the secret travels with it: in the rule's action Trigger webhook add the " +
    "custom header X-Hearback-Key with the secret. Whoever can read the rule knows it, and a delivery is as trustworthy as TLS. Choose JSON, and " +
    "ticket id, status, requester name and email, agent name and email, product, source and priority as its content.",
  secret: "generated",
  verify: hasSharedKey,
  events({ body }) {
    const event = readObject(body);
    return [isObject(event["freshdesk_webhook"]) ? event["freshdesk_webhook"] : event];
  },
  mapping: {
    types: [
      { type: "ticket.solved", when: { path: "ticket_status", oneOf: ["Resolved", "resolved", 4] } },
      { type: "ticket.closed", when: { path: "ticket_status", oneOf: ["Closed", "closed", 5] } },
    ],
    fields: {
      // Nothing tells one solving of a ticket from the next, so each ticket is asked about once.
      id: { join: [{ path: "ticket_id" }, { path: "ticket_status" }], with: "-" },
      "customer.id": { path: "ticket_requester_unique_external_id" },
      "customer.email": { path: "ticket_requester_email" },
      "customer.name": { path: "ticket_requester_name" },
      channel: { path: "ticket_source" },
      // There is no placeholder for an agent's id.
      "agent.id": { path: "ticket_agent_email" },
      "agent.name": { path: "ticket_agent_name" },
      product: { path: "ticket_product" },
      issueId: { path: "ticket_id" },
      "attributes.priority": { path: "ticket_priority" },
      "attributes.type": { path: "ticket_type" },
    },
  },
};
