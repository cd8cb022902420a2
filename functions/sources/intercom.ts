/** Intercom notifications. They are signed without a time, so a replay is met by its id alone. */
import type { FieldRule } from "../domain/mapping-rule.ts";
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isSame } from "./signature.ts";
import type { SourceKind } from "./source.ts";

const item = "data.item";
const part = `${item}.conversation_parts.conversation_parts.0`;

/** Whoever wrote first may be a teammate. */
const author = (field: string): FieldRule => ({
  path: `${item}.source.author.${field}`,
  when: { path: `${item}.source.author.type`, oneOf: ["user", "lead", "contact"] },
});

const closer = (field: string): FieldRule => ({
  path: `${part}.author.${field}`,
  when: { path: `${part}.author.type`, equals: "admin" },
});

const contact = (field: string): FieldRule[] => [
  { path: `${item}.user.${field}` },
  { path: `${item}.contacts.contacts.0.${field}` },
  { path: `${item}.contacts.0.${field}` },
  author(field),
];

export const intercom: SourceKind = {
  about:
    "The secret is the client secret of your app: Developer Hub, your app, Basic information. Choose the topics " +
    "conversation.admin.closed and ticket.state.updated. Intercom signs no time, so there is no time window.",
  secret: "given",
  verify({ headers, body }, secrets) {
    const signature = headers["x-hub-signature"];
    if (signature === undefined) return false;
    return anySecret(secrets, (secret) => isSame(`sha1=${hmac("sha1", secret, [body], "hex")}`, signature));
  },
  events: ({ body }) => [readObject(body)],
  mapping: {
    types: [
      { type: "conversation.closed", when: { path: "topic", equals: "conversation.admin.closed" } },
      {
        type: "ticket.solved",
        when: {
          all: [
            { path: "topic", equals: "ticket.state.updated" },
            {
              any: [
                { path: `${item}.ticket_state`, equals: "resolved" },
                { path: `${item}.ticket_state.category`, equals: "resolved" },
              ],
            },
          ],
        },
      },
    ],
    fields: {
      id: { path: "id" },
      occurredAt: { path: "created_at", time: "seconds" },
      // The business's own id before Intercom's.
      "customer.id": {
        first: [
          { path: `${item}.user.user_id` },
          { path: `${item}.contacts.contacts.0.external_id` },
          { path: `${item}.contacts.0.external_id` },
          ...contact("id"),
        ],
      },
      "customer.email": { first: contact("email") },
      "customer.name": { first: contact("name") },
      channel: { path: `${item}.source.type` },
      "agent.id": {
        first: [{ path: `${item}.assignee.id` }, closer("id"), { path: `${item}.admin_assignee_id`, except: [0] }],
      },
      "agent.name": { first: [{ path: `${item}.assignee.name` }, closer("name")] },
      issueId: { path: `${item}.id` },
      "attributes.priority": { path: `${item}.priority` },
    },
  },
};
