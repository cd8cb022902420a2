/** Jira Service Management's webhooks. They are signed without a time, so a replay is met by its id alone. */
import { readObject } from "./read-body.ts";
import { anySecret, hmac, isSame } from "./signature.ts";
import type { SourceKind } from "./source.ts";

const fields = "issue.fields";

export const jiraServiceManagement: SourceKind = {
  about:
    "Give the secret to Jira: System, WebHooks, your webhook, Secret. Choose the event Issue updated, and by JQL the service projects. " +
    "Jira tells a customer's address only where they let it be seen. It signs no time, so there is no time window.",
  secret: "generated",
  verify({ headers, body }, secrets) {
    const signature = headers["x-hub-signature"];
    if (signature === undefined) return false;
    return anySecret(secrets, (secret) => isSame(`sha256=${hmac("sha256", secret, [body], "hex")}`, signature));
  },
  events: ({ body }) => [readObject(body)],
  mapping: {
    types: [
      {
        type: "ticket.solved",
        when: {
          all: [
            { path: "webhookEvent", equals: "jira:issue_updated" },
            { path: `${fields}.status.statusCategory.key`, equals: "done" },
            {
              any: [
                { path: "changelog.items[field=status].to", exists: true },
                { path: "changelog.items[field=resolution].to", exists: true },
              ],
            },
          ],
        },
      },
    ],
    fields: {
      id: { join: [{ path: "issue.key" }, { path: "timestamp" }], with: "@" },
      occurredAt: { path: "timestamp", time: "milliseconds" },
      "customer.id": {
        first: [
          { path: `${fields}.reporter.accountId` },
          { path: `${fields}.reporter.key` },
          { path: `${fields}.reporter.name` },
        ],
      },
      "customer.email": { path: `${fields}.reporter.emailAddress` },
      "customer.name": { path: `${fields}.reporter.displayName` },
      "customer.locale": { path: `${fields}.reporter.locale` },
      "customer.timeZone": { path: `${fields}.reporter.timeZone` },
      "agent.id": {
        first: [
          { path: `${fields}.assignee.accountId` },
          { path: `${fields}.assignee.key` },
          { path: `${fields}.assignee.name` },
        ],
      },
      "agent.name": { path: `${fields}.assignee.displayName` },
      issueId: { path: "issue.key" },
      "attributes.project": { path: `${fields}.project.key` },
      "attributes.priority": { path: `${fields}.priority.name` },
      "attributes.type": { path: `${fields}.issuetype.name` },
    },
  },
};
