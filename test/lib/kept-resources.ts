/**
 * What no upgrade may replace, by the logical ids that CloudFormation knows it by, and what an upgrade would do if one changed.
 * The ids are made of the paths of constructs. They are promises to those who have deployed: rows are added, and never rewritten.
 */
import type { Properties } from "./template.ts";

interface Kind {
  /** What becomes of an upgrade in which the resource has another logical id, or another value of one of the properties. */
  readonly harm: string;
  /** Those which CloudFormation changes by replacing the resource, by its reference of the type ("Update requires: Replacement"). */
  readonly replacedBy: readonly string[];
}

const twice = "make it a second time, which AWS refuses while the first is there: the upgrade would fail";

const kinds: Readonly<Record<string, Kind>> = {
  "AWS::DynamoDB::Table": {
    harm: "make another, empty table, and leave every record in one that nothing reads",
    replacedBy: ["TableName", "KeySchema", "ImportSourceSpecification"],
  },
  "AWS::SQS::Queue": {
    harm: "make another queue, and leave behind what waits in the old one",
    replacedBy: ["QueueName", "FifoQueue"],
  },
  "AWS::SNS::Topic": {
    harm: "make another topic, which nobody is subscribed to, and delete the old one",
    replacedBy: ["TopicName", "FifoTopic"],
  },
  // The new one is the old one to AWS, which then goes when CloudFormation cleans up.
  "AWS::SNS::Subscription": {
    harm: "subscribe once more, which is no news to SNS, and then unsubscribe: nothing would be delivered any more",
    replacedBy: ["TopicArn", "Protocol", "Endpoint"],
  },
  "AWS::SNS::TopicPolicy": {
    harm: "write the policy once more, and then delete it: SES or alarms could not publish any more",
    replacedBy: [],
  },
  "AWS::SQS::QueuePolicy": {
    harm: "write the policy once more, and then delete it: nothing could be sent into the queue any more",
    replacedBy: [],
  },
  "AWS::SES::EmailIdentity": { harm: twice, replacedBy: ["EmailIdentity"] },
  "AWS::SES::ConfigurationSet": {
    harm: "make another configuration set, without the reputation and the event destination that mails under way rely on",
    replacedBy: ["Name"],
  },
  "AWS::KMS::Key": { harm: "make another key, and encrypt the table and all else anew with it", replacedBy: [] },
  "AWS::Backup::BackupVault": {
    harm: "make another vault, and leave all backups in one that nothing fills",
    replacedBy: ["BackupVaultName", "EncryptionKeyArn"],
  },
  "AWS::Logs::LogGroup": {
    harm: "make another log group, and delete the old one with its logs",
    replacedBy: ["LogGroupName"],
  },
  "AWS::ApiGatewayV2::Api": {
    harm: "make another API with another address: every link that was mailed would be dead",
    replacedBy: ["ProtocolType"],
  },
  "AWS::ApiGatewayV2::Stage": { harm: twice, replacedBy: ["StageName", "ApiId"] },
  "AWS::ApiGatewayV2::DomainName": { harm: twice, replacedBy: ["DomainName"] },
  "AWS::Route53::RecordSet": { harm: twice, replacedBy: ["Name", "HostedZoneId", "HostedZoneName"] },
  "AWS::Lambda::Alias": { harm: twice, replacedBy: ["Name", "FunctionName"] },
  "AWS::Lambda::EventSourceMapping": { harm: twice, replacedBy: ["EventSourceArn", "StartingPosition"] },
};

interface Kept {
  readonly type: string;
  /** The values of the properties that would replace it. Without one it has none of them, as names that CloudFormation makes up. */
  readonly fixed?: Properties;
}

const kept = (type: string, fixed?: Properties): Kept => ({ type: `AWS::${type}`, fixed });
const ref = (id: string) => ({ Ref: id });
const attribute = (id: string, name: string) => ({ "Fn::GetAtt": [id, name] });
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];
const live = (functionId: string) => kept("Lambda::Alias", { Name: "live", FunctionName: ref(functionId) });

