import { describe, expect, it } from "vitest";
import { toMailEvent } from "../../../functions/adapters/ses/mail-events.ts";
import type { MailEvent } from "../../../functions/domain/mail.ts";
import { invitationId, workspaceId } from "../../domain/builders.ts";
import { documented, documentedNotifications, enveloped, greetings, ourTags } from "./documented-events.ts";

const { mail } = documented.send;
const acceptedAt = mail.timestamp;

const read = (record: unknown) => toMailEvent(JSON.stringify(record));
/** A documented record of which a part is another. */
const readWith = (name: keyof typeof documented, part: Record<string, unknown>) =>
  read({ ...documented[name], ...part });
const withTags = (tags: Record<string, unknown>) => ({ ...documented.send, mail: { ...mail, tags } });

const documentedKinds: [keyof typeof documented, Partial<MailEvent>][] = [
  ["send", { type: "send", at: acceptedAt }],
  ["delivery", { type: "delivered", at: "2016-10-19T23:21:04.133Z" }],
  ["deliveryDelay", { type: "delayed", at: "2020-06-16T00:25:40.095Z", reason: "TransientCommunicationFailure" }],
  ["bounce", { type: "bounced", at: "2017-08-05T00:41:02.669Z", reason: "Permanent/General" }],
  ["complaint", { type: "complained", at: "2017-08-05T00:41:02.669Z", reason: "abuse" }],
  ["subscription", { type: "unsubscribed", at: "2022-01-12T01:00:17.910Z" }],
  ["reject", { type: "rejected", at: acceptedAt }],
  ["renderingFailure", { type: "rejected", at: acceptedAt }],
];

describe("an SES event about a mail of ours", () => {
  it.each(documentedKinds)(
    "of the kind %s tells what happened and when, the mail, its address and our tags",
    (kind, told) => {
      expect(read(documented[kind])).toEqual({
        ...told,
        recipient: "recipient@example.com",
        messageId: mail.messageId,
        acceptedAt,
        tags: { workspace: workspaceId, invitation: invitationId, step: 0, attempt: 2 },
      });
    },
  );

  it.each(documentedKinds)("of the kind %s may name its type as an identity's notifications do", (kind) => {
    const { eventType: notificationType, ...event } = documented[kind] as Record<string, unknown>;
    expect(notificationType).toMatch(/\w/);
    expect(read({ notificationType, ...event })).toEqual(read(documented[kind]));
  });

  it.each(documentedKinds)("of the kind %s may come in SNS's envelope", (kind) => {
    expect(toMailEvent(enveloped(JSON.stringify(documented[kind])))).toEqual(read(documented[kind]));
  });

  it.each([
    ["Permanent", "NoEmail", "bounced"],
    ["Permanent", "Suppressed", "bounced"],
    ["Permanent", "OnAccountSuppressionList", "bounced"],
    ["Transient", "General", "soft_bounced"],
    ["Transient", "MailboxFull", "soft_bounced"],
    ["Transient", "MessageTooLarge", "soft_bounced"],
    ["Transient", "ContentRejected", "soft_bounced"],
    ["Transient", "AttachmentRejected", "soft_bounced"],
    ["Undetermined", "Undetermined", "soft_bounced"],
  ])("that is a bounce of type %s and subtype %s is told as such", (bounceType, bounceSubType, type) => {
    const bounce = { ...documented.bounce.bounce, bounceType, bounceSubType };
    expect(readWith("bounce", { bounce })).toMatchObject({ type, reason: `${bounceType}/${bounceSubType}` });
  });

  it("is a complaint though no report is attached to it, and though SES kept the mail back", () => {
    const { complaintFeedbackType: _, ...complaint } = documented.complaint.complaint;
    const plain = readWith("complaint", { complaint: { ...complaint, complaintSubType: null } });
    expect(plain).toMatchObject({ type: "complained" });
    expect(plain).not.toHaveProperty("reason");
    const kept = { ...complaint, complaintSubType: "OnAccountSuppressionList" };
    expect(readWith("complaint", { complaint: kept })).toMatchObject({ reason: "OnAccountSuppressionList" });
  });

  it("tells an unsubscription from everything or from a topic", () => {
    const { subscription } = documented.subscription;
    const topicSubscriptionStatus = [{ topicName: "surveys", subscriptionStatus: "OptOut" }];
    for (const newTopicPreferences of [{ unsubscribeAll: true }, { unsubscribeAll: false, topicSubscriptionStatus }]) {
      const told = { subscription: { ...subscription, newTopicPreferences } };
      expect(readWith("subscription", told)?.type).toBe("unsubscribed");
    }
  });

  it("gives no reason that the receiving side wrote, which may hold an address", () => {
    const complaint = { ...documented.complaint.complaint, complaintFeedbackType: "abuse by jo@example.com" };
    expect(readWith("complaint", { complaint })).not.toHaveProperty("reason");
    for (const [kind] of documentedKinds) {
      const { recipient: _, ...told } = read(documented[kind]) ?? {};
      expect(JSON.stringify(told)).not.toContain("@");
    }
  });

  it("may come as a notification of an identity, with all that this tells besides", () => {
    const notification = { ...documentedNotifications.bounce, mail };
    expect(read(notification)).toEqual(read(documented.bounce));
  });

  it("is read with its time in any zone", () => {
    const told = readWith("send", { mail: { ...mail, timestamp: "2017-08-05T02:40:02.012+02:00" } });
    expect(told).toMatchObject({ acceptedAt, at: acceptedAt });
  });

  it("tells the address it was sent to, whatever the bounce calls it", () => {
    const bouncedRecipients = [{ emailAddress: "joanna@other.example" }];
    const told = readWith("bounce", { bounce: { ...documented.bounce.bounce, bouncedRecipients } });
    expect(told?.recipient).toBe("recipient@example.com");
    const { destination: _, ...unaddressed } = mail;
    expect(readWith("send", { mail: unaddressed })).not.toHaveProperty("recipient");
  });
});

