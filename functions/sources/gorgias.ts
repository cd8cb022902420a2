/** Gorgias' HTTP integrations, whose body is what the business writes, and which sign nothing. */
import { isObject } from "../domain/mapping-path.ts";
import { readObject } from "./read-body.ts";
import { hasSharedKey } from "./shared-key.ts";
import type { SourceKind } from "./source.ts";

export const gorgias: SourceKind = {
  about:
    "Gorgias cannot sign what it sends, so the secret travels with it: add an HTTP integration (POST, JSON, trigger ticket status updated) with the " +
    "header X-Hearback-Key and this body: " +
    '{"id":"{{ticket.id}}","status":"{{ticket.status}}","channel":"{{ticket.channel}}","closed_datetime":"{{ticket.closed_datetime}}",' +
    '"customer":{"id":"{{ticket.customer.id}}","email":"{{ticket.customer.email}}","name":"{{ticket.customer.name}}"},' +
    '"assignee_user":{"id":"{{ticket.assignee_user.id}}","name":"{{ticket.assignee_user.name}}"}}.',
  secret: "generated",
  verify: hasSharedKey,
  events({ body }) {
    const event = readObject(body);
    return [isObject(event["ticket"]) ? event["ticket"] : event];
  },
  mapping: {
    types: [{ type: "ticket.solved", when: { path: "status", equals: "closed" } }],
    fields: {
      id: { first: [{ join: [{ path: "id" }, { path: "closed_datetime" }], with: "@" }, { path: "id" }] },
      occurredAt: { path: "closed_datetime", time: "utc" },
      "customer.id": { path: "customer.id" },
      "customer.email": { path: "customer.email" },
      "customer.name": { path: "customer.name" },
      "customer.locale": { first: [{ path: "customer.language" }, { path: "language" }] },
      "customer.timeZone": { path: "customer.timezone" },
      channel: { path: "channel" },
      "agent.id": { path: "assignee_user.id" },
      "agent.name": { path: "assignee_user.name" },
      issueId: { path: "id" },
    },
  },
};
