import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { type IGrantable, type IRole, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/**
 * A key of the account's own for everything that stores what customers said. Functions may use it through the services that
 * they call, and services that write by themselves (logs, and SES, SNS and CloudWatch with their notices) in this account's
 * name only.
 */
export class EncryptionKey extends Construct {
  /** Nobody who is handed this can write into the key's policy: CDK would name topics there that in turn name the key. */
  readonly key: IKey;
  readonly #own: Key;

  constructor(scope: Construct, id: string, { tableRemoval }: Pick<Settings, "tableRemoval">) {
    super(scope, id);
    this.#own = new Key(this, "Key", {
      description: "Encrypts what Hearback stores",
      enableKeyRotation: true,
      // Without its key a retained table is lost.
      removalPolicy: tableRemoval === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.key = Key.fromKeyArn(this, "InUse", this.#own.keyArn);
    const { account, region, partition } = Stack.of(this);
    const logGroups = `arn:${partition}:logs:${region}:${account}:log-group:*`;
    this.#allow(`logs.${region}.amazonaws.com`, { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } });
    for (const publisher of ["ses", "sns", "cloudwatch"]) {
      this.#allow(`${publisher}.amazonaws.com`, { StringEquals: { "aws:SourceAccount": account } });
    }
  }

  /** DynamoDB asks for a table's key in the name of whoever reads or writes. */
  allowTableUse(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
        ],
        resources: [this.key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
  }

  #allow(service: string, conditions: Record<string, Record<string, string>>): void {
    this.#own.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        resources: ["*"],
        conditions,
      }),
    );
  }
}

/** CDK's grants of queues and streams use the two families of KMS actions that AWS names so. */
export function acknowledgeKeyFamilies(role: IRole): void {
  const reason = "KMS's own names for a family of actions, on the one key of the stack.";
  Validations.of(role).acknowledge(
    { id: "AwsSolutions-IAM5[Action::kms:GenerateDataKey*]", reason },
    { id: "AwsSolutions-IAM5[Action::kms:ReEncrypt*]", reason },
  );
}
