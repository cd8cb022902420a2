/**
 * "Using webhooks in automation rules", https://support.freshdesk.com/support/solutions/articles/132589-using-webhooks-in-automation-rules,
 * 2026-11-22: simple content in JSON, which Freshdesk wraps in `freshdesk_webhook`, one key for each field that is ticked.
 */
export const resolved = {
  freshdesk_webhook: {
    ticket_id: 63,
    ticket_subject: "Router",
    ticket_status: "Resolved",
    ticket_priority: "Low",
    ticket_source: "Email",
    ticket_type: "Question",
    ticket_product: "",
    ticket_requester_name: "Jo Li",
    ticket_requester_email: "jo@example.com",
    ticket_agent_name: "Sam",
    ticket_agent_email: "sam@example.com",
  },
};

/** Advanced content with the same keys and no wrapper. */
export const closed = { ...resolved.freshdesk_webhook, ticket_status: "Closed" };
