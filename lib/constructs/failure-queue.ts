import { CfnDeletionPolicy, Duration, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type CfnQueue, Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Where work ends up that failed for good, kept as long as SQS can, so that a person can read and replay it. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, key?: IKey) {
    super(scope, id, {
      ...encryptedBy(key),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    leaveWhenReplaced(this);
    const reason = "It is itself the last stop of failed work; nothing consumes it automatically.";
    Validations.of(this).acknowledge(
      { id: "AwsSolutions-SQS3", reason },
      { id: "Serverless-SQSRedrivePolicy", reason },
    );
  }
}

/** Another queue in its place would know nothing of what waits in it, so that one stays. With its stack it goes. */
export function leaveWhenReplaced(queue: Queue): void {
  (queue.node.defaultChild as CfnQueue).cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
}

/** By the given key, or by one that SQS owns. */
export function encryptedBy(key: IKey | undefined): QueueProps {
  return key === undefined
    ? { encryption: QueueEncryption.SQS_MANAGED }
    : // Five minutes are the default, and each a request for every producer and consumer.
      { encryption: QueueEncryption.KMS, encryptionMasterKey: key, dataKeyReuse: Duration.hours(1) };
}
