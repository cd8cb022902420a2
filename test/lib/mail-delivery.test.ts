import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

const { template, resources, statements, permissionsOf, mappedTo } = deploy();

const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

describe("the sender", () => {
  it("signs with DKIM and bounces under its own domain", () => {
    template.hasResourceProperties("AWS::SES::EmailIdentity", {
      EmailIdentity: "shop.example",
      DkimSigningAttributes: { NextSigningKeyLength: "RSA_2048_BIT" },
      MailFromAttributes: { MailFromDomain: "bounces.shop.example" },
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
  });

  it("says which DNS records verify it", () => {
    const records = Object.entries(template.findOutputs("*")).filter(([name]) => name.startsWith("DnsRecord"));
    const text = JSON.stringify(records);
    expect(records).toHaveLength(5);
    for (const token of [1, 2, 3]) expect(text).toContain(`DkimDNSTokenValue${token}`);
    expect(text).toContain("MX 10 feedback-smtp.");
    expect(text).toContain("v=spf1 include:amazonses.com");
  });

  it("may be an identity that SES has verified already", () => {
    const existing = deploy({
      sender: "ask@eu.shop.example",
      sendingIdentity: "shop.example",
    });
    existing.template.resourceCountIs("AWS::SES::EmailIdentity", 0);
    const [send] = existing.statements().filter(({ actions }) => actions.includes("ses:SendRawEmail"));
    expect(JSON.stringify(send?.resources)).toContain(":identity/shop.example");
    expect(Object.keys(existing.template.findOutputs("*")).join()).not.toContain("DnsRecord");
  });
});

describe("sending", () => {
  it("goes over TLS only, keeps a reputation, and leaves bounced and complaining addresses alone", () => {
    template.hasResourceProperties("AWS::SES::ConfigurationSet", {
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
      TrackingOptions: Match.absent(),
    });
  });

  it("is permitted to the dispatcher alone, as the sender, under the configuration set", () => {
    const sending = (list: typeof permitted) => list.filter(({ actions }) => /ses:Send/.test(actions.join()));
    const permitted = permissionsOf("dispatch-invitations");
    const [send, ...others] = sending(permitted);

    expect(others).toEqual([]);
    expect(sending(statements())).toEqual([send]);
    expect(send?.actions).toEqual(["ses:SendRawEmail"]);
    expect(send?.conditions).toEqual({ StringEquals: { "ses:FromAddress": "feedback@shop.example" } });
    expect(send?.resources).toHaveLength(2);
    const text = JSON.stringify(send?.resources);
    expect(text).toMatch(/:identity\/","?.*MailIdentity/);
    expect(text).toMatch(/:configuration-set\/","?.*MailRules/);
  });
});

describe("mail events", () => {
  const [[topicId] = []] = resources("AWS::SNS::Topic");
  const [[queueId, queue] = []] = resources("AWS::SQS::Queue").filter(([, { RedrivePolicy }]) => RedrivePolicy);
  const [[, subscription] = []] = resources("AWS::SNS::Subscription");

  it("report every fate of a mail, but neither opens nor clicks", () => {
    const [[, { EventDestination }] = [undefined, {}]] = resources("AWS::SES::ConfigurationSetEventDestination");
    expect(EventDestination.Enabled).toBe(true);
    expect(EventDestination.SnsDestination.TopicARN).toEqual({ Ref: topicId });
    expect([...EventDestination.MatchingEventTypes].sort()).toEqual(
      ["bounce", "complaint", "delivery", "deliveryDelay", "reject", "renderingFailure", "send", "subscription"].sort(),
    );
  });

  it("reach the queue as SES wrote them, and a dead-letter queue when they cannot", () => {
    expect(subscription).toMatchObject({
      TopicArn: { Ref: topicId },
      Endpoint: arnOf(String(queueId)),
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: queue.RedrivePolicy.deadLetterTargetArn },
    });
  });

  it("are tried five times, each failing one by itself, and no batch by two runs at once", () => {
    expect(queue).toMatchObject({ VisibilityTimeout: 200, RedrivePolicy: { maxReceiveCount: 5 } });
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: mappedTo("record-mail-events"),
      EventSourceArn: arnOf(String(queueId)),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 20,
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  it("come from SES only, under this configuration set only", () => {
    const [[, policy] = []] = resources("AWS::SNS::TopicPolicy");
    const allowed = policy.PolicyDocument.Statement.filter(({ Effect }: Properties) => Effect === "Allow");
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({ Action: "sns:Publish", Principal: { Service: "ses.amazonaws.com" } });
    expect(JSON.stringify(allowed[0].Condition)).toContain("MailRules");
  });

  it("are never published over plain HTTP", () => {
    const [[, policy] = []] = resources("AWS::SNS::TopicPolicy");
    expect(policy.Topics).toEqual([{ Ref: topicId }]);
    expect(policy.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Action: "sns:Publish",
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
  });
});

describe("every queue", () => {
  const queues = resources("AWS::SQS::Queue");

  it.each(queues)("%s is encrypted, refuses plain HTTP, and keeps failures for 14 days", (id, properties) => {
    expect(properties.SqsManagedSseEnabled).toBe(true);
    if (!properties.RedrivePolicy) expect(properties.MessageRetentionPeriod).toBe(1_209_600);
    const policies = resources("AWS::SQS::QueuePolicy").filter(([, { Queues }]) => Queues[0].Ref === id);
    expect(policies.flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement)).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
  });

  it("stays with what waits in it, should an update put another in its place", () => {
    const policies = Object.values(template.findResources("AWS::SQS::Queue"));
    for (const policy of policies)
      expect(policy).toMatchObject({ UpdateReplacePolicy: "Retain", DeletionPolicy: "Delete" });
  });

  it("is the last stop of one kind of failed work, or on the way of mail events", () => {
    expect(queues).toHaveLength(4);
    expect(queues.filter(([, { RedrivePolicy }]) => RedrivePolicy)).toHaveLength(1);
  });

  it("takes messages from this stack's topic only", () => {
    const open = resources("AWS::SQS::QueuePolicy")
      .flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement)
      .filter(({ Effect }: Properties) => Effect === "Allow");
    for (const statement of open) {
      expect(statement.Principal).toEqual({ Service: "sns.amazonaws.com" });
      expect(JSON.stringify(statement.Condition)).toContain("MailEvents");
    }
  });
});