const ofEvery: Readonly<Record<string, Kept>> = {
  Table710B521B: kept("DynamoDB::Table", { KeySchema: keys("pk", "sk") }),
  TableFailedChanges84BCF876: kept("SQS::Queue"),
  MailFailedEvents1EFAF209: kept("SQS::Queue"),
  MailQueueC8B8B9FB: kept("SQS::Queue"),
  SchedulesFailedRunsC96DDA5C: kept("SQS::Queue"),
  MailEventsAD3D2F9C: kept("SNS::Topic"),
  AlarmsTopicABBEC356: kept("SNS::Topic"),
  TableFailedChangesPolicyCF931DA3: kept("SQS::QueuePolicy"),
  MailFailedEventsPolicyA594B0F1: kept("SQS::QueuePolicy"),
  MailQueuePolicy729BAEC9: kept("SQS::QueuePolicy"),
  SchedulesFailedRunsPolicy4F371556: kept("SQS::QueuePolicy"),
  MailEventsPolicy03C89676: kept("SNS::TopicPolicy"),
  AlarmsTopicPolicy5A9259A6: kept("SNS::TopicPolicy"),
  MailRulesA3980166: kept("SES::ConfigurationSet"),
  HttpApi4E1D4184: kept("ApiGatewayV2::Api", { ProtocolType: "HTTP" }),
  HttpStageD1D6DBD6: kept("ApiGatewayV2::Stage", { StageName: "$default", ApiId: ref("HttpApi4E1D4184") }),
  HttpAccessLogs1CB64BE3: kept("Logs::LogGroup"),
  IngestLogs41B5EF21: kept("Logs::LogGroup"),
  RespondLogs40346B7C: kept("Logs::LogGroup"),
  ApiLogsCD139AD4: kept("Logs::LogGroup"),
  DispatchInvitationsLogs4B279C3E: kept("Logs::LogGroup"),
  ComputeKpisLogs4033CA8C: kept("Logs::LogGroup"),
  ReactToChangesLogsEE31DBE1: kept("Logs::LogGroup"),
  RecordMailEventsLogs2059F7AE: kept("Logs::LogGroup"),
  IngestFunctionAliaslive00EA366B: live("IngestFunctionB02ED0EB"),
  RespondFunctionAliaslive4D8E602F: live("RespondFunctionF8873EFC"),
  ApiFunctionAliaslive26F54073: live("ApiFunction6BF808ED"),
  DispatchInvitationsFunctionAliaslive65470363: live("DispatchInvitationsFunction6B3A37FD"),
  ComputeKpisFunctionAliasliveD66BC14F: live("ComputeKpisFunction33838BB6"),
  ReactToChangesFunctionAliaslive578FB78C: live("ReactToChangesFunctionA30A0438"),
  RecordMailEventsFunctionAliaslive6D1D49C9: live("RecordMailEventsFunctionB53E4FED"),
};

/** CDK puts the stack's name into the ids of mappings and of what queues subscribe to. */
const namedByStack = (stream: string, queue: string, topic: string): Readonly<Record<string, Kept>> => ({
  [`ReactToChangesFunctionAliasliveDynamoDBEventSource${stream}`]: kept("Lambda::EventSourceMapping", {
    EventSourceArn: attribute("Table710B521B", "StreamArn"),
    StartingPosition: "TRIM_HORIZON",
  }),
  [`RecordMailEventsFunctionAliasliveSqsEventSource${queue}`]: kept("Lambda::EventSourceMapping", {
    EventSourceArn: attribute("MailQueueC8B8B9FB", "Arn"),
  }),
  [`MailQueue${topic}`]: kept("SNS::Subscription", {
    TopicArn: ref("MailEventsAD3D2F9C"),
    Protocol: "sqs",
    Endpoint: attribute("MailQueueC8B8B9FB", "Arn"),
  }),
});

const identity = { MailIdentity4EC7C521: kept("SES::EmailIdentity", { EmailIdentity: "shop.example" }) };
const mailbox = {
  AlarmsTopicdutyshopexampleEC4D97B7: kept("SNS::Subscription", {
    TopicArn: ref("AlarmsTopicABBEC356"),
    Protocol: "email",
    Endpoint: "duty@shop.example",
  }),
};
const ofHearback = {
  ...ofEvery,
  ...identity,
  ...namedByStack(
    "hearbackTable1628CB0805B40F73",
    "hearbackMailQueueFE03DCCD0402F99C",
    "hearbackMailEventsD7279AFFA6CB8E11",
  ),
};

const record = (Name: Properties) => kept("Route53::RecordSet", { Name, HostedZoneId: "Z0123456789ABCDEFGHIJ" });
const dkim = (token: number) => record(attribute("MailIdentity4EC7C521", `DkimDNSTokenName${token}`));