describe("an SES event of no concern", () => {
  it.each(["open", "click"] as const)("is a documented %s", (kind) => {
    expect(read(documented[kind])).toBeUndefined();
  });

  it.each(["RenderingFailed", "send", "", "toString", "constructor", "__proto__"])("is one of type %j", (eventType) => {
    expect(readWith("send", { eventType })).toBeUndefined();
  });

  it("is one of no type at all", () => {
    expect(read({ mail })).toBeUndefined();
  });

  it.each(Object.entries(documentedNotifications))(
    "is a notification of an identity without tags, such as a %s",
    (_kind, notification) => {
      expect(read(notification)).toBeUndefined();
    },
  );

  it.each(greetings)("is SES's greeting, raw and in SNS's envelope: %s", (greeting) => {
    expect(toMailEvent(greeting)).toBeUndefined();
    expect(toMailEvent(enveloped(greeting))).toBeUndefined();
  });

  it("is a report that the mail was no spam, and a subscription that is not an end of one", () => {
    const complaint = { ...documented.complaint.complaint, complaintFeedbackType: "not-spam" };
    expect(readWith("complaint", { complaint })).toBeUndefined();
    const { subscription } = documented.subscription;
    const newTopicPreferences = { unsubscribeAll: false, topicSubscriptionStatus: [{ subscriptionStatus: "OptIn" }] };
    expect(readWith("subscription", { subscription: { ...subscription, newTopicPreferences } })).toBeUndefined();
  });

  it.each(["workspace", "invitation", "step", "attempt"])("is one without the tag %s", (name) => {
    const { [name]: _, ...others } = ourTags as Record<string, string[]>;
    expect(read(withTags(others))).toBeUndefined();
    expect(read(withTags({ ...others, [name]: [] }))).toBeUndefined();
  });

  it("is one about another sender's mail", () => {
    expect(read(withTags({ "ses:operation": ["SendEmail"] }))).toBeUndefined();
  });

  it.each(["step", "attempt"])("is one whose tag %s is no number of ours", (name) => {
    for (const value of ["x", "", "1.5", "-1", "NaN", "1e3"]) {
      expect(read(withTags({ ...ourTags, [name]: [value] }))).toBeUndefined();
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
    ["an event whose mail has no id", JSON.stringify({ ...documented.send, mail: { ...mail, messageId: "" } })],
    ["an event whose mail has no time", JSON.stringify({ ...documented.send, mail: { ...mail, timestamp: "today" } })],
    [
      "an event with an impossible time",
      JSON.stringify({ ...documented.bounce, bounce: { ...documented.bounce.bounce, timestamp: "x" } }),
    ],
    ["another topic's message in SNS's envelope", enveloped("hello")],
    ["SNS's request to confirm a subscription", JSON.stringify({ Type: "SubscriptionConfirmation", Token: "t" })],
  ])("throws when it is %s, so that the queue keeps it", (_what, body) => {
    expect(() => toMailEvent(body)).toThrow();
  });
});
