/**
 * Envelope, topics and signature: https://developers.intercom.com/docs/references/2.16/webhooks/webhook-models and
 * https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications; the conversation:
 * https://developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/conversations. 2026-11-22.
 */
const envelope = {
  type: "notification_event",
  app_id: "a86dr8yl",
  id: "notif_78c122d0-23ba-11e4-9464-79b01267cc2e",
  links: {},
  delivery_status: "pending",
  delivery_attempts: 1,
  delivered_at: 0,
  first_sent_at: 1_795_339_700,
  created_at: 1_795_339_700,
  self: null,
};

const closedBy = {
  type: "conversation_part.list",
  total_count: 1,
  conversation_parts: [
    {
      type: "conversation_part",
      id: "6073838784",
      part_type: "close",
      body: null,
      created_at: 1_795_339_700,
      author: { type: "admin", id: "3330619", name: "Sam", email: "sam@example.com" },
    },
  ],
};

export const conversationClosed = {
  ...envelope,
  topic: "conversation.admin.closed",
  data: {
    type: "notification_event_data",
    item: {
      type: "conversation",
      id: "137324500000000",
      created_at: 1_795_330_000,
      updated_at: 1_795_339_700,
      source: {
        type: "email",
        id: "608953158",
        delivered_as: "customer_initiated",
        author: { type: "user", id: "5ee3d479d1cf3dedbee23d68", name: "Jo Li", email: "jo@example.com" },
      },
      contacts: {
        type: "contact.list",
        contacts: [{ type: "contact", id: "5ee3d479d1cf3dedbee23d68", external_id: "c-42" }],
      },
      admin_assignee_id: 3330619,
      open: false,
      state: "closed",
      priority: "not_priority",
      conversation_parts: closedBy,
    },
  },
};

/** Begun by a teammate, who must not be taken for the customer. */
export const outboundClosed = {
  ...conversationClosed,
  data: {
    ...conversationClosed.data,
    item: {
      ...conversationClosed.data.item,
      source: {
        type: "conversation",
        delivered_as: "admin_initiated",
        author: { type: "admin", id: "3330619", name: "Sam", email: "sam@example.com" },
      },
    },
  },
};

/** As apps of the first version of the API still get it. */
export const oldConversationClosed = {
  ...envelope,
  topic: "conversation.admin.closed",
  data: {
    type: "notification_event_data",
    item: {
      type: "conversation",
      id: "137324500000000",
      user: { type: "user", id: "5ee3d479d1cf3dedbee23d68", user_id: "c-42", name: "Jo Li", email: "jo@example.com" },
      assignee: { type: "admin", id: "3330619", name: "Sam", email: "sam@example.com" },
      conversation_parts: closedBy,
      state: "closed",
    },
  },
};

export const ticketResolved = {
  ...envelope,
  topic: "ticket.state.updated",
  data: {
    type: "notification_event_data",
    item: {
      type: "ticket",
      id: "991",
      ticket_state: "resolved",
      contacts: {
        type: "contact.list",
        contacts: [{ type: "contact", id: "5ee3", external_id: null, email: "jo@example.com", name: "Jo Li" }],
      },
      admin_assignee_id: 0,
    },
  },
};

export const ping = {
  ...envelope,
  topic: "ping",
  data: { type: "notification_event_data", item: { type: "ping", message: "something something interzen" } },
};