/** By the examples and their stacks. */
export const keptResources: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Kept>>>>>> = {
  "minimal.config.ts": { hearback: ofHearback },
  "full.config.ts": {
    feedback: {
      ...ofEvery,
      ...identity,
      ...mailbox,
      ...namedByStack(
        "feedbackTable2D7455DE54BC8A9C",
        "feedbackMailQueueB200C1D2AC2F7AB2",
        "feedbackMailEvents76E4DF0F8F5B6284",
      ),
      EncryptionKey3A692D6E: kept("KMS::Key"),
      BackupsVault1F11AFCC: kept("Backup::BackupVault", { BackupVaultName: "feedbackBackupsVaultC6E02833" }),
      HttpDomainFF7569C3: kept("ApiGatewayV2::DomainName", { DomainName: "feedback.shop.example" }),
      HttpAddressB4A12E2D: record("feedback.shop.example."),
      DnsRecord157B02953: dkim(1),
      DnsRecord29CAA3DB5: dkim(2),
      DnsRecord3627E3ADC: dkim(3),
      DnsRecord437B29D88: record("returns.shop.example"),
      DnsRecord557AECAC0: record("returns.shop.example"),
      DmarcRecord1415477EB: record("_dmarc.shop.example"),
    },
  },
  "two-stages.config.ts": {
    hearback: { ...ofHearback, ...mailbox },
    "hearback-staging": {
      ...ofEvery,
      ...mailbox,
      ...namedByStack(
        "hearbackstagingTableA4B790320543248E",
        "hearbackstagingMailQueue617592F439227614",
        "hearbackstagingMailEvents89908CE270A637C9",
      ),
    },
  },
};

const indexes = [
  { IndexName: "by-day", KeySchema: keys("dayPk", "daySk"), Projection: { ProjectionType: "ALL" } },
  { IndexName: "due", KeySchema: keys("duePk", "dueAt"), Projection: { ProjectionType: "KEYS_ONLY" } },
];

/** A sentence on everything that an upgrade to this template would take away from those who have deployed the one before. */
export function lossesBy(template: Properties, keeps: Readonly<Record<string, Kept>>): string[] {
  const { Resources: resources } = template;
  const losses = Object.entries(keeps).flatMap(([id, { type, fixed = {} }]) => {
    const { harm, replacedBy } = kinds[type] as Kind;
    if (resources[id]?.Type !== type) {
      return [
        `${id}, ${type}, is gone: an upgrade would ${harm}. A construct was renamed or moved, or CDK names it otherwise. Put it back, or ` +
          "keep the id by overrideLogicalId; change no row here.",
      ];
    }
    const { Properties: has = {} } = resources[id];
    return replacedBy
      .filter((name) => JSON.stringify(has[name]) !== JSON.stringify(fixed[name]))
      .map(
        (name) =>
          `${id}, ${type}, has another ${name} (${JSON.stringify(has[name])}, not ${JSON.stringify(fixed[name])}): an upgrade would ${harm}. Put it back.`,
      );
  });
  return [...losses, ...strangers(template, keeps), ...(keeps["Table710B521B"] ? lostIndexes(resources) : [])];
}

function strangers({ Resources }: Properties, keeps: Readonly<Record<string, Kept>>): string[] {
  return Object.entries<Properties>(Resources)
    .filter(([id, { Type }]) => Type in kinds && !(id in keeps))
    .map(
      ([id, { Type }]) =>
        `${id}, ${Type}, has no row in kept-resources.ts: add one, so that it stays in later releases.`,
    );
}

/** CloudFormation makes or deletes one index in an update, and changes none: what reads it would find nothing meanwhile. */
function lostIndexes({ Table710B521B: table }: Properties): string[] {
  const has = (table?.Properties.GlobalSecondaryIndexes ?? []).map(
    ({ IndexName, KeySchema, Projection }: Properties) => ({
      IndexName,
      KeySchema,
      Projection,
    }),
  );
  return indexes
    .filter((index) => !has.some((one: Properties) => JSON.stringify(one) === JSON.stringify(index)))
    .map(
      ({ IndexName }) =>
        `The index ${IndexName} is another: an upgrade would delete it and build it anew, and nothing would be found in it meanwhile. ` +
        "Put it back, and add what is new as an index of another name, in a release of its own.",
    );
}
