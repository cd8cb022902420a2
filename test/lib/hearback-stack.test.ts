import { Validations } from "aws-cdk-lib";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { type ConfigVariable, readConfig } from "../../functions/config.ts";
import { type FunctionName, functionNames, serviceFunctions } from "../../lib/service-functions.ts";
import { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

const { app, stack, template, resources, functions, statements, idOf, liveOf, mappedTo, propertiesOf, permissionsOf } =
  deploy();

/** The queue where one kind of failed work ends. */
function failureQueue(kind: string): Properties {
  const [[id] = []] = resources("AWS::SQS::Queue").filter(([candidate]) => candidate.includes(kind));
  return { "Fn::GetAtt": [id, "Arn"] };
}

const queuesWrittenBy = (name: FunctionName): Properties[] =>
  permissionsOf(name)
    .filter(({ actions }) => actions.includes("sqs:SendMessage"))
    .flatMap((statement) => statement.resources);

describe("the table", () => {
  it("survives mistakes: point-in-time recovery, deletion protection, and it outlives its stack", () => {
    template.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it("can be thrown away with its stack only when a setting says so", () => {
    expect(stack.terminationProtection).toBe(true);
    const thrownAway = deploy({ tableRemoval: "destroy" });
    expect(thrownAway.stack.terminationProtection).toBe(false);
    thrownAway.template.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Delete",
      Properties: { DeletionProtectionEnabled: false },
    });
  });

  it("gives no more in a second than a setting says, nor does any index of it", () => {
    const limited = deploy({ maxReadRequestUnits: 400, maxWriteRequestUnits: 100 });
    const [[, table] = [undefined, {}]] = limited.resources("AWS::DynamoDB::Table");
    const limits = { OnDemandThroughput: { MaxReadRequestUnits: 400, MaxWriteRequestUnits: 100 } };
    expect([table, ...table.GlobalSecondaryIndexes]).toMatchObject([limits, limits, limits]);
  });

  it("forgets what has expired and streams both images of every change", () => {
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
  });

  it("has the keys and indexes of the data model", () => {
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ];
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      KeySchema: keys("pk", "sk"),
      GlobalSecondaryIndexes: [
        { IndexName: "by-day", KeySchema: keys("dayPk", "daySk"), Projection: { ProjectionType: "ALL" } },
        { IndexName: "due", KeySchema: keys("duePk", "dueAt"), Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
    });
  });

  it("hands changes on so that a poison record neither blocks its shard nor is lost", () => {
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: mappedTo("react-to-changes"),
      EventSourceArn: { "Fn::GetAtt": [Match.anyValue(), "StreamArn"] },
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 30,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 21600,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: failureQueue("FailedChanges") } },
    });
    expect(queuesWrittenBy("react-to-changes")).toEqual([failureQueue("FailedChanges")]);
  });

  it("hands on only changes of responses and of what the by-day index lists, whether it enters, changes or leaves", () => {
    const pattern = (dynamodb: unknown) => ({ Pattern: JSON.stringify({ dynamodb }) });
    const inIndex = (image: string) => pattern({ [image]: { dayPk: { S: [{ exists: true }] } } });
    const response = pattern({ NewImage: { record: { S: ["response"] } } });
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FilterCriteria: { Filters: [inIndex("NewImage"), inIndex("OldImage"), response] },
    });
  });
});

describe("the seven functions", () => {
  it("are all there", () => {
    expect(functions.map(({ name }) => name).sort()).toEqual([...functionNames].sort());
  });

  it.each(functionNames)("%s runs on the current runtime, traced, for no longer than it may", (name) => {
    expect(propertiesOf(name)).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      MemorySize: 512,
      Timeout: serviceFunctions[name].timeoutSeconds,
      TracingConfig: { Mode: "Active" },
    });
    expect(propertiesOf(name).ReservedConcurrentExecutions).toBeUndefined();
  });

  it("reserve executions only where a setting says so", () => {
    const reserved = deploy({ reservedConcurrency: { ingest: 5 } });
    const executions = functionNames.map((name) => reserved.propertiesOf(name).ReservedConcurrentExecutions);
    expect(executions).toEqual(functionNames.map((name) => (name === "ingest" ? 5 : undefined)));
  });

  it.each(functionNames)("%s gets every variable, in a form that its config accepts", (name) => {
    // Other values than the config's own defaults, which would stand in for a variable that is missing.
    const chosen = deploy({
      markRestSeconds: 61,
      judgeHaste: "off",
      recordRetentionDays: 800,
      keyRequestsPerSecond: 101,
      keyRequestBurst: 1001,
    });
    const variables = chosen.propertiesOf(name).Environment.Variables as Record<ConfigVariable, Properties>;
    const deployed = Object.entries(variables).map(([key, value]) => [
      key,
      // What CloudFormation fills in is not known here; an address serves for all of it.
      typeof value === "string" ? value : "https://known-after-deployment.example",
    ]);
    expect(readConfig(Object.fromEntries(deployed))).toEqual({
      tableName: expect.any(String),
      publicUrl: "https://known-after-deployment.example",
      serviceName: "hearback",
      fromAddress: "feedback@shop.example",
      configurationSet: expect.any(String),
      markRestSeconds: 61,
      judgesHaste: false,
      recordRetentionDays: 800,
      keyRateLimit: { perSecond: 101, burst: 1001 },
    });
  });

  it("share no role", () => {
    const roles = functions.map(({ properties }) => properties.Role["Fn::GetAtt"][0]);
    expect(new Set(roles).size).toBe(7);
    for (const [, role] of resources("AWS::IAM::Role")) expect(role.ManagedPolicyArns).toBeUndefined();
  });

  it.each(functionNames)("%s writes its logs into a group of its own, and may write into no other", (name) => {
    const group = propertiesOf(name).LoggingConfig.LogGroup.Ref;
    const sharing = functions.filter(({ properties }) => properties.LoggingConfig.LogGroup.Ref === group);
    expect(sharing).toHaveLength(1);
    const writing = permissionsOf(name).filter(({ actions }) => actions.some((action) => action.startsWith("logs:")));
    expect(writing.flatMap((statement) => statement.resources)).toEqual([{ "Fn::GetAtt": [group, "Arn"] }]);
  });

  it("are not traced when the settings say so", () => {
    const untraced = deploy({ tracing: "off" });
    const modes = functionNames.map((name) => untraced.propertiesOf(name).TracingConfig);
    expect(modes).toEqual(functionNames.map(() => undefined));
  });

  it.each([
    [{}, 30],
    [{ logRetentionDays: 90 }, 90],
  ])("keep their logs for the time that is set, as the API does: %j", (settings, days) => {
    const groups = deploy(settings).resources("AWS::Logs::LogGroup");
    expect(groups.map(([, { RetentionInDays }]) => RetentionInDays)).toEqual(Array.from({ length: 8 }, () => days));
  });
});

