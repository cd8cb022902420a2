import { Aws, Duration, Stack, Validations } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import * as ses from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { domainOf } from "../mail-domain.ts";
import { mailEventsAtOnce, serviceFunctions } from "../service-functions.ts";
import type { Settings } from "../settings.ts";
import type { DnsRecord } from "./dns-records.ts";
import { encryptedBy, FailureQueue, leaveWhenReplaced } from "./failure-queue.ts";

/** The two events of a mail come within seconds of each other, and are cheaper together. */
const eventWindowSeconds = 20;

type MailSettings = Pick<Settings, "sender" | "sendingIdentity" | "mailFromLabel">;

// Neither OPEN nor CLICK: asking for them makes SES rewrite links and add a pixel.
const reportedEvents = (
  ["SEND", "DELIVERY", "DELIVERY_DELAY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE", "SUBSCRIPTION"] as const
).map((name) => ses.EmailSendingEvent[name]);

/**
 * Whom mail comes from, under which rules SES sends it, and the way back of what became of it: SES → topic → queue →
 * function. The queue is there because SNS would give up on a function that fails for an hour; events are the only
 * proof of an unconfirmed mail.
 */
export class MailDelivery extends Construct {
  readonly configurationSetName: string;
  /** What must be set in DNS before SES verifies the identity; empty when an existing identity is used. */
  readonly dnsRecords: readonly DnsRecord[];
  readonly #sender: string;
  readonly #identity: ses.IEmailIdentity;
  /** What became of each mail, as SES tells it. */
  readonly events: Topic;
  /** Where these wait to be recorded. */
  readonly queue: Queue;
  /** Where those end that could not be. */
  readonly failedEvents: FailureQueue;

  constructor(scope: Construct, id: string, settings: MailSettings, key?: IKey) {
    super(scope, id);
    this.#sender = settings.sender;

    const configurationSet = new ses.ConfigurationSet(this, "Rules", {
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSetName = configurationSet.configurationSetName;
    this.events = new Topic(this, "Events", { enforceSSL: true, ...(key && { masterKey: key }) });
    configurationSet.addEventDestination("ToEvents", {
      destination: ses.EventDestination.snsTopic(this.events),
      events: reportedEvents,
    });
    this.failedEvents = new FailureQueue(this, "FailedEvents", key);
    this.queue = this.#queue(key);

    if (settings.sendingIdentity !== undefined) {
      this.#identity = ses.EmailIdentity.fromEmailIdentityName(this, "Identity", settings.sendingIdentity);
      this.dnsRecords = [];
      return;
    }
    const domain = domainOf(settings.sender);
    const mailFromDomain = `${settings.mailFromLabel}.${domain}`;
    const identity = new ses.EmailIdentity(this, "Identity", {
      identity: ses.Identity.domain(domain),
      dkimIdentity: ses.DkimIdentity.easyDkim(ses.EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain,
      configurationSet,
      // Bounces and complaints arrive as events; a copy by mail would only put addresses into a mailbox.
      feedbackForwarding: false,
    });
    this.#identity = identity;
    this.dnsRecords = [
      ...identity.dkimRecords.map(({ name, value }) => ({ type: "CNAME" as const, name, value })),
      { type: "MX", name: mailFromDomain, value: `10 feedback-smtp.${Aws.REGION}.amazonses.com` },
      { type: "TXT", name: mailFromDomain, value: "v=spf1 include:amazonses.com ~all" },
    ];
  }

  /** Lets a function send as the configured sender, under the configured rules, and in no other way. */
  allowSending(grantee: IGrantable): void {
    const configurationSetArn = Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.configurationSetName,
    });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        resources: [this.#identity.emailIdentityArn, configurationSetArn],
        conditions: { StringEquals: { "ses:FromAddress": this.#sender } },
      }),
    );
    // The quota belongs to the account: SES offers no resource to bind this to.
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["ses:GetSendQuota"], resources: ["*"] }),
    );
  }

  #queue(key: IKey | undefined): Queue {
    const deadLetterQueue = this.failedEvents;
    const queue = new Queue(this, "Queue", {
      ...encryptedBy(key),
      enforceSSL: true,
      // Six times the function's time-out and the window, as Lambda asks, so that a batch under way is not handed out twice.
      visibilityTimeout: Duration.seconds(
        6 * serviceFunctions["record-mail-events"].timeoutSeconds + eventWindowSeconds,
      ),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 5 },
    });
    leaveWhenReplaced(queue);
    this.events.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue }));
    return queue;
  }

  deliverEventsTo(consumer: IFunction): void {
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        maxBatchingWindow: Duration.seconds(eventWindowSeconds),
        maxConcurrency: mailEventsAtOnce,
        reportBatchItemFailures: true,
      }),
    );
    Validations.of(consumer).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "SQS mappings take no destination; the queue's own dead-letter queue keeps what fails.",
    });
  }
}
