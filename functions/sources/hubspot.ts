/** HubSpot, by the third version of its signature, which alone has a time in it. */
import { numberedBy } from "./numbered-by.ts";
import { readJson } from "./read-body.ts";
import { anySecret, countOf, hmac, isRecent, isSame } from "./signature.ts";
import type { SourceKind } from "./source.ts";

/** The characters HubSpot signs as they are where a URL has them encoded. */
const decoded: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

export const hubspot: SourceKind = {
  about:
    "The secret is the client secret of your app: Development, your app, Auth. HubSpot must sign with X-HubSpot-Signature-v3. Its " +
    "events of tickets and deals do not say who the customer is: let a workflow send a webhook with the request signature on, and a " +
    "body of your choice with hs_ticket_id or dealstage, hs_object_id, email, firstname, lastname, hubspot_owner_id, closed_date.",
  secret: "given",
  verify({ url, headers, body }, secrets, now) {
    const { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": timestamp } = headers;
    if (signature === undefined || timestamp === undefined || !isRecent(countOf(timestamp), now)) return false;
    const called = url.replace(/%[0-9A-F]{2}/gi, (code) => decoded[code.toUpperCase()] ?? code);
    const content = [`POST${called}`, body, timestamp];
    return anySecret(secrets, (secret) => isSame(hmac("sha256", secret, content, "base64"), signature));
  },
  events({ body }) {
    const value = readJson(body);
    return Array.isArray(value) ? value : [value];
  },
  mapping: {
    types: [
      {
        type: "ticket.solved",
        when: { path: "hs_ticket_id", exists: true },
        fields: {
          id: {
            first: [{ join: [{ path: "hs_ticket_id" }, { path: "closed_date" }], with: "-" }, { path: "hs_ticket_id" }],
          },
          occurredAt: { path: "closed_date", time: "milliseconds" },
          issueId: { path: "hs_ticket_id" },
          channel: { path: "source_type" },
          "attributes.priority": { path: "hs_ticket_priority" },
        },
      },
      { type: "deal.won", when: { path: "dealstage", equals: "closedwon" } },
      { type: "deal.lost", when: { path: "dealstage", equals: "closedlost" } },
      {
        type: "customer.gained",
        when: {
          all: [
            {
              any: [
                { path: "subscriptionType", equals: "contact.propertyChange" },
                {
                  all: [
                    { path: "subscriptionType", equals: "object.propertyChange" },
                    { path: "objectTypeId", equals: "0-1" },
                  ],
                },
              ],
            },
            { path: "propertyName", equals: "lifecyclestage" },
            { path: "propertyValue", equals: "customer" },
          ],
        },
        // Its own ids of events are not unique.
        fields: {
          id: { join: [{ const: "customer" }, { path: "objectId" }, { path: "occurredAt" }], with: "-" },
          occurredAt: { path: "occurredAt", time: "milliseconds" },
          "customer.id": numberedBy("hubspot", { path: "objectId" }),
        },
      },
    ],
    fields: {
      id: { join: [{ const: "deal" }, { path: "hs_object_id" }, { path: "dealstage" }], with: "-" },
      occurredAt: { path: "closedate", time: "milliseconds" },
      "customer.id": numberedBy("hubspot", { first: [{ path: "contact_id" }, { path: "vid" }] }),
      "customer.email": { path: "email" },
      "customer.name": {
        first: [{ join: [{ path: "firstname" }, { path: "lastname" }] }, { path: "firstname" }, { path: "lastname" }],
      },
      "customer.locale": { path: "hs_language" },
      "agent.id": { path: "hubspot_owner_id" },
      "amount.value": { path: "amount" },
      "amount.currency": { path: "deal_currency_code" },
      "attributes.pipeline": { first: [{ path: "hs_pipeline" }, { path: "pipeline" }] },
    },
  },
};
