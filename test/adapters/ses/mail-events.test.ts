import { describe, expect, it } from "vitest";
import { toMailEvent } from "../../../functions/adapters/ses/mail-events.ts";
import { invitationId, workspaceId } from "../../domain/builders.ts";

const tags = { workspace: [workspaceId], invitation: [invitationId], step: ["0"], attempt: ["2"] };
const mail = { timestamp: "2026-11-22T09:30:00.000Z", messageId: "0100-1", source: "feedback@juniper.example", tags };
const later = "2026-11-22T09:31:30.250Z";

/** An event as the configuration set publishes it. */
const event = (eventType: string, told: Record<string, unknown> = {}) => JSON.stringify({ eventType, mail, ...told });
const read = (eventType: string, told?: Record<string, unknown>) => toMailEvent(event(eventType, told));

describe("an SES event about a mail of ours", () => {
  it("tells the mail, when SES took it, when it happened, and our tags", () => {
    expect(read("Delivery", { delivery: { timestamp: later } })).toEqual({
      type: "delivered",
      messageId: "0100-1",
      acceptedAt: mail.timestamp,
      at: later,
      tags: { workspace: workspaceId, invitation: invitationId, step: 0, attempt: 2 },
    });
  });

  it.each([
    ["Send", { send: {} }, { type: "send", at: mail.timestamp }],
    ["Reject", { reject: { reason: "Bad content" } }, { type: "rejected", at: mail.timestamp }],
    ["DeliveryDelay", { deliveryDelay: { timestamp: later } }, { type: "delayed", at: later }],
    ["Delivery", { delivery: { timestamp: later } }, { type: "delivered", at: later }],
    ["Bounce", { bounce: { bounceType: "Permanent", timestamp: later } }, { type: "bounced", at: later }],
    ["Complaint", { complaint: { timestamp: later } }, { type: "complained", at: later }],
  ])("of type %s is told as such", (eventType, told, expected) => {
    expect(read(eventType, told)).toMatchObject(expected);
  });

  it("ends all mailing when it is a permanent bounce or a complaint", () => {
    const bounce = { bounceType: "Permanent", bounceSubType: "General", timestamp: later };
    expect(read("Bounce", { bounce })?.suppress).toBe("bounced");
    expect(read("Complaint", { complaint: { timestamp: later } })?.suppress).toBe("complained");
  });

  it.each(["Transient", "Undetermined"])("is a delay when the bounce is %s, and ends nothing", (bounceType) => {
    const told = read("Bounce", { bounce: { bounceType, timestamp: later } });
    expect(told).toMatchObject({ type: "delayed", at: later });
    expect(told).not.toHaveProperty("suppress");
  });

  it.each(["Send", "Delivery", "DeliveryDelay", "Reject"])("ends nothing when it is a %s", (eventType) => {
    expect(read(eventType)).not.toHaveProperty("suppress");
  });

  it("may come as a notification of an identity, which names its type otherwise", () => {
    const notification = { notificationType: "Bounce", mail, bounce: { bounceType: "Permanent", timestamp: later } };
    expect(toMailEvent(JSON.stringify(notification))).toMatchObject({ type: "bounced", suppress: "bounced" });
  });

  it("is read with its time in any zone", () => {
    const told = { mail: { ...mail, timestamp: "2026-11-22T10:30:00+01:00" } };
    expect(read("Send", told)).toMatchObject({ acceptedAt: mail.timestamp, at: mail.timestamp });
  });

  it("tells the address it was sent to, whatever the bounce calls it", () => {
    const sent = { ...mail, destination: ["jo@example.com"] };
    const bounce = {
      bounceType: "Permanent",
      timestamp: later,
      bouncedRecipients: [{ emailAddress: "joanna@other.example" }],
    };
    expect(read("Bounce", { mail: sent, bounce })?.recipient).toBe("jo@example.com");
    expect(read("Send")).not.toHaveProperty("recipient");
  });

  it("is read whatever else SES tells of it", () => {
    const more = { ...mail, destination: ["jo@example.com"], headers: [{ name: "To", value: "jo@example.com" }] };
    const told = { mail: { ...more, tags: { ...tags, "ses:configuration-set": ["hearback"] } }, send: {}, extra: 1 };
    expect(read("Send", told)).toMatchObject({ type: "send", messageId: "0100-1" });
  });
});

describe("an SES event of no concern", () => {
  it.each(["Open", "Click", "Rendering Failure", "Subscription", "send", "", "toString", "constructor", "__proto__"])(
    "is one of type %j",
    (eventType) => {
      expect(read(eventType)).toBeUndefined();
    },
  );

  it("is one of no type at all", () => {
    expect(toMailEvent(JSON.stringify({ mail }))).toBeUndefined();
  });

  it.each(["workspace", "invitation", "step", "attempt"])("is one without the tag %s", (name) => {
    const { [name]: _, ...others } = tags as Record<string, string[]>;
    expect(read("Send", { mail: { ...mail, tags: others } })).toBeUndefined();
    expect(read("Send", { mail: { ...mail, tags: { ...others, [name]: [] } } })).toBeUndefined();
  });

  it("is one about another sender's mail", () => {
    expect(read("Send", { mail: { ...mail, tags: { "ses:operation": ["SendEmail"] } } })).toBeUndefined();
    const { tags: _, ...untagged } = mail;
    expect(read("Send", { mail: untagged })).toBeUndefined();
  });

  it.each(["step", "attempt"])("is one whose tag %s is no number of ours", (name) => {
    for (const value of ["x", "", "1.5", "-1", "NaN", "1e3"]) {
      expect(read("Send", { mail: { ...mail, tags: { ...tags, [name]: [value] } } })).toBeUndefined();
    }
  });
});

describe("a record that is no SES event", () => {
  it.each([
    ["no JSON", "hello"],
    ["nothing", ""],
    ["a list", "[]"],
    ["a number", "7"],
    ["null", "null"],
    ["an object without a mail", "{}"],
    ["an event whose mail has no id", JSON.stringify({ eventType: "Send", mail: { ...mail, messageId: "" } })],
    ["an event whose mail has no time", JSON.stringify({ eventType: "Send", mail: { ...mail, timestamp: "today" } })],
    ["an event with an impossible time", event("Bounce", { bounce: { bounceType: "Permanent", timestamp: "x" } })],
    ["an SNS envelope", JSON.stringify({ Type: "Notification", Message: event("Send") })],
  ])("throws when it is %s, so that the queue keeps it", (_what, body) => {
    expect(() => toMailEvent(body)).toThrow();
  });
});