describe("the schedules", () => {
  it.each([
    ["dispatch-invitations", "rate(1 minute)", undefined],
    ["compute-kpis", "rate(15 minutes)", undefined],
    ["compute-kpis", "rate(1 day)", '{"job":"check-laws"}'],
  ] as const)("tick %s at %s, never again for the same tick, and keep what failed", (name, rate, input) => {
    const once = { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 };
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: rate,
      State: "ENABLED",
      Target: {
        Arn: { Ref: liveOf(name) },
        Input: input ?? Match.absent(),
        RetryPolicy: once,
        DeadLetterConfig: { Arn: failureQueue("FailedRuns") },
      },
    });
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: idOf(name) },
      Qualifier: { "Fn::Select": [7, { "Fn::Split": [":", { Ref: liveOf(name) }] }] },
      DestinationConfig: { OnFailure: { Destination: failureQueue("FailedRuns") } },
      ...once,
    });
    expect(queuesWrittenBy(name)).toEqual([failureQueue("FailedRuns")]);
  });
});

describe("the scheduler", () => {
  it("acts for this account only, and may only tick the two jobs and note what failed", () => {
    const [[roleId, role] = []] = resources("AWS::IAM::Role").filter(([, { AssumeRolePolicyDocument }]) =>
      JSON.stringify(AssumeRolePolicyDocument).includes("scheduler.amazonaws.com"),
    );
    expect(role.AssumeRolePolicyDocument.Statement).toMatchObject([
      { Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } } },
    ]);
    const policies = resources("AWS::IAM::Policy").filter(([, { Roles }]) => Roles[0].Ref === roleId);
    const actions = statements(policies).flatMap((statement) => statement.actions);
    expect(actions.filter((action) => !action.startsWith("sqs:"))).toEqual(["lambda:InvokeFunction"]);
    const noting = statements(policies).filter((statement) => statement.actions.includes("sqs:SendMessage"));
    expect(noting.flatMap((statement) => statement.resources)).toEqual([failureQueue("FailedRuns")]);
    for (const [, { Target }] of resources("AWS::Scheduler::Schedule")) {
      expect(Target.RoleArn).toEqual({ "Fn::GetAtt": [roleId, "Arn"] });
    }
    const reached = JSON.stringify(statements(policies));
    expect(functionNames.filter((name) => reached.includes(`"${liveOf(name)}"`))).toEqual([
      "dispatch-invitations",
      "compute-kpis",
    ]);
  });
});

describe("the outputs", () => {
  it.each([
    ["ApiUrl", /GET \/v1\/health/],
    ["TableName", /npx hearback init --stack hearback /],
    ["RecordRetentionDays", /--retention-days/],
    ["Sender", /SES production access/],
    ["AlarmTopic", /set alarmMailbox/],
    ["DnsRecord1", /Set this DNS record/],
    ["Dmarc", /no DMARC record yet/],
  ])("%s tells the next step", (name, step) => {
    expect(template.findOutputs(name)[name]?.["Description"]).toMatch(step);
  });

  it("name the table itself, which the command-line tool looks for, and the stack as it is called", () => {
    const other = deploy({}, "hearback-test").template;
    const [tableId] = Object.keys(other.findResources("AWS::DynamoDB::Table"));
    expect(other.findOutputs("TableName")["TableName"]).toMatchObject({
      Value: { Ref: tableId },
      Description: expect.stringContaining("--stack hearback-test "),
    });
  });
});

describe("the rules of the house", () => {
  it("are departed from only with a reason that can be read", () => {
    const exceptions = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data));
    expect(exceptions.length).toBeGreaterThan(0);
    for (const [rule, reason] of exceptions) expect(reason.split(" ").length, rule).toBeGreaterThan(7);
  });

  it.each([
    ["AWS::CloudWatch::Alarm", "AlarmName"],
    ["AWS::CloudWatch::Dashboard", "DashboardName"],
    ["AWS::DynamoDB::Table", "TableName"],
    ["AWS::IAM::Role", "RoleName"],
    ["AWS::Lambda::Function", "FunctionName"],
    ["AWS::Logs::LogGroup", "LogGroupName"],
    ["AWS::SES::ConfigurationSet", "Name"],
    ["AWS::SNS::Topic", "TopicName"],
    ["AWS::SQS::Queue", "QueueName"],
    ["AWS::Scheduler::Schedule", "Name"],
  ])(
    "leave naming every %s to CloudFormation, so that a second deployment can stand beside the first",
    (type, name) => {
      expect(resources(type).length).toBeGreaterThan(0);
      for (const [, properties] of resources(type)) expect(properties?.[name]).toBeUndefined();
    },
  );
});
