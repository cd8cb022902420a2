import { randomUUID } from "node:crypto";
import type { StoredMail } from "./mailbox.ts";

/**
 * What SES publishes about a mail through a configuration set, as SNS carries it. The field names follow "Contents of
 * event data that Amazon SES publishes to Amazon SNS" in the SES developer guide; feedback notifications of an identity
 * look alike but say `notificationType` and carry no tags.
 */
export type SesEvent =
  | { readonly eventType: "Send"; readonly mail: SesEventMail; readonly send: Record<string, never> }
  | { readonly eventType: "Delivery"; readonly mail: SesEventMail; readonly delivery: SesDelivery }
  | { readonly eventType: "DeliveryDelay"; readonly mail: SesEventMail; readonly deliveryDelay: SesDeliveryDelay }
  | { readonly eventType: "Bounce"; readonly mail: SesEventMail; readonly bounce: SesBounce }
  | { readonly eventType: "Complaint"; readonly mail: SesEventMail; readonly complaint: SesComplaint }
  | { readonly eventType: "Subscription"; readonly mail: SesEventMail; readonly subscription: SesSubscription }
  | { readonly eventType: "Reject"; readonly mail: SesEventMail; readonly reject: { readonly reason: string } }
  | { readonly eventType: "Rendering Failure"; readonly mail: SesEventMail; readonly failure: SesFailure };

export type SesEventType = SesEvent["eventType"];
export const sesEventTypes = [
  "Send",
  "Delivery",
  "DeliveryDelay",
  "Bounce",
  "Complaint",
  "Subscription",
  "Reject",
  "Rendering Failure",
] as const satisfies readonly SesEventType[];

export const sesBounceTypes = ["Permanent", "Transient", "Undetermined"] as const;
export type SesBounceType = (typeof sesBounceTypes)[number];

export interface SesEventMail {
  readonly timestamp: string;
  readonly messageId: string;
  readonly source: string;
  readonly sourceArn: string;
  readonly sendingAccountId: string;
  readonly destination: string[];
  readonly headersTruncated: boolean;
  readonly headers: MailHeader[];
  readonly commonHeaders: { from: string[]; to: string[]; messageId: string; subject: string };
  readonly tags: Record<string, string[]>;
}

export interface SesDelivery {
  readonly timestamp: string;
  readonly processingTimeMillis: number;
  readonly recipients: string[];
  readonly smtpResponse: string;
  readonly reportingMTA: string;
}

export interface SesDeliveryDelay {
  readonly timestamp: string;
  readonly delayType: string;
  readonly expirationTime: string;
  readonly delayedRecipients: { emailAddress: string; status: string; diagnosticCode: string }[];
}

export interface SesBounce {
  readonly feedbackId: string;
  readonly bounceType: SesBounceType;
  readonly bounceSubType: string;
  readonly bouncedRecipients: { emailAddress: string; action: string; status: string; diagnosticCode: string }[];
  readonly timestamp: string;
  readonly reportingMTA: string;
}

export interface SesComplaint {
  readonly feedbackId: string;
  readonly complaintSubType: null;
  readonly complainedRecipients: { emailAddress: string }[];
  readonly timestamp: string;
  readonly userAgent: string;
  readonly complaintFeedbackType: string;
  readonly arrivalDate: string;
}

export interface SesSubscription {
  readonly contactList: string;
  readonly timestamp: string;
  readonly source: string;
  readonly newTopicPreferences: { unsubscribeAll: boolean; topicSubscriptionStatus: [] };
  readonly oldTopicPreferences: { unsubscribeAll: boolean; topicSubscriptionStatus: [] };
}

export interface SesFailure {
  readonly errorMessage: string;
  readonly templateName: string;
}

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

const account = "123456789012";
/** SES shows at most this much of the headers, and says so. */
const headerLimit = 10_240;

/** Builds one event about a stored mail. `at` is when the event happened, RFC 3339; `bounceType` matters to a bounce only. */
export function sesEvent(
  type: SesEventType,
  mail: StoredMail,
  at: string,
  bounceType: SesBounceType = "Permanent",
): SesEvent {
  const about = mailOf(mail);
  const timestamp = new Date(at).toISOString();
  switch (type) {
    case "Send":
      return { eventType: type, mail: about, send: {} };
    case "Delivery":
      return { eventType: type, mail: withOutgoingAddress(about), delivery: deliveryOf(about, timestamp) };
    case "DeliveryDelay":
      return { eventType: type, mail: about, deliveryDelay: delayOf(mail, timestamp) };
    case "Bounce":
      return { eventType: type, bounce: bounceOf(mail, timestamp, bounceType), mail: about };
    case "Complaint":
      return { eventType: type, complaint: complaintOf(mail, timestamp), mail: about };
    case "Subscription":
      return { eventType: type, mail: about, subscription: subscriptionOf(timestamp) };
    case "Reject":
      return { eventType: type, mail: about, reject: { reason: "Bad content" } };
    case "Rendering Failure":
      return { eventType: type, mail: about, failure: templateFailure };
  }
}

/**
 * What becomes of a mail to one of the addresses of SES's mailbox simulator, which take labels (`bounce+1@…`), and of any
 * other mail, which arrives. The address whose owner is out of office takes the mail and bounces it all the same.
 */
