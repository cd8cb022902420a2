/**
 * SES events as mail events, raw or in SNS's envelope. Tells apart three things: an event of ours, one that is of no concern
 * (another sender's, a kind we do not follow), and a record that is no SES event at all, which throws. The fields are those of
 * "Contents of event data that Amazon SES publishes to Amazon SNS" in the SES developer guide, read on 2026-11-22.
 */
import * as z from "zod/mini";
import type { MailEvent } from "../../domain/mail.ts";
import { toInstant } from "../../domain/time.ts";

const tag = z.tuple([z.string()], z.string());
const countTag = z.tuple([z.string().check(z.regex(/^\d{1,3}$/))], z.string());

const time = z.iso.datetime({ offset: true });
const text = z.optional(z.nullable(z.string()));

const Preferences = z.object({
  unsubscribeAll: z.optional(z.boolean()),
  topicSubscriptionStatus: z.optional(z.array(z.object({ subscriptionStatus: z.string() }))),
});

const SesEvent = z.object({
  // An identity's feedback notifications name their type otherwise, and carry no tags.
  eventType: z.optional(z.string()),
  notificationType: z.optional(z.string()),
  mail: z.object({
    timestamp: time,
    messageId: z.string().check(z.minLength(1)),
    destination: z._default(z.array(z.string()), []),
    tags: z._default(z.record(z.string(), z.array(z.string())), {}),
  }),
  bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: text, timestamp: time })),
  complaint: z.optional(z.object({ complaintFeedbackType: text, complaintSubType: text, timestamp: time })),
  delivery: z.optional(z.object({ timestamp: time })),
  deliveryDelay: z.optional(z.object({ delayType: text, timestamp: time })),
  subscription: z.optional(z.object({ newTopicPreferences: z.optional(Preferences), timestamp: time })),
});
type SesEvent = z.output<typeof SesEvent>;

const Tags = z.object({
  workspace: tag,
  invitation: tag,
  step: countTag,
  attempt: countTag,
});

/** What an event tells, and when that was if not as SES took the mail. */
type Told = Pick<MailEvent, "type" | "reason"> & { readonly at?: string | undefined };

const readers = new Map<string, (event: SesEvent) => Told | undefined>([
  ["Send", () => ({ type: "send" })],
  ["DeliveryDelay", ({ deliveryDelay: delay }) => told("delayed", delay?.timestamp, delay?.delayType)],
  ["Delivery", ({ delivery }) => told("delivered", delivery?.timestamp)],
  ["Bounce", readBounce],
  ["Complaint", readComplaint],
  ["Subscription", readSubscription],
  ["Reject", () => ({ type: "rejected" })],
  // Of templates, which we do not send; the mail will not arrive either.
  ["Rendering Failure", () => ({ type: "rejected" })],
]);

export function toMailEvent(body: string): MailEvent | undefined {
  const message = messageIn(body);
  if (isGreeting(message)) return undefined;
  const event = SesEvent.parse(JSON.parse(message));
  const { mail } = event;
  const tags = Tags.safeParse(mail.tags);
  const read = readers.get(event.eventType ?? event.notificationType ?? "")?.(event);
  if (!tags.success || !read) return undefined;
  const { at = mail.timestamp, ...what } = read;
  return {
    ...what,
    // One mail has one recipient.
    ...(mail.destination[0] !== undefined && { recipient: mail.destination[0] }),
    messageId: mail.messageId,
    acceptedAt: toInstant(Date.parse(mail.timestamp)),
    at: toInstant(Date.parse(at)),
    tags: {
      workspace: tags.data.workspace[0],
      invitation: tags.data.invitation[0],
      step: Number(tags.data.step[0]),
      attempt: Number(tags.data.attempt[0]),
    },
  };
}

const Envelope = z.object({ Type: z.literal("Notification"), Message: z.string() });

const topicGreeting = "Successfully validated SNS topic for Amazon SES event publishing.";
const IdentityGreeting = z.object({ notificationType: z.literal("AmazonSnsSubscriptionSucceeded") });

function messageIn(body: string): string {
  if (body === topicGreeting) return body;
  const envelope = Envelope.safeParse(JSON.parse(body));
  return envelope.success ? envelope.data.Message : body;
}

/** What SES says once when its events, or an identity's notifications, are tied to a topic. */
const isGreeting = (message: string): boolean =>
  message === topicGreeting || IdentityGreeting.safeParse(JSON.parse(message)).success;

function readBounce({ bounce }: SesEvent): Told {
  const isPermanent = bounce?.bounceType === "Permanent";
  return told(isPermanent ? "bounced" : "soft_bounced", bounce?.timestamp, bounce?.bounceType, bounce?.bounceSubType);
}

function readComplaint({ complaint }: SesEvent): Told | undefined {
  const { complaintFeedbackType: type, complaintSubType: subType, timestamp } = complaint ?? {};
  // The mail program had called it spam, and its reader does not.
  return type === "not-spam" ? undefined : told("complained", timestamp, type, subType);
}

/** The list management of SES, should an operator turn it on. Whoever comes back does so through us. */
function readSubscription({ subscription }: SesEvent): Told | undefined {
  const { unsubscribeAll = false, topicSubscriptionStatus: topics = [] } = subscription?.newTopicPreferences ?? {};
  const hasLeft = unsubscribeAll || topics.some(({ subscriptionStatus }) => subscriptionStatus === "OptOut");
  return hasLeft ? told("unsubscribed", subscription?.timestamp) : undefined;
}

/** A reason is made of SES's own words only: what the other side wrote may hold an address. */
function told(type: MailEvent["type"], at: string | undefined, ...words: (string | null | undefined)[]): Told {
  const reason = words.filter((word) => /^[A-Za-z-]{1,40}$/.test(word ?? "")).join("/");
  return { type, at, ...(reason !== "" && { reason }) };
}
