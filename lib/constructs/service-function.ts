import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { ConfigVariable } from "../../functions/config.ts";
import { type FunctionName, serviceFunctions } from "../service-functions.ts";
import type { Settings } from "../settings.ts";

/**
 * The SDK is bundled, so that what runs is what was tested, and starts faster than the runtime's own copy. Left out are
 * only the ways to find credentials that are never tried where the environment holds them, as Lambda's does: a fifth of
 * each bundle. Source maps stay out: reading one costs more start-up time than a readable stack trace is worth.
 */
export const bundling = {
  format: OutputFormat.ESM,
  target: "node24",
  minify: true,
  sourceMap: false,
  mainFields: ["module", "main"],
  // Files beside the bundle, read when they are asked for: a language, and what describes the API.
  loader: { ".locale.json": "copy", ".document.json": "copy" },
  externalModules: [
    "@aws-sdk/credential-provider-http",
    "@aws-sdk/credential-provider-ini",
    "@aws-sdk/credential-provider-process",
    "@aws-sdk/credential-provider-sso",
    "@aws-sdk/credential-provider-web-identity",
    "@smithy/credential-provider-imds",
  ],
  logLevel: LogLevel.WARNING,
} as const satisfies BundlingOptions;

export function entryFile(name: FunctionName): string {
  return fileURLToPath(new URL(`../../functions/${name}.ts`, import.meta.url));
}

export interface ServiceFunctionProps {
  readonly name: FunctionName;
  readonly environment: Record<ConfigVariable, string>;
  readonly settings: Pick<Settings, "logRetentionDays" | "reservedConcurrency" | "tracing">;
}

/** One of the seven functions with its log group and a role of its own that at first may only write logs and traces. */
export class ServiceFunction extends Construct {
  readonly handler: NodejsFunction;

  constructor(scope: Construct, id: string, { name, environment, settings }: ServiceFunctionProps) {
    super(scope, id);
    const { purpose, timeoutSeconds } = serviceFunctions[name];
    const concurrency = settings.reservedConcurrency[name];

    const logGroup = new LogGroup(this, "Logs", {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not the role CDK would make: that one carries a managed policy which may write to every log group.
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);

    this.handler = new NodejsFunction(this, "Function", {
      description: purpose,
      entry: entryFile(name),
      depsLockFilePath: fileURLToPath(new URL("../../package-lock.json", import.meta.url)),
      bundling,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(timeoutSeconds),
      tracing: settings.tracing === "active" ? Tracing.ACTIVE : Tracing.DISABLED,
      environment,
      role,
      logGroup,
      ...(concurrency === undefined ? {} : { reservedConcurrentExecutions: concurrency }),
    });

    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "X-Ray's put actions and ses:GetSendQuota know no resources; a test asserts that nothing else has this.",
    });
    if (settings.tracing === "off") {
      Validations.of(this.handler).acknowledge({
        id: "Serverless-LambdaTracing",
        reason: "Switched off by the setting `tracing`, because traces cost as much as the table.",
      });
    }
    Validations.of(this.handler).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason:
        "A function's own queue serves asynchronous calls only. HTTP is synchronous, stream and queue have failure " +
        "queues of their own, and scheduled runs an on-failure destination, which also keeps the error.",
    });
  }
}
