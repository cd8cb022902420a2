import { CfnOutput, Stack } from "aws-cdk-lib";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Construct } from "constructs";
import type { ConfigVariable } from "../functions/config.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Dashboard } from "./constructs/dashboard.ts";
import { HttpApi } from "./constructs/http-api.ts";
import { LogQueries } from "./constructs/log-queries.ts";
import { MailDelivery } from "./constructs/mail-delivery.ts";
import { Schedules } from "./constructs/schedules.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { Table } from "./constructs/table.ts";
import type { FunctionName } from "./service-functions.ts";
import type { Settings } from "./settings.ts";
import type { Watched } from "./watched.ts";

/**
 * The whole architecture: one table, seven functions, and what sets them off.
 *
 *   HTTP      → ingest, respond, api
 *   schedule  → dispatch-invitations, compute-kpis (and once a day the check of the laws)
 *   stream    → react-to-changes
 *   SES events → record-mail-events
 */
export class HearbackStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: "Hearback: asks customers how it went and keeps the satisfaction figures true.",
    });

    const table = new Table(this, "Table", settings);
    const mail = new MailDelivery(this, "Mail", settings);
    const http = new HttpApi(this, "Http", settings);

    const environment: Record<ConfigVariable, string> = {
      SERVICE_NAME: this.stackName,
      TABLE_NAME: table.tableName,
      PUBLIC_URL: settings.publicUrl ?? http.url,
      FROM_ADDRESS: settings.fromAddress,
      SES_CONFIGURATION_SET: mail.configurationSetName,
      MARK_REST_SECONDS: String(settings.markRestSeconds),
      JUDGE_HASTE: settings.judgeHaste,
      RECORD_RETENTION_DAYS: String(settings.recordRetentionDays),
      KEY_REQUESTS_PER_SECOND: String(settings.keyRequestsPerSecond),
      KEY_REQUEST_BURST: String(settings.keyRequestBurst),
    };
    const create = (functionId: string, name: FunctionName): NodejsFunction => {
      const { handler } = new ServiceFunction(this, functionId, { name, environment, settings });
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
    const { failedRuns } = new Schedules(this, "Schedules", {
      DispatchInvitations: { handler: dispatchInvitations, everyMinutes: 1 },
      ComputeKpis: { handler: computeKpis, everyMinutes: settings.kpiEveryMinutes },
      CheckLaws: { handler: computeKpis, everyMinutes: 24 * 60, input: { job: "check-laws" } },
    });
    const failedChanges = table.streamTo(reactToChanges);
    mail.allowSending(dispatchInvitations);
    const { events, failedEvents } = mail.deliverEventsTo(recordMailEvents);

    const functions = {
      ingest,
      respond,
      api,
      "dispatch-invitations": dispatchInvitations,
      "compute-kpis": computeKpis,
      "react-to-changes": reactToChanges,
      "record-mail-events": recordMailEvents,
    };
    const watched: Watched = {
      service: environment.SERVICE_NAME,
      functions,
      api: http.api,
      tableName: table.tableName,
      queues: { events, failedEvents, failedChanges, failedRuns },
      kpiEveryMinutes: settings.kpiEveryMinutes,
    };
    const alarms = new Alarms(this, "Alarms", { ...settings, watched });
    const dashboard = new Dashboard(this, "Dashboard", { ...watched, alarms: alarms.all });
    new LogQueries(this, "LogQueries", { ...watched, accessLogs: http.accessLogs });

    this.#tell("ApiUrl", environment.PUBLIC_URL, "Try GET /v1/health here.");
    this.#tell(
      "TableName",
      table.tableName,
      `The command-line tool finds it by the stack: npm run -s hearback -- workspace create --stack ${this.stackName} --name "Your business"`,
    );
    this.#tell(
      "Sender",
      settings.fromAddress,
      "Until AWS grants SES production access, mail reaches verified addresses only. Give the domain a DMARC record.",
    );
    this.#tell(
      "AlarmTopic",
      alarms.topic.topicArn,
      settings.alarmMailbox === undefined
        ? "Nobody hears the alarms yet: set hearback:alarmMailbox, or subscribe whoever is on duty."
        : `Confirm the subscription in the mail to ${settings.alarmMailbox}, or no alarm reaches it.`,
    );
    this.#tell("DashboardUrl", dashboard.url, "The story of the last hours, and which alarms ring.");
    for (const [index, { type, name, value }] of mail.dnsRecords.entries()) {
      const next = "Set this DNS record; SES sends once it sees them all.";
      this.#tell(`DnsRecord${index + 1}`, `${name} ${type} ${value}`, next);
    }
  }

  #tell(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
