import { type IPublicHostedZone, PublicHostedZone } from "aws-cdk-lib/aws-route53";
import { Construct } from "constructs";
import { domainOf } from "../mail-domain.ts";
import type { Settings } from "../settings.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { Backups } from "./backups.ts";
import { type DnsRecord, DnsRecords } from "./dns-records.ts";
import { EncryptionKey } from "./encryption-key.ts";
import { FailureQueue } from "./failure-queue.ts";
import { MailDelivery } from "./mail-delivery.ts";
import { Table } from "./table.ts";

/**
 * What holds something that no deployment brings back: records, work that waits, a reputation, consents of mailboxes and entries
 * in DNS. What stands here keeps its logical id for good, and a test holds it to that; all else may come and go with a release.
 */
export class State extends Construct {
  readonly encryption: EncryptionKey | undefined;
  readonly table: Table;
  readonly mail: MailDelivery;
  /** Where runs of schedules end that failed. */
  readonly failedRuns: FailureQueue;
  readonly alarmTopic: AlarmTopic;
  readonly zone: IPublicHostedZone | undefined;
  /** The DMARC record to begin with, if the domain has none; undefined when it is set here. */
  readonly dmarcAdvice: DnsRecord | undefined;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const { hostedZone, dmarcReports, backup } = settings;
    this.encryption =
      settings.encryption === "customer-managed" ? new EncryptionKey(this, "Encryption", settings) : undefined;
    const key = this.encryption?.key;
    this.table = new Table(this, "Table", settings, this.encryption);
    if (backup) new Backups(this, "Backups", { table: this.table.table, wish: backup, encryption: this.encryption });
    this.mail = new MailDelivery(this, "Mail", settings, key);
    this.failedRuns = new FailureQueue(this, "SchedulesFailedRuns", key);
    this.alarmTopic = new AlarmTopic(this, "AlarmsTopic", settings, key);

    const dmarc = dmarcRecord(settings);
    const setsDmarc = hostedZone !== undefined && dmarcReports !== undefined;
    this.dmarcAdvice = setsDmarc ? undefined : dmarc;
    if (hostedZone === undefined) return;
    const attributes = { hostedZoneId: hostedZone.id, zoneName: hostedZone.name };
    this.zone = PublicHostedZone.fromPublicHostedZoneAttributes(this, "Zone", attributes);
    new DnsRecords(this, "Dns", this.zone, this.mail.dnsRecords);
    // By itself: the others may go with the identity, and Route 53 refuses a record that moves from one id to another.
    if (setsDmarc) new DnsRecords(this, "Dmarc", this.zone, [dmarc]);
  }
}

/** It only watches: what receivers should do with forged mail is the domain's owner's to say, once the reports show none of their own. */
function dmarcRecord({ sender, dmarcReports }: Pick<Settings, "sender" | "dmarcReports">): DnsRecord {
  const domain = domainOf(sender);
  const value = `v=DMARC1; p=none; rua=mailto:${dmarcReports ?? `postmaster@${domain}`}`;
  return { type: "TXT", name: `_dmarc.${domain}`, value };
}
