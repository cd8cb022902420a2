/**
 * A body is what the integration's owner makes it: https://docs.gorgias.com/en-US/http-integrations-81822, 2026-11-22. This is the
 * body that the source's `about` gives, its variables filled; their names are those of the ticket object,
 * https://developers.gorgias.com/reference/the-ticket-object.
 */
export const closed = {
  id: "5932",
  status: "closed",
  channel: "email",
  closed_datetime: "2026-11-22T09:20:00.123456",
  customer: { id: "811", email: "jo@example.com", name: "Jo Li" },
  assignee_user: { id: "7", name: "Sam" },
};

/** A ticket that nobody had taken, as the templates write what there is not. */
export const closedByNobody = { ...closed, assignee_user: { id: "None", name: "None" } };
