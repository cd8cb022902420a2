/** Our own contract: docs of POST /v1/interactions, 2026-11-22. */
export const interaction = {
  id: "ticket-1001",
  type: "ticket.solved",
  occurredAt: "2026-11-22T09:30:00Z",
  customer: { id: "c-42", email: "jo@example.com", name: "Jo Li", locale: "en-GB", timeZone: "Europe/London" },
  channel: "chat",
  agent: { id: "a-7", name: "Sam" },
  handleTimeSeconds: 312,
  amount: { value: "49.90", currency: "EUR" },
  attributes: { plan: "pro" },
};
