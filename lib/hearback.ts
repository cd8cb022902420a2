import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Annotations, Stack, Token } from "aws-cdk-lib";
import type { HttpApi as ApiGateway } from "aws-cdk-lib/aws-apigatewayv2";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { ConfigVariable } from "../functions/config.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Canary } from "./constructs/canary.ts";
import { Dashboard } from "./constructs/dashboard.ts";
import type { DnsRecord } from "./constructs/dns-records.ts";
import { HttpApi } from "./constructs/http-api.ts";
import { LogQueries } from "./constructs/log-queries.ts";
import { Schedules } from "./constructs/schedules.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { State } from "./constructs/state.ts";
import type { DeploymentSettings } from "./deployment-settings.ts";
import { whyNoMailArrives } from "./mail-domain.ts";
import type { FunctionName } from "./service-functions.ts";
import { readSettings } from "./settings.ts";
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
  readonly table: ITable;
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
  /** How long records are kept: what the command line has to be told where it is shown the table alone. */
  readonly recordRetentionDays: number;
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
    this.recordRetentionDays = settings.recordRetentionDays;
    const warning = whyNoMailArrives(this.sender);
    if (warning !== undefined) Annotations.of(this).addWarningV2("hearback:sender", warning);

    // An id that CloudFormation's names leave out.
    const state = new State(this, "Default", settings);
    const { table, mail, zone } = state;
    const key = state.encryption?.key;
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
    const create = (functionId: string, name: FunctionName): ServiceFunction => {
      const created = new ServiceFunction(this, functionId, { name, bundles, key, environment, settings });
      table.allow(created.handler, name);
      return created;
    };
    const ingest = create("Ingest", "ingest");
    const respond = create("Respond", "respond");
    const api = create("Api", "api");
    const dispatchInvitations = create("DispatchInvitations", "dispatch-invitations");
    const computeKpis = create("ComputeKpis", "compute-kpis");
    const reactToChanges = create("ReactToChanges", "react-to-changes");
    const recordMailEvents = create("RecordMailEvents", "record-mail-events");

    http.serve({ ingest: ingest.live, respond: respond.live, api: api.live });
    const jobs = {
      DispatchInvitations: { handler: dispatchInvitations.live, everyMinutes: 1 },
      ComputeKpis: { handler: computeKpis.live, everyMinutes: settings.kpiEveryMinutes },
      CheckLaws: { handler: computeKpis.live, everyMinutes: 24 * 60, input: { job: "check-laws" } },
    };
    new Schedules(this, "Schedules", jobs, state.failedRuns);
    table.streamTo(reactToChanges.live);
    mail.allowSending(dispatchInvitations.handler);
    mail.deliverEventsTo(recordMailEvents.live);

    this.functions = {
      ingest: ingest.handler,
      respond: respond.handler,
      api: api.handler,
      "dispatch-invitations": dispatchInvitations.handler,
      "compute-kpis": computeKpis.handler,
      "react-to-changes": reactToChanges.handler,
      "record-mail-events": recordMailEvents.handler,
    };
    const watched: Watched = {
      service: this.service,
      functions: this.functions,
      api: http.api,
      tableName: table.table.tableName,
      queues: {
        events: mail.queue,
        failedEvents: mail.failedEvents,
        failedChanges: table.failedChanges,
        failedRuns: state.failedRuns,
      },
      kpiEveryMinutes: settings.kpiEveryMinutes,
      rollout: settings.rollout,
    };
    const { runbookUrl: handbook = "docs/operations.md" } = settings;
    const alarms = new Alarms(this, "Alarms", { watched, topic: state.alarmTopic, handbook });
    if (settings.rollout === "canary") {
      const often = {
        Ingest: ingest,
        Respond: respond,
        Api: api,
        ReactToChanges: reactToChanges,
        RecordMailEvents: recordMailEvents,
      };
      const seldom = { DispatchInvitations: dispatchInvitations, ComputeKpis: computeKpis };
      new Canary(this, "Canary", { often, seldom, alarms: alarms.againstRollouts });
    }
    this.dashboardUrl = new Dashboard(this, "Dashboard", { ...watched, handbook, alarms: alarms.all }).url;
    new LogQueries(this, "LogQueries", { ...watched, accessLogs: http.accessLogs });

    this.table = table.table;
    this.api = http.api;
    this.encryptionKey = key;
    this.alarmTopic = state.alarmTopic;
    this.mailEvents = mail.events;
    this.dnsRecords = zone === undefined ? [...mail.dnsRecords, ...http.dnsRecords] : [];
    this.dmarcAdvice = state.dmarcAdvice;
  }
}

/** The package has them beside its code. A clone builds them anew for each synthesis, and says where. */
function shippedBundles(): string {
  const folder = fileURLToPath(new URL("./bundles", import.meta.url));
  if (existsSync(folder)) return folder;
  throw new SettingsError(
    "There are no bundles beside the construct: build them and tell Hearback by `bundles` where they are.",
  );
}
