/** Salesforce, by an HTTP callout of a flow or of Apex, which can set a header and signs nothing. */
import { readObject } from "./read-body.ts";
import { hasSharedKey } from "./shared-key.ts";
import type { SourceKind } from "./source.ts";

export const salesforce: SourceKind = {
  about:
    "Salesforce cannot sign a callout, so the secret travels with it: make an external credential with the custom header " +
    "X-Hearback-Key, a named credential that uses it, and a flow with an HTTP callout whose body has the fields of the case or " +
    "opportunity by their API names (Id, CaseNumber, Status, ClosedDate, ContactId, ContactEmail, OwnerId …). Outbound messages " +
    "are SOAP without such a header and are not taken.",
  secret: "generated",
  verify: hasSharedKey,
  events: ({ body }) => [readObject(body)],
  mapping: {
    types: [
      {
        type: "ticket.solved",
        when: {
          all: [
            { path: "CaseNumber", exists: true },
            {
              any: [
                { path: "IsClosed", equals: true },
                { path: "Status", oneOf: ["Closed", "Resolved", "Solved"] },
              ],
            },
          ],
        },
      },
      {
        type: "deal.won",
        when: {
          any: [
            { path: "IsWon", equals: true },
            { path: "StageName", equals: "Closed Won" },
          ],
        },
      },
      { type: "deal.lost", when: { path: "StageName", equals: "Closed Lost" } },
    ],
    fields: {
      id: {
        first: [
          { join: [{ path: "Id" }, { path: "ClosedDate" }], with: "@" },
          { join: [{ path: "Id" }, { path: "StageName" }], with: "@" },
          { path: "Id" },
        ],
      },
      occurredAt: {
        first: [
          { path: "ClosedDate", time: "utc" },
          { path: "LastModifiedDate", time: "utc" },
        ],
      },
      "customer.id": { first: [{ path: "ContactId" }, { path: "Contact.Id" }, { path: "AccountId" }] },
      "customer.email": { first: [{ path: "ContactEmail" }, { path: "Contact.Email" }, { path: "SuppliedEmail" }] },
      "customer.name": { first: [{ path: "Contact.Name" }, { path: "ContactName" }, { path: "SuppliedName" }] },
      "customer.locale": { path: "Language" },
      channel: { first: [{ path: "Origin" }, { path: "LeadSource" }] },
      "agent.id": { first: [{ path: "OwnerId" }, { path: "Owner.Id" }] },
      "agent.name": { path: "Owner.Name" },
      issueId: { path: "CaseNumber" },
      "amount.value": { path: "Amount" },
      "amount.currency": { path: "CurrencyIsoCode" },
      "attributes.priority": { path: "Priority" },
      "attributes.type": { path: "Type" },
    },
  },
};
