import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Annotations, Stack, Token } from "aws-cdk-lib";
import type { HttpApi as ApiGateway } from "aws-cdk-lib/aws-apigatewayv2";
import type { Table as DynamoTable } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { PublicHostedZone } from "aws-cdk-lib/aws-route53";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { ConfigVariable } from "../functions/config.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Dashboard } from "./constructs/dashboard.ts";
import { type DnsRecord, DnsRecords } from "./constructs/dns-records.ts";
import { EncryptionKey } from "./constructs/encryption-key.ts";
import { HttpApi } from "./constructs/http-api.ts";
import { LogQueries } from "./constructs/log-queries.ts";
import { MailDelivery } from "./constructs/mail-delivery.ts";
import { Schedules } from "./constructs/schedules.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { Table } from "./constructs/table.ts";
import type { DeploymentSettings } from "./deployment-settings.ts";
import { domainOf, whyNoMailArrives } from "./mail-domain.ts";
import type { FunctionName } from "./service-functions.ts";
import { readSettings, type Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";
import type { Watched } from "./watched.ts";

export interface HearbackProps extends DeploymentSettings {
  /** A folder with the built bundle of each function in a folder of its name. Default: those that the package ships. */
  readonly bundles?: string;
}

/**
 * The whole architecture: one table, seven functions, and what sets them off.
 *
 *   HTTP      → ingest, respond, api
 *   schedule  → dispatch-invitations, compute-kpis (and once a day the check of the laws)
 *   stream    → react-to-changes
 *   SES events → record-mail-events
 *
 * It names nothing and exports nothing, so that it can stand in any stack, beside others of its kind.
 */
export class Hearback extends Construct {
  /** The seven functions, by the name that routes, documents and metrics know them by. */
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  /** The one table that holds everything. */
  readonly table: DynamoTable;
  /** The API itself; `url` may be another address that leads to it. */
  readonly api: ApiGateway;
  /** Origin of the API and of the links in mails. */
  readonly url: string;
  /** What encrypts all of it, when the settings ask for a key of the account's own. */
  readonly encryptionKey: IKey | undefined;
  /** The name in metrics, logs and saved queries, by which they are told apart from those of another Hearback. */
  readonly service: string;
  /** Where CloudWatch shows the last hours. */
  readonly dashboardUrl: string;
  /** The From address of every mail. */
  readonly sender: string;
  /** Where all alarms are told. */
  readonly alarmTopic: Topic;
  /** What became of each mail, as SES tells it. It holds addresses. */
  readonly mailEvents: Topic;
  /** What you must set in DNS before mail arrives and the domain leads here; empty when the stack sets it in the hosted zone. */
  readonly dnsRecords: readonly DnsRecord[];
  /** The DMARC record to begin with, if the domain has none; undefined when the stack sets it. */
  readonly dmarcAdvice: DnsRecord | undefined;

  constructor(scope: Construct, id: string, { bundles = shippedBundles(), ...given }: HearbackProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const settings = readSettings(given, Token.isUnresolved(region) ? undefined : region);
    const { stackName } = Stack.of(this);
    this.service = id === "Default" ? stackName : `${stackName}-${id}`;
    this.sender = settings.sender;
    const warning = whyNoMailArrives(this.sender);
    if (warning !== undefined) Annotations.of(this).addWarningV2("hearback:sender", warning);

    const encryption =
      settings.encryption === "customer-managed" ? new EncryptionKey(this, "Encryption", settings) : undefined;
    const key = encryption?.key;
    const table = new Table(this, "Table", settings, encryption);
    const mail = new MailDelivery(this, "Mail", settings, key);
    const { hostedZone: attributes } = settings;
    const zone =
      attributes &&
      PublicHostedZone.fromPublicHostedZoneAttributes(this, "Zone", {
        hostedZoneId: attributes.id,
        zoneName: attributes.name,
      });
    const http = new HttpApi(this, "Http", settings, { zone, key });
    this.url = settings.publicUrl ?? http.url;

    const environment: Record<ConfigVariable, string> = {
      SERVICE_NAME: this.service,
      TABLE_NAME: table.table.tableName,
      PUBLIC_URL: this.url,
      FROM_ADDRESS: this.sender,
      SES_CONFIGURATION_SET: mail.configurationSetName,
      MARK_REST_SECONDS: String(settings.markRestSeconds),
      JUDGE_HASTE: settings.judgeHaste,
      RECORD_RETENTION_DAYS: String(settings.recordRetentionDays),
      KEY_REQUESTS_PER_SECOND: String(settings.keyRequestsPerSecond),
      KEY_REQUEST_BURST: String(settings.keyRequestBurst),
    };
    const create = (functionId: string, name: FunctionName): LambdaFunction => {
      const { handler } = new ServiceFunction(this, functionId, { name, bundles, key, environment, settings });
      table.allow(handler, name);
      return handler;
    };
    const ingest = create("Ingest", "ingest");
    const respond = create("Respond", "respond");
    const api = create("Api", "api");
    const dispatchInvitations = create("DispatchInvitations", "dispatch-invitations");
    const computeKpis = create("ComputeKpis", "compute-kpis");
    const reactToChanges = create("ReactToChanges", "react-to-changes");
    const recordMailEvents = create("RecordMailEvents", "record-mail-events");

    http.serve({ ingest, respond, api });
    const jobs = {
      DispatchInvitations: { handler: dispatchInvitations, everyMinutes: 1 },
      ComputeKpis: { handler: computeKpis, everyMinutes: settings.kpiEveryMinutes },
      CheckLaws: { handler: computeKpis, everyMinutes: 24 * 60, input: { job: "check-laws" } },
    };
    const { failedRuns } = new Schedules(this, "Schedules", jobs, key);
    const failedChanges = table.streamTo(reactToChanges);
    mail.allowSending(dispatchInvitations);
    const { events, failedEvents } = mail.deliverEventsTo(recordMailEvents);

    this.functions = {
      ingest,
      respond,
      api,
      "dispatch-invitations": dispatchInvitations,
      "compute-kpis": computeKpis,
      "react-to-changes": reactToChanges,
      "record-mail-events": recordMailEvents,
    };
    const watched: Watched = {
      service: this.service,
      functions: this.functions,
      api: http.api,
      tableName: table.table.tableName,
      queues: { events, failedEvents, failedChanges, failedRuns },
      kpiEveryMinutes: settings.kpiEveryMinutes,
    };
    const { runbookUrl: handbook = "docs/operations.md" } = settings;
    const alarms = new Alarms(this, "Alarms", { ...settings, watched, handbook, key });
    this.dashboardUrl = new Dashboard(this, "Dashboard", { ...watched, handbook, alarms: alarms.all }).url;
    new LogQueries(this, "LogQueries", { ...watched, accessLogs: http.accessLogs });

    this.table = table.table;
    this.api = http.api;
    this.encryptionKey = key;
    this.alarmTopic = alarms.topic;
    this.mailEvents = mail.events;

    const records = [...mail.dnsRecords, ...http.dnsRecords];
    const dmarc = dmarcRecord(settings);
    const setsDmarc = zone !== undefined && settings.dmarcReports !== undefined;
    if (zone !== undefined) new DnsRecords(this, "Dns", zone, setsDmarc ? [...records, dmarc] : records);
    this.dnsRecords = zone === undefined ? records : [];
    this.dmarcAdvice = setsDmarc ? undefined : dmarc;
  }
}

/** It only watches: what receivers should do with forged mail is the domain's owner's to say, once the reports show none of their own. */
function dmarcRecord({ sender, dmarcReports }: Pick<Settings, "sender" | "dmarcReports">): DnsRecord {
  const domain = domainOf(sender);
  const value = `v=DMARC1; p=none; rua=mailto:${dmarcReports ?? `postmaster@${domain}`}`;
  return { type: "TXT", name: `_dmarc.${domain}`, value };
}

/** The package has them beside its code. A clone builds them anew for each synthesis, and says where. */
function shippedBundles(): string {
  const folder = fileURLToPath(new URL("./bundles", import.meta.url));
  if (existsSync(folder)) return folder;
  throw new SettingsError(
    "There are no bundles beside the construct: build them and tell Hearback by `bundles` where they are.",
  );
}