export function fateOf(mail: StoredMail, at: string): SesEvent[] {
  const [, inbox = ""] = /^([a-z]+)(?:\+.*)?@simulator\.amazonses\.com$/i.exec(mail.to[0] ?? "") ?? [];
  const event = (type: SesEventType, bounceType?: SesBounceType) => sesEvent(type, mail, at, bounceType);
  switch (inbox.toLowerCase()) {
    case "bounce":
    case "suppressionlist":
      return [event("Send"), event("Bounce")];
    case "complaint":
      return [event("Send"), event("Delivery"), event("Complaint")];
    case "ooto":
      return [event("Send"), event("Delivery"), event("Bounce", "Transient")];
    default:
      return [event("Send"), event("Delivery")];
  }
}

/** The shape of every id that SES gives: the time in hexadecimal, a UUID, a counter. */
export function sesId(at: string): string {
  return `0100${Date.parse(at).toString(16).padStart(12, "0")}-${randomUUID()}-000000`;
}

/** The header fields of a MIME message as SES lists them: in order, unfolded, still encoded. */
export function headersOf(raw: string): MailHeader[] {
  const head = raw.split(/\r?\n\r?\n/, 1)[0] ?? "";
  return [...head.replace(/\r?\n(?=[ \t])/g, "").matchAll(/^([^\s:]+):[ \t]*(.*?)[ \t]*\r?$/gm)].map(
    ([, name = "", value = ""]) => ({ name, value }),
  );
}

function mailOf(mail: StoredMail): SesEventMail {
  const all = headersOf(mail.raw);
  let size = 0;
  const headers = all.filter(({ name, value }) => {
    size += name.length + value.length + 4;
    return size <= headerLimit;
  });
  const valuesOf = (wanted: string) =>
    all.filter(({ name }) => name.toLowerCase() === wanted).map(({ value }) => value);
  return {
    timestamp: new Date(mail.sentAt).toISOString(),
    source: mail.source,
    sourceArn: `arn:aws:ses:us-east-1:${account}:identity/${domainOf(mail.source)}`,
    sendingAccountId: account,
    messageId: mail.id,
    destination: mail.to,
    headersTruncated: headers.length < all.length,
    headers,
    commonHeaders: { from: valuesOf("from"), to: valuesOf("to"), messageId: mail.id, subject: mail.subject },
    tags: tagsOf(mail),
  };
}

function tagsOf(mail: StoredMail): Record<string, string[]> {
  const own = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  return {
    "ses:operation": ["SendRawEmail"],
    ...(mail.configurationSet === undefined ? {} : { "ses:configuration-set": [mail.configurationSet] }),
    "ses:source-ip": ["127.0.0.1"],
    "ses:from-domain": [domainOf(mail.source)],
    "ses:caller-identity": ["hearback-local"],
    ...Object.fromEntries(own),
  };
}

function withOutgoingAddress(mail: SesEventMail): SesEventMail {
  return { ...mail, tags: { ...mail.tags, "ses:outgoing-ip": ["127.0.0.1"] } };
}

function deliveryOf(mail: SesEventMail, timestamp: string): SesDelivery {
  return {
    timestamp,
    processingTimeMillis: Math.max(0, Date.parse(timestamp) - Date.parse(mail.timestamp)),
    recipients: mail.destination,
    smtpResponse: "250 2.0.0 OK",
    reportingMTA: "a1-1.smtp-out.amazonses.com",
  };
}

function delayOf(mail: StoredMail, timestamp: string): SesDeliveryDelay {
  const reason = { status: "4.4.1", diagnosticCode: "smtp; 421 4.4.1 Unable to connect to remote host" };
  return {
    timestamp,
    delayType: "TransientCommunicationFailure",
    expirationTime: new Date(Date.parse(timestamp) + 12 * 3_600_000).toISOString(),
    delayedRecipients: mail.to.map((emailAddress) => ({ emailAddress, ...reason })),
  };
}

const bounces = {
  Permanent: { subType: "General", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" },
  Transient: { subType: "MailboxFull", status: "4.2.2", diagnosticCode: "smtp; 452 4.2.2 mailbox full" },
  Undetermined: { subType: "Undetermined", status: "5.0.0", diagnosticCode: "smtp; 554 5.0.0 not understood" },
} as const satisfies Record<SesBounceType, unknown>;

function bounceOf(mail: StoredMail, timestamp: string, bounceType: SesBounceType): SesBounce {
  const { subType, ...reason } = bounces[bounceType];
  return {
    feedbackId: sesId(timestamp),
    bounceType,
    bounceSubType: subType,
    bouncedRecipients: mail.to.map((emailAddress) => ({ emailAddress, action: "failed", ...reason })),
    timestamp,
    reportingMTA: "dns; a1-1.smtp-out.amazonses.com",
  };
}

function complaintOf(mail: StoredMail, timestamp: string): SesComplaint {
  return {
    feedbackId: sesId(timestamp),
    complaintSubType: null,
    complainedRecipients: mail.to.map((emailAddress) => ({ emailAddress })),
    timestamp,
    userAgent: "Amazon SES Mailbox Simulator",
    complaintFeedbackType: "abuse",
    arrivalDate: timestamp,
  };
}

function subscriptionOf(timestamp: string): SesSubscription {
  return {
    contactList: "hearback-local",
    timestamp,
    source: "UnsubscribeHeader",
    newTopicPreferences: { unsubscribeAll: true, topicSubscriptionStatus: [] },
    oldTopicPreferences: { unsubscribeAll: false, topicSubscriptionStatus: [] },
  };
}

const templateFailure: SesFailure = {
  errorMessage: "Attribute 'name' is not present in the rendering data.",
  templateName: "local",
};

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
