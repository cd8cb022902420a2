import { join } from "node:path";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  type Alias,
  Architecture,
  Code,
  type IFunction,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { ConfigVariable } from "../../functions/config.ts";
import { type FunctionName, liveAlias, serviceFunctions } from "../service-functions.ts";
import type { Settings } from "../settings.ts";
import { acknowledgeKeyFamilies } from "./encryption-key.ts";

export interface ServiceFunctionProps {
  readonly name: FunctionName;
  /** The folder that has a folder with the bundle of each function. */
  readonly bundles: string;
  readonly key: IKey | undefined;
  readonly environment: Record<ConfigVariable, string>;
  readonly settings: Pick<Settings, "logRetentionDays" | "reservedConcurrency" | "tracing">;
}

/** One of the seven functions with its log group and a role of its own that at first may only write logs and traces. */
export class ServiceFunction extends Construct {
  readonly handler: LambdaFunction;
  /**
   * What everything calls that sets the function off. It is there whatever `rollout` says, so that changing the setting moves
   * no route, mapping or schedule.
   */
  readonly live: Alias & IFunction;

  constructor(scope: Construct, id: string, { name, bundles, key, environment, settings }: ServiceFunctionProps) {
    super(scope, id);
    const { purpose, timeoutSeconds } = serviceFunctions[name];
    const concurrency = settings.reservedConcurrency[name];

    const logGroup = new LogGroup(this, "Logs", {
      retention: settings.logRetentionDays,
      ...(key && { encryptionKey: key }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not the role CDK would make: that one carries a managed policy which may write to every log group.
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);

    this.handler = new LambdaFunction(this, "Function", {
      description: purpose,
      code: Code.fromAsset(join(bundles, name)),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(timeoutSeconds),
      tracing: settings.tracing === "active" ? Tracing.ACTIVE : Tracing.DISABLED,
      environment,
      role,
      logGroup,
      ...(concurrency === undefined ? {} : { reservedConcurrentExecutions: concurrency }),
      // Of each function there are two versions while one takes the place of the other, and then one again.
      currentVersionOptions: { removalPolicy: RemovalPolicy.DESTROY },
    });
    // CDK's own types do not hold under exactOptionalPropertyTypes; its Alias is an IFunction.
    this.live = this.handler.addAlias(liveAlias) as Alias & IFunction;

    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "X-Ray's put actions, ses:GetSendQuota and dynamodb:ListStreams know no resources; a test asserts that nothing else has this.",
    });
    if (key !== undefined) acknowledgeKeyFamilies(role);
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
