/**
 * One record of each kind as SES documents it, with our tags. Fields and values follow "Examples of event data that Amazon SES
 * publishes to Amazon SNS" (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html) and, for the
 * notifications of an identity, "Amazon SNS notification examples for Amazon SES" (…/dg/notification-examples.html), both read
 * on 2026-11-22. Bounce and complaint types are those of "Contents of event data …" (…/event-publishing-retrieving-sns-contents.html).
 */
import { invitationId, workspaceId } from "../../domain/builders.ts";

export const ourTags = { workspace: [workspaceId], invitation: [invitationId], step: ["0"], attempt: ["2"] };

const mail = {
  timestamp: "2017-08-05T00:40:02.012Z",
  source: "Sender Name <sender@example.com>",
  sourceArn: "arn:aws:ses:us-east-1:123456789012:identity/sender@example.com",
  sendingAccountId: "123456789012",
  messageId: "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000",
  destination: ["recipient@example.com"],
  headersTruncated: false,
  headers: [
    { name: "From", value: "Sender Name <sender@example.com>" },
    { name: "To", value: "recipient@example.com" },
  ],
  commonHeaders: { from: ["Sender Name <sender@example.com>"], to: ["recipient@example.com"] },
  tags: {
    "ses:configuration-set": ["ConfigSet"],
    "ses:source-ip": ["192.0.2.0"],
    "ses:from-domain": ["example.com"],
    "ses:caller-identity": ["ses_user"],
    ...ourTags,
  },
};

const bounce = {
  bounceType: "Permanent",
  bounceSubType: "General",
  bouncedRecipients: [
    {
      emailAddress: "recipient@example.com",
      action: "failed",
      status: "5.1.1",
      diagnosticCode: "smtp; 550 5.1.1 user unknown",
    },
  ],
  timestamp: "2017-08-05T00:41:02.669Z",
  feedbackId: "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
  reportingMTA: "dsn; mta.example.com",
};

const complaint = {
  complainedRecipients: [{ emailAddress: "recipient@example.com" }],
  timestamp: "2017-08-05T00:41:02.669Z",
  feedbackId: "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
  userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
  complaintFeedbackType: "abuse",
  arrivalDate: "2017-08-05T00:41:02.669Z",
};

const delivery = {
  timestamp: "2016-10-19T23:21:04.133Z",
  processingTimeMillis: 11893,
  recipients: ["recipient@example.com"],
  smtpResponse: "250 2.6.0 Message received",
  reportingMTA: "mta.example.com",
};

const subscription = {
  contactList: "ContactListName",
  timestamp: "2022-01-12T01:00:17.910Z",
  source: "UnsubscribeHeader",
  newTopicPreferences: {
    unsubscribeAll: true,
    topicSubscriptionStatus: [{ topicName: "ExampleTopicName", subscriptionStatus: "OptOut" }],
  },
  oldTopicPreferences: {
    unsubscribeAll: false,
    topicSubscriptionStatus: [{ topicName: "ExampleTopicName", subscriptionStatus: "OptOut" }],
  },
};

export const documented = {
  send: { eventType: "Send", mail, send: {} },
  delivery: { eventType: "Delivery", mail, delivery },
  deliveryDelay: {
    eventType: "DeliveryDelay",
    mail,
    deliveryDelay: {
      timestamp: "2020-06-16T00:25:40.095Z",
      delayType: "TransientCommunicationFailure",
      expirationTime: "2020-06-16T00:25:40.914Z",
      delayedRecipients: [
        {
          emailAddress: "recipient@example.com",
          status: "4.4.1",
          diagnosticCode: "smtp; 421 4.4.1 Unable to connect to remote host",
        },
      ],
    },
  },
  bounce: { eventType: "Bounce", bounce, mail },
  complaint: { eventType: "Complaint", complaint, mail },
  reject: { eventType: "Reject", mail, reject: { reason: "Bad content" } },
  renderingFailure: {
    eventType: "Rendering Failure",
    mail,
    failure: {
      errorMessage: "Attribute 'attributeName' is not present in the rendering data.",
      templateName: "MyTemplate",
    },
  },
  subscription: { eventType: "Subscription", mail, subscription },
  open: {
    eventType: "Open",
    mail,
    open: { ipAddress: "192.0.2.1", timestamp: "2017-08-09T22:00:19.652Z", userAgent: "Mozilla/5.0 (iPhone)" },
  },
  click: {
    eventType: "Click",
    mail,
    click: {
      ipAddress: "192.0.2.1",
      link: "http://docs.aws.amazon.com/ses/latest/DeveloperGuide/send-email-smtp.html",
      linkTags: { samplekey0: ["samplevalue0"] },
      timestamp: "2017-08-09T23:51:25.570Z",
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    },
  },
};

const { tags: _, ...untagged } = mail;

/** What an identity's feedback notifications look like: another name for the type, and no tags. */
export const documentedNotifications = {
  bounce: { notificationType: "Bounce", bounce: { ...bounce, remoteMtaIp: "127.0.2.0" }, mail: untagged },
  complaint: { notificationType: "Complaint", complaint, mail: untagged },
  delivery: { notificationType: "Delivery", mail: untagged, delivery: { ...delivery, remoteMtaIp: "127.0.2.0" } },
};

/** What SES says once to a topic: of event publishing in plain text, of an identity's notifications as JSON. */
export const greetings = [
  "Successfully validated SNS topic for Amazon SES event publishing.",
  JSON.stringify({
    notificationType: "AmazonSnsSubscriptionSucceeded",
    message:
      "You have successfully subscribed your Amazon SNS topic to receive 'Bounce' notifications from Amazon SES.",
  }),
];

/** SNS's envelope, where raw message delivery is off. */
export const enveloped = (message: string): string =>
  JSON.stringify({
    Type: "Notification",
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: "arn:aws:sns:us-east-1:123456789012:MyTopic",
    Message: message,
    Timestamp: "2017-08-05T00:41:03.000Z",
  });
