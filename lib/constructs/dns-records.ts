import { CfnRecordSet, type IHostedZone } from "aws-cdk-lib/aws-route53";
import { Construct } from "constructs";

export interface DnsRecord {
  readonly type: "CNAME" | "MX" | "TXT";
  readonly name: string;
  readonly value: string;
}

/**
 * Records set in a hosted zone as they are told otherwise. By CloudFormation's own resource: CDK's constructs put the zone's
 * name behind a name that is known after deployment only, as SES's are.
 */
export class DnsRecords extends Construct {
  constructor(scope: Construct, id: string, zone: IHostedZone, records: readonly DnsRecord[]) {
    super(scope, id);
    for (const [index, { type, name, value }] of records.entries()) {
      new CfnRecordSet(this, `Record${index + 1}`, {
        hostedZoneId: zone.hostedZoneId,
        name,
        type,
        ttl: "1800",
        resourceRecords: [type === "TXT" ? `"${value}"` : value],
      });
    }
  }
}
