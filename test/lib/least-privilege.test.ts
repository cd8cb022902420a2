import { describe, expect, it } from "vitest";
import { type FunctionName, functionNames } from "../../lib/service-functions.ts";
import { grantedTo } from "../support/role.ts";
import { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

/** Everything that a stack lets anybody do, each as a line: who, may, what, if. */
function readPermissions(stack: ReturnType<typeof deploy>) {
  const { resources, functions } = stack;
  const owners = new Map<string, string>(
    functions.map(({ name, properties }) => [idIn(properties.Role), String(name)]),
  );
  const roles = resources("AWS::IAM::Policy").flatMap(([, { Roles, PolicyDocument }]) =>
    linesOf(PolicyDocument).map((line) => `${owners.get(Roles[0].Ref) ?? plain(Roles[0].Ref)}: ${line}`),
  );
  const doors = ["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]
    .flatMap((type) => resources(type))
    .flatMap(([, { PolicyDocument }]) => linesOf(PolicyDocument));
  return { roles, doors, of: (name: string) => roles.filter((line) => line.startsWith(`${name}: `)) };
}

function linesOf({ Statement }: Properties): string[] {
  return Statement.flatMap(({ Effect, Principal, Action, Resource, Condition }: Properties) => {
    const who = Principal === undefined ? "" : `${written(Principal.Service ?? Principal.AWS ?? Principal)}: `;
    const refused = Effect === "Deny" ? "never " : "";
    const only = Condition === undefined ? "" : ` if ${written(Object.values(Condition)[0])}`;
    return [Action]
      .flat()
      .flatMap((action) =>
        [Resource].flat().map((resource) => `${who}${refused}${action} ${written(resource)}${only}`),
      );
  });
}

/** A value of the template with its references by name: an ARN as it is known before deployment. */
function written(value: Properties): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(written).join(" ");
  if (value.Ref !== undefined) return plain(value.Ref);
  if (value["Fn::GetAtt"] !== undefined) {
    const [id, attribute] = value["Fn::GetAtt"];
    return attribute === "Arn" ? plain(id) : `${plain(id)}.${attribute}`;
  }
  if (value["Fn::Join"] !== undefined) return value["Fn::Join"][1].map(written).join("");
  return Object.entries(value)
    .map(([key, inner]) => `${key}=${written(inner)}`)
    .join(" and ");
}

const plain = (id: string): string => id.replace(/[0-9A-F]{8}$/, "").replace(/^AWS::/, "");
const idIn = (role: Properties): string => role["Fn::GetAtt"][0];
const may = (resource: string, ...actions: string[]) => actions.map((action) => `${action} ${resource}`);
const sendTo = (queue: string) => may(queue, "sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl");

const sesArn = "arn:Partition:ses:Region:AccountId";
const onlyAsSender = " if ses:FromAddress=feedback@shop.example";

/** What each function may do beside what `service-functions.ts` lists of the table, its own log and its traces. */
const further: Readonly<Record<FunctionName, readonly string[]>> = {
  ingest: [],
  respond: [],
  api: [],
  "dispatch-invitations": [
    `ses:SendRawEmail ${sesArn}:identity/MailIdentity${onlyAsSender}`,
    `ses:SendRawEmail ${sesArn}:configuration-set/MailRules${onlyAsSender}`,
    "ses:GetSendQuota *",
    ...sendTo("SchedulesFailedRuns"),
  ],
  "compute-kpis": sendTo("SchedulesFailedRuns"),
  "react-to-changes": [
    ...sendTo("TableFailedChanges"),
    ...may("Table.StreamArn", "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
    "dynamodb:ListStreams *",
  ],
  "record-mail-events": may(
    "MailQueue",
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
  ),
};

const logsOf = (name: string) => `${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Logs`;
const expectedOf = (name: FunctionName): string[] => [
  ...grantedTo(name).map((granted) => `dynamodb:${granted.replace(" table", " Table").replace(" /", " Table/")}`),
  ...may(logsOf(name), "logs:CreateLogStream", "logs:PutLogEvents"),
  ...may("*", "xray:PutTelemetryRecords", "xray:PutTraceSegments"),
  ...further[name],
];

describe("what the stack permits", () => {
  const permitted = readPermissions(deploy());

  it.each(functionNames)("%s is this and nothing else", (name) => {
    expect(permitted.of(name).sort()).toEqual(
      expectedOf(name)
        .map((line) => `${name}: ${line}`)
        .sort(),
    );
  });

  it("the scheduler is to start two functions and to note what failed", () => {
    const started = ["DispatchInvitationsFunctionAliaslive", "ComputeKpisFunctionAliaslive"];
    expect(permitted.of("SchedulesRole").sort()).toEqual(
      [...started.flatMap((alias) => may(alias, "lambda:InvokeFunction")), ...sendTo("SchedulesFailedRuns")]
        .map((line) => `SchedulesRole: ${line}`)
        .sort(),
    );
  });

  it("has no other role", () => {
    const holders = new Set(permitted.roles.map((line) => line.split(": ")[0]));
    expect([...holders].sort()).toEqual([...functionNames, "SchedulesRole"].sort());
  });

  it("lets into queues and topics whom they are for, over TLS only, and nobody else", () => {
    const overTls = " if aws:SecureTransport=false";
    expect(permitted.doors.sort()).toEqual(
      [
        ...["MailEvents", "AlarmsTopic"].map((topic) => `*: never sns:Publish ${topic}${overTls}`),
        ...["MailQueue", "MailFailedEvents", "TableFailedChanges", "SchedulesFailedRuns"].map(
          (queue) => `*: never sqs:* ${queue}${overTls}`,
        ),
        `ses.amazonaws.com: sns:Publish MailEvents if AWS:SourceAccount=AccountId and AWS:SourceArn=${sesArn}:configuration-set/MailRules`,
        "cloudwatch.amazonaws.com: sns:Publish AlarmsTopic if aws:SourceAccount=AccountId",
        "sns.amazonaws.com: sqs:SendMessage MailQueue if aws:SourceArn=MailEvents",
        "sns.amazonaws.com: sqs:SendMessage MailFailedEvents if aws:SourceArn=MailEvents",
      ].sort(),
    );
  });
});

describe("rollouts by canary", () => {
  it("add a role that may lead the seven aliases elsewhere and see alarms, and no permission else", () => {
    const [plainly, canary] = [readPermissions(deploy()), readPermissions(deploy({ rollout: "canary" }))];
    const added = canary.roles.filter((line) => !plainly.roles.includes(line));
    const functions = functionNames.map((name) => `${logsOf(name).replace(/Logs$/, "")}Function`);
    const leading = ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"];
    expect(added.sort()).toEqual(
      [
        ...functions.flatMap((name) => [name, `${name}:live`]).flatMap((name) => may(name, ...leading)),
        ...may("*", "cloudwatch:DescribeAlarms"),
      ]
        .map((line) => `CanaryRole: ${line}`)
        .sort(),
    );
    expect(canary.roles).toEqual(expect.arrayContaining(plainly.roles));
    expect(canary.doors).toEqual(plainly.doors);
  });
});

describe("a key of the account's own", () => {
  const stack = deploy({ encryption: "customer-managed" }, "hearback", "eu-west-1");
  const keyed = readPermissions(stack);
  const [[keyId, key] = []] = stack.resources("AWS::KMS::Key");
  const usesKey = (line: string) => line.includes(" kms:");

  it("adds no permission but those on the one key", () => {
    const others = readPermissions(deploy({}, "hearback", "eu-west-1"));
    expect(keyed.roles.filter((line) => !usesKey(line))).toEqual(others.roles);
    expect(keyed.doors).toEqual(others.doors);
    for (const line of keyed.roles.filter(usesKey)) expect(line).toMatch(/ EncryptionKey( if kms:ViaService=.*)?$/);
  });

  it("serves whoever only reads and writes the table through DynamoDB alone", () => {
    for (const name of ["ingest", "respond", "api"]) {
      const uses = keyed.of(name).filter(usesKey);
      expect(uses.length).toBeGreaterThan(0);
      for (const line of uses) expect(line).toMatch(/ if kms:ViaService=dynamodb\.eu-west-1\./);
    }
  });

  it("encrypts table, topics, queues and logs, every one of them", () => {
    const arn = { "Fn::GetAtt": [keyId, "Arn"] };
    const [[, table] = []] = stack.resources("AWS::DynamoDB::Table");
    expect(table.SSESpecification).toEqual({ SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: arn });
    const keyOf = {
      "AWS::SNS::Topic": "KmsMasterKeyId",
      "AWS::SQS::Queue": "KmsMasterKeyId",
      "AWS::Logs::LogGroup": "KmsKeyId",
    };
    for (const [type, property] of Object.entries(keyOf)) {
      expect(stack.resources(type).length).toBeGreaterThan(1);
      for (const [id, properties] of stack.resources(type)) expect(properties[property], id).toEqual(arn);
    }
  });

  it("turns every year, and outlives the stack as long as the table does", () => {
    expect(key.EnableKeyRotation).toBe(true);
    stack.template.hasResource("AWS::KMS::Key", { DeletionPolicy: "Retain" });
    const thrownAway = deploy({ encryption: "customer-managed", tableRemoval: "destroy" }, "hearback", "eu-west-1");
    thrownAway.template.hasResource("AWS::KMS::Key", { DeletionPolicy: "Delete" });
  });

  it("serves logs and topics of this account, and notices of two services, and names nothing that in turn names it", () => {
    const notices = may("*", "kms:Decrypt", "kms:GenerateDataKey*");
    const logs = [...notices, ...may("*", "kms:DescribeKey", "kms:Encrypt", "kms:ReEncrypt*")];
    const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:AccountId:${resource}`;
    const logGroups = `kms:EncryptionContext:aws:logs:arn=${arn("logs", "log-group:*")}`;
    const [, ...services] = linesOf(key.KeyPolicy);
    expect(services.sort()).toEqual(
      [
        ...logs.map((line) => `logs.eu-west-1.amazonaws.com: ${line} if ${logGroups}`),
        ...notices.map((line) => `sns.amazonaws.com: ${line} if aws:SourceArn=${arn("sns", "*")}`),
        ...notices.map((line) => `cloudwatch.amazonaws.com ses.amazonaws.com: ${line}`),
      ].sort(),
    );
    expect(JSON.stringify(key)).not.toContain("Fn::GetAtt");
    expect(JSON.stringify(key).match(/"Ref":"(?!AWS::)/)).toBeNull();
  });
});
