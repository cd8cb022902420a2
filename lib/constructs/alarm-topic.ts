import { Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** Where all alarms lead, and which a mailbox may get. Whoever subscribes has to confirm it, so another topic would be silent. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, { alarmMailbox }: Pick<Settings, "alarmMailbox">, key?: IKey) {
    super(scope, id, { enforceSSL: true, ...(key && { masterKey: key }) });
    // A topic with a policy of its own has lost the one that let its account's alarms in.
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (alarmMailbox === undefined) return;
    Validations.of(this.addSubscription(new EmailSubscription(alarmMailbox))).acknowledge({
      id: "Serverless-SNSRedrivePolicy",
      reason: "An alarm that cannot be mailed still stands in CloudWatch; nobody would look for it in a queue.",
    });
  }
}
