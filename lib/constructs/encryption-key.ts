import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { type IGrantable, type IRole, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** What it takes to put a notice into a topic or queue. */
const noticing = ["kms:Decrypt", "kms:GenerateDataKey*"];

/**
 * A key of the account's own for everything that stores what customers said. Functions may use it through the services that
 * they call; so may the services that write by themselves: logs, and SES, SNS and CloudWatch with their notices.
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
    const here = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
    this.#allow(`logs.${region}.amazonaws.com`, [...noticing, "kms:DescribeKey", "kms:Encrypt", "kms:ReEncrypt*"], {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": here("logs", "log-group:*") },
    });
    this.#allow("sns.amazonaws.com", noticing, { ArnLike: { "aws:SourceArn": here("sns", "*") } });
    // AWS documents no condition that these two keep. With a wrong one no alarm and no mail event would come, without a word.
    for (const publisher of ["ses", "cloudwatch"]) this.#allow(`${publisher}.amazonaws.com`, noticing);
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

  #allow(service: string, actions: string[], conditions: Record<string, Record<string, string>> = {}): void {
    const principals = [new ServicePrincipal(service)];
    this.#own.addToResourcePolicy(new PolicyStatement({ principals, actions, resources: ["*"], conditions }));
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
