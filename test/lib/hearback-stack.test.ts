import { Match } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { type ConfigVariable, readConfig } from "../../functions/config.ts";
import { type Route, routes } from "../../functions/routes.ts";
import { functionNames, serviceFunctions } from "../../lib/service-functions.ts";
import { deploy, type Properties } from "./deploy.ts";

const { app, template, resources, functions, statements, idOf, propertiesOf, nameOf, permissionsOf } = deploy();

describe("the table", () => {
  it("survives mistakes: point-in-time recovery, deletion protection, and it outlives its stack", () => {
    template.hasResource("AWS::DynamoDB::GlobalTable", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });

  it("can be thrown away with its stack only when a setting says so", () => {
    deploy({ "hearback:tableRemoval": "destroy" }).template.hasResource("AWS::DynamoDB::GlobalTable", {
      DeletionPolicy: "Delete",
      Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: false })] },
    });
  });

  it("forgets what has expired and streams both images of every change", () => {
    template.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
  });

  it("has the keys and indexes of the data model", () => {
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ];
    template.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      KeySchema: keys("pk", "sk"),
      GlobalSecondaryIndexes: [
        { IndexName: "by-day", KeySchema: keys("dayPk", "daySk"), Projection: { ProjectionType: "ALL" } },
        { IndexName: "due", KeySchema: keys("duePk", "dueAt"), Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
    });
  });

  it("hands changes on so that a poison record neither blocks its shard nor is lost", () => {
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: { Ref: idOf("react-to-changes") },
      EventSourceArn: { "Fn::GetAtt": [Match.anyValue(), "StreamArn"] },
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 21600,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it("hands on only changes of what the by-day index lists, whether it enters, changes or leaves", () => {
    const inIndex = (image: string) => ({
      Pattern: JSON.stringify({ dynamodb: { [image]: { dayPk: { S: [{ exists: true }] } } } }),
    });
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FilterCriteria: { Filters: [inIndex("NewImage"), inIndex("OldImage")] },
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

  it.each(functionNames)("%s gets every variable, in a form that its config accepts", (name) => {
    const variables = propertiesOf(name).Environment.Variables as Record<ConfigVariable, Properties>;
    const deployed = Object.entries(variables).map(([key, value]) => [
      key,
      // What CloudFormation fills in is not known here; an address serves for all of it.
      typeof value === "string" ? value : "https://known-after-deployment.example",
    ]);
    expect(readConfig(Object.fromEntries(deployed))).toEqual({
      tableName: expect.any(String),
      publicUrl: "https://known-after-deployment.example",
      fromAddress: "feedback@example.com",
      configurationSet: expect.any(String),
      markRestSeconds: 60,
      recordRetentionDays: 761,
    });
  });

  it("share no role", () => {
    const roles = functions.map(({ properties }) => properties.Role["Fn::GetAtt"][0]);
    expect(new Set(roles).size).toBe(7);
    for (const [, role] of resources("AWS::IAM::Role")) expect(role.ManagedPolicyArns).toBeUndefined();
  });

  it.each(functionNames)("%s may do with the table exactly what is listed for it", (name) => {
    const permitted = permissionsOf(name)
      .filter(({ resources: [resource] }) => !JSON.stringify(resource).includes("StreamArn"))
      .flatMap(({ actions, resources: [resource] }) =>
        actions
          .filter((action) => action.startsWith("dynamodb:"))
          .map((action) => `${action.slice(9)} ${resource["Fn::Join"]?.[1][1] ?? "table"}`),
      );
    const { table, indexes } = serviceFunctions[name];
    const listed = [...table.map((action) => `${action} table`), ...indexes.map((index) => `Query /index/${index}`)];
    expect(permitted.sort()).toEqual(listed.sort());
  });

  it("may nowhere scan, use a wildcard action, or reach every resource of a kind that has resources", () => {
    for (const statement of statements()) {
      expect(statement.actions.join()).not.toMatch(/\*|Scan/);
      if (!JSON.stringify(statement.resources).includes("*")) continue;
      for (const action of statement.actions) expect(action).toMatch(/^(xray:Put\w+|ses:GetSendQuota)$/);
    }
  });

  it("keep their logs for the time that is set", () => {
    for (const [, group] of resources("AWS::Logs::LogGroup")) expect(group.RetentionInDays).toBe(30);
  });
});

describe("the HTTP API", () => {
  const integrated = new Map(
    resources("AWS::ApiGatewayV2::Integration").map(([id, { IntegrationUri }]) => [
      id,
      nameOf(IntegrationUri["Fn::GetAtt"][0]),
    ]),
  );

  it("wires every route of the table to its function, HEAD beside GET, and all else to the api function", () => {
    const wired = resources("AWS::ApiGatewayV2::Route").map(([, { RouteKey, Target }]) => [
      RouteKey,
      integrated.get(Target["Fn::Join"][1][1].Ref),
    ]);
    const expected = Object.values<Route>(routes).flatMap(({ method, path, function: name }) => [
      [`${method} ${path}`, name],
      ...(method === "GET" ? [[`HEAD ${path}`, name]] : []),
    ]);
    expect(Object.fromEntries(wired)).toEqual(Object.fromEntries([...expected, ["$default", "api"]]));
  });

  it("may call its three functions by one permission each, however many routes there are", () => {
    const callers = resources("AWS::Lambda::Permission").filter(([, { Principal }]) =>
      Principal.startsWith("apigateway"),
    );
    const called = callers.map(([, { FunctionName }]) => nameOf(FunctionName["Fn::GetAtt"][0]));
    expect(called.sort()).toEqual(["api", "ingest", "respond"]);
  });

  it("logs the route, never the path, which holds the customer's token, nor who called", () => {
    const [[, stage] = []] = resources("AWS::ApiGatewayV2::Stage");
    const { Format } = stage.AccessLogSettings;
    const logged = Object.values(JSON.parse(Format));
    for (const field of ["requestId", "routeKey", "status", "responseLatency", "integrationErrorMessage"]) {
      expect(logged).toContain(`$context.${field}`);
    }
    expect(Format).not.toMatch(/context\.(path|identity|customDomain|authorizer)|httpMethod|protocol/);
  });

  it("throttles as set", () => {
    const { template: busy } = deploy({ "hearback:requestsPerSecond": "7", "hearback:requestBurst": 9 });
    busy.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
    });
  });

  it("tells the functions its own address, or the origin that stands before it", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { PUBLIC_URL: { "Fn::GetAtt": [Match.anyValue(), "ApiEndpoint"] } } },
    });
    const { template: fronted } = deploy({ "hearback:publicUrl": "https://ask.shop.example/" });
    fronted.allResourcesProperties("AWS::Lambda::Function", {
      Environment: { Variables: { PUBLIC_URL: "https://ask.shop.example" } },
    });
  });
});

describe("the schedules", () => {
  it.each([
    ["dispatch-invitations", "rate(1 minute)"],
    ["compute-kpis", "rate(15 minutes)"],
  ] as const)("tick %s at %s, never again for the same tick, and keep what failed", (name, rate) => {
    const once = { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 };
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: rate,
      Target: {
        Arn: { "Fn::GetAtt": [idOf(name), "Arn"] },
        RetryPolicy: once,
        DeadLetterConfig: { Arn: Match.anyValue() },
      },
    });
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: idOf(name) },
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      ...once,
    });
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
    const reached = JSON.stringify(statements(policies));
    expect(functionNames.filter((name) => reached.includes(`"${idOf(name)}"`))).toEqual([
      "dispatch-invitations",
      "compute-kpis",
    ]);
  });
});

describe("the rules of the house", () => {
  it.each([new AwsSolutionsChecks(), new ServerlessChecks()])("satisfy cdk-nag's $name checks", (checks) => {
    expect(checks.validateScope(app).violations).toEqual([]);
  });

  it.each([
    ["AWS::DynamoDB::GlobalTable", "TableName"],
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
