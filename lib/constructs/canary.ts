import { Validations } from "aws-cdk-lib";
import type { IAlarm } from "aws-cdk-lib/aws-cloudwatch";
import {
  type ILambdaDeploymentConfig,
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from "aws-cdk-lib/aws-codedeploy";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { liveAlias } from "../service-functions.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface CanaryProps {
  /** Functions by the names of their constructs. */
  readonly often: Readonly<Record<string, ServiceFunction>>;
  /** Those that are called too seldom for a tenth of it to tell anything. */
  readonly seldom: Readonly<Record<string, ServiceFunction>>;
  /** Any of them takes all new versions back. */
  readonly alarms: readonly IAlarm[];
}

/**
 * Lets a new version through to a few calls first. CloudFormation hands the change of an alias to CodeDeploy and waits ten minutes
 * for it; when an alarm rings meanwhile the alias leads back to the old version, the deployment fails, and CloudFormation takes
 * the rest of it back. The first deployment has no old version, and begins with all.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { often, seldom, alarms }: CanaryProps) {
    super(scope, id);
    const application = new LambdaApplication(this, "Application");
    const role = this.#createRole([...Object.values(often), ...Object.values(seldom)]);
    const shift = (functions: CanaryProps["often"], deploymentConfig: ILambdaDeploymentConfig) => {
      for (const [name, { live }] of Object.entries(functions)) {
        const group = new LambdaDeploymentGroup(this, name, {
          application,
          alias: live,
          deploymentConfig,
          alarms: [...alarms],
          autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
          // CDK would add a managed policy, which may lead any alias of the account elsewhere.
          role: role.withoutPolicyUpdates(),
        });
        group.node.addDependency(role);
      }
    };
    shift(often, tenthFirst);
    shift(seldom, tenthByTenth);
  }

  /** As AWS's managed policy has it for Lambda, of these aliases, and without what only hooks and revisions in S3 need. */
  #createRole(functions: readonly ServiceFunction[]): Role {
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("codedeploy.amazonaws.com") });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"],
        // Written out: an alias waits for its group, which waits for this.
        resources: functions.flatMap(({ handler: { functionArn } }) => [functionArn, `${functionArn}:${liveAlias}`]),
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ["cloudwatch:DescribeAlarms"], resources: ["*"] }));
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "CodeDeploy asks for the state of alarms by cloudwatch:DescribeAlarms, as AWS's own policy grants it: of all of them.",
    });
    return role;
  }
}

/** Three minutes with 5xx are known within the ten, and what fails often is met by few. */
const tenthFirst = LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES;
/** A tenth of ten ticks would be none in one of three rollouts; of these some are nearly always. A run that fails is made good by the next. */
const tenthByTenth = LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE;
