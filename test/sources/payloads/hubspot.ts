/**
 * Events of an app: https://developers.hubspot.com/docs/guides/crm/private-apps/webhooks; the signature:
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation; a workflow's webhook
 * with a body of one's choice: https://knowledge.hubspot.com/workflows/how-do-i-use-webhooks-with-hubspot-workflows. 2026-11-22.
 */
const event = {
  eventId: 567_890_123,
  subscriptionId: 234_567,
  portalId: 12_345_678,
  appId: 987_654,
  occurredAt: 1_795_339_700_123,
  attemptNumber: 0,
  changeSource: "CRM_UI",
  sourceId: "userId:45678",
};

export const appEvents = [
  {
    ...event,
    subscriptionType: "contact.propertyChange",
    objectId: 65_059_681_032,
    propertyName: "lifecyclestage",
    propertyValue: "customer",
  },
  {
    ...event,
    subscriptionType: "object.propertyChange",
    objectTypeId: "0-1",
    objectId: 65_059_681_033,
    propertyName: "lifecyclestage",
    propertyValue: "customer",
  },
  {
    ...event,
    subscriptionType: "ticket.propertyChange",
    objectId: 123,
    propertyName: "hs_pipeline_stage",
    propertyValue: "4",
  },
];

const contact = { email: "jo@example.com", firstname: "Jo", lastname: "Li", contact_id: "65059681032" };

export const ticketWorkflow = {
  hs_ticket_id: "2039485",
  hs_object_id: 2_039_485,
  closed_date: "1795339700123",
  hs_ticket_priority: "HIGH",
  source_type: "EMAIL",
  hubspot_owner_id: "45678",
  ...contact,
};

export const dealWorkflow = {
  hs_object_id: 777,
  dealstage: "closedwon",
  closedate: 1_795_339_700_123,
  amount: "1200.50",
  deal_currency_code: "EUR",
  pipeline: "default",
  hubspot_owner_id: 45_678,
  ...contact,
};
