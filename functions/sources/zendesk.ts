/** Zendesk webhooks: ticket events, and the body that a trigger or automation sends. */
import { numberedBy } from "./numbered-by.ts";
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isRecent, isSame } from "./signature.ts";
import type { SourceKind } from "./source.ts";

export const zendesk: SourceKind = {
  about:
    "Zendesk makes the secret: Admin Center, Apps and integrations, Webhooks, your webhook, Reveal secret. Ticket events name the " +
    "customer by Zendesk's id only, so let a trigger notify the webhook when a ticket is solved, with this body: " +
    '{"ticket_id":"{{ticket.id}}","updated_at":"{{ticket.updated_at_with_timestamp}}","requester_id":"{{ticket.requester.id}}",' +
    '"requester_email":"{{ticket.requester.email}}","requester_name":"{{ticket.requester.name}}",' +
    '"assignee_id":"{{ticket.assignee.id}}","assignee_name":"{{ticket.assignee.name}}","via":"{{ticket.via}}"}.',
  secret: "given",
  verify({ headers, body }, secrets, now) {
    const { "x-zendesk-webhook-signature": signature, "x-zendesk-webhook-signature-timestamp": timestamp } = headers;
    if (signature === undefined || timestamp === undefined || !isRecent(timeOf(timestamp), now)) return false;
    return anySecret(secrets, (secret) => isSame(hmac("sha256", secret, [timestamp, body], "base64"), signature));
  },
  events: ({ body }) => [readObject(body)],
  mapping: {
    types: [
      {
        type: "ticket.solved",
        when: {
          all: [
            { path: "type", equals: "zen:event-type:ticket.status_changed" },
            { path: "event.current", oneOf: ["SOLVED", "Solved", "solved"] },
          ],
        },
      },
      // What a trigger sends, which has decided that the ticket is solved; its status is in the agents' language.
      { type: "ticket.solved", when: { path: "ticket_id", exists: true } },
    ],
    fields: {
      id: {
        first: [
          { path: "id" },
          { join: [{ path: "ticket_id" }, { path: "updated_at" }], with: "@" },
          { path: "ticket_id" },
        ],
      },
      occurredAt: {
        first: [
          { path: "time", time: "utc" },
          { path: "updated_at", time: "utc" },
        ],
      },
      "customer.id": numberedBy("zendesk", {
        first: [{ path: "detail.requester_id", except: [0] }, { path: "requester_id" }],
      }),
      "customer.email": { path: "requester_email" },
      "customer.name": { path: "requester_name" },
      "customer.locale": { path: "requester_locale" },
      "customer.timeZone": { path: "requester_time_zone" },
      channel: { first: [{ path: "detail.via.channel" }, { path: "via" }] },
      "agent.id": { first: [{ path: "detail.assignee_id", except: [0] }, { path: "assignee_id" }] },
      "agent.name": { path: "assignee_name" },
      issueId: { first: [{ path: "detail.id" }, { path: "ticket_id" }] },
      "attributes.priority": { first: [{ path: "detail.priority" }, { path: "priority" }] },
    },
  },
};

const timeOf = (timestamp: string): number | undefined =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(timestamp) ? Date.parse(timestamp) : undefined;
