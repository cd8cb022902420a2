import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { DnsRecord } from "./constructs/dns-records.ts";
import { Hearback, type HearbackProps } from "./hearback.ts";

/** A stack with nothing but Hearback in it, whose outputs say what to do next. */
export class HearbackStack extends Stack {
  readonly hearback: Hearback;

  constructor(scope: Construct, id: string, props: HearbackProps, stackProps: StackProps = {}) {
    super(scope, id, {
      description: "Hearback: asks customers how it went and keeps the satisfaction figures true.",
      // Links that were mailed lead to this stack, and its queues and its identity go with it.
      terminationProtection: props.tableRemoval !== "destroy",
      ...stackProps,
    });
    // An id that CloudFormation's names leave out.
    this.hearback = new Hearback(this, "Default", props);
    const { url, table, sender, alarmTopic, dashboardUrl, recordRetentionDays, dnsRecords, dmarcAdvice } =
      this.hearback;

    this.#tell("ApiUrl", url, "Try GET /v1/health here.");
    this.#tell(
      "TableName",
      table.tableName,
      `The command-line tool finds it by the stack. Go on with: npx hearback init --stack ${this.stackName} (in a clone: npm run -s hearback -- init --stack ${this.stackName})`,
    );
    this.#tell(
      "RecordRetentionDays",
      String(recordRetentionDays),
      "The command-line tool goes by it; where you name the table instead of the stack, say --retention-days.",
    );
    this.#tell("Sender", sender, "Until AWS grants SES production access, mail reaches verified addresses only.");
    this.#tell(
      "AlarmTopic",
      alarmTopic.topicArn,
      props.alarmMailbox === undefined
        ? "Nobody hears the alarms yet: set alarmMailbox, or subscribe whoever is on duty."
        : `Confirm the subscription in the mail to ${props.alarmMailbox}, or no alarm reaches it.`,
    );
    this.#tell("DashboardUrl", dashboardUrl, "The story of the last hours, and which alarms ring.");
    for (const [index, record] of dnsRecords.entries()) {
      this.#tell(
        `DnsRecord${index + 1}`,
        written(record),
        "Set this DNS record; SES sends once it sees all of its own.",
      );
    }
    if (dmarcAdvice !== undefined) {
      const next =
        "Set this DNS record if the domain has no DMARC record yet: it may have only one, and receivers ask for it.";
      this.#tell("Dmarc", written(dmarcAdvice), next);
    }
  }

  #tell(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

function written({ type, name, value }: DnsRecord): string {
  return `${name} ${type} ${value}`;
}
