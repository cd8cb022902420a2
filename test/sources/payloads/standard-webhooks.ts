/**
 * The envelope of type, timestamp and data that the specification recommends under "Payload structure":
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, 2026-11-22.
 */
export const envelope = {
  type: "order.delivered",
  timestamp: "2026-11-22T09:30:00Z",
  data: { customer: { email: "jo@example.com" }, product: "Router X" },
};
