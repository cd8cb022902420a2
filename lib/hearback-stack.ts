import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Hearback, type HearbackProps } from "./hearback.ts";

/** A stack with nothing but Hearback in it, whose outputs say what to do next. */
export class HearbackStack extends Stack {
  readonly hearback: Hearback;

  constructor(scope: Construct, id: string, props: HearbackProps, stackProps: StackProps = {}) {
    super(scope, id, {
      description: "Hearback: asks customers how it went and keeps the satisfaction figures true.",
      ...stackProps,
    });
    // An id that CloudFormation's names leave out.
    this.hearback = new Hearback(this, "Default", props);
    const { url, table, alarmTopic, dnsRecords } = this.hearback;

    this.#tell("ApiUrl", url, "Try GET /v1/health here.");
    this.#tell(
      "TableName",
      table.tableName,
      `The command-line tool finds it by the stack: npm run -s hearback -- workspace create --stack ${this.stackName} --name "Your business"`,
    );
    this.#tell(
      "Sender",
      props.sender,
      "Until AWS grants SES production access, mail reaches verified addresses only. Give the domain a DMARC record.",
    );
    this.#tell(
      "AlarmTopic",
      alarmTopic.topicArn,
      props.alarmMailbox === undefined
        ? "Nobody hears the alarms yet: set alarmMailbox, or subscribe whoever is on duty."
        : `Confirm the subscription in the mail to ${props.alarmMailbox}, or no alarm reaches it.`,
    );
    for (const [index, { type, name, value }] of dnsRecords.entries()) {
      const next = "Set this DNS record; SES sends once it sees them all.";
      this.#tell(`DnsRecord${index + 1}`, `${name} ${type} ${value}`, next);
    }
  }

  #tell(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
