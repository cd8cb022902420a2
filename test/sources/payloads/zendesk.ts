/**
 * Envelope: https://developer.zendesk.com/api-reference/webhooks/event-types/webhook-event-types/; the detail and event of a
 * ticket: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events; how it is signed:
 * https://developer.zendesk.com/documentation/webhooks/verifying/. All 2026-11-22; an older copy of the last page has body
 * before timestamp, today's page and its code have timestamp before body.
 */
export const statusChanged = {
  type: "zen:event-type:ticket.status_changed",
  account_id: 12514403,
  id: "2b24ef10-19d4-4740-93cf-8f98ec4776c0",
  time: "2026-11-22T09:20:18Z",
  zendesk_event_version: "2022-11-06",
  subject: "zen:ticket:35436",
  detail: {
    actor_id: "8447388090494",
    assignee_id: "8447388090494",
    brand_id: "8447346621310",
    created_at: "2026-11-20T17:18:10Z",
    custom_status: "8447320465790",
    description: "My router does not start.",
    external_id: null,
    form_id: "8646151517822",
    group_id: "8447320466430",
    id: "35436",
    is_public: true,
    organization_id: "8447346622462",
    priority: "LOW",
    requester_id: "8447388090495",
    status: "SOLVED",
    subject: "Router",
    submitter_id: "8447388090495",
    tags: ["router"],
    type: "PROBLEM",
    updated_at: "2026-11-22T09:20:18Z",
    via: { channel: "web_service" },
  },
  event: { current: "SOLVED", previous: "OPEN", meta: { sequence: { id: "01", position: 1 } } },
};

/**
 * What a trigger sends with the body that the source's `about` gives, its placeholders filled. Its times have no seconds:
 * https://support.zendesk.com/hc/en-us/articles/4408886858138, 2026-11-22.
 */
export const triggered = {
  ticket_id: "35436",
  updated_at: "2026-11-22T09:20Z",
  requester_id: "8447388090495",
  requester_email: "jo@example.com",
  requester_name: "Jo Li",
  assignee_id: "8447388090494",
  assignee_name: "Sam",
  via: "Mail",
};
