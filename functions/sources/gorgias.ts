/** Gorgias' HTTP integrations, whose body is what the business writes, and which sign nothing. */
import { isObject } from "../domain/mapping-path.ts";
import type { PathRule } from "../domain/mapping-rule.ts";
import type { WrittenTime } from "../domain/mapping-time.ts";
import { numberedBy } from "./numbered-by.ts";
import { readObject } from "./read-body.ts";
import { hasSharedKey } from "./shared-key.ts";
import type { SourceKind } from "./source.ts";

/** A variable that holds nothing is written as a word. */
const told = (path: string, time?: WrittenTime): PathRule => ({
  path,
  except: ["None", "null"],
  ...(time && { time }),
});

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
      id: { first: [{ join: [told("id"), told("closed_datetime")], with: "@" }, told("id")] },
      occurredAt: told("closed_datetime", "utc"),
      "customer.id": numberedBy("gorgias", told("customer.id")),
      "customer.email": told("customer.email"),
      "customer.name": told("customer.name"),
      "customer.locale": { first: [told("customer.language"), told("language")] },
      "customer.timeZone": told("customer.timezone"),
      channel: told("channel"),
      "agent.id": told("assignee_user.id"),
      "agent.name": told("assignee_user.name"),
      issueId: told("id"),
    },
  },
};
