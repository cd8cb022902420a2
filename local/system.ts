/**
 * The whole of Hearback in one process: the real functions on the real adapters, pointed at a local engine and at the SES
 * stand-in. What AWS does between them (API Gateway, schedules, stream, queue) is done here.
 */
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Config } from "../functions/config.ts";
import type { Log, Metrics } from "../functions/domain/ports/environment.ts";
import type { SendingServices } from "../functions/domain/ports/services.ts";
import { maySend } from "../functions/jobs/may-send.ts";
import { buildServices } from "../functions/runtime.ts";
import { buildMailer } from "../functions/sending-runtime.ts";
import { timeoutSeconds } from "../functions/timeouts.ts";
import { freePort } from "./free-port.ts";
import { bindFunctions, type FunctionName, type Functions } from "./functions.ts";
import { type HttpServer, startHttpServer } from "./http-server.ts";
import { JobRunner } from "./job-runner.ts";
import { readSheets } from "./kpi-sheets.ts";
import { lambdaContext } from "./lambda-context.ts";
import { localRoutes } from "./local-routes.ts";
import { MailEventQueue } from "./mail-event-queue.ts";
import { Mailbox } from "./mailbox.ts";
import { type SesStandIn, type SesStandInOptions, startSesStandIn } from "./ses-stand-in.ts";
import { StreamPoller } from "./stream-poller.ts";
import { ensureTable } from "./table.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface SystemOptions {
  /** Of the DynamoDB engine. */
  readonly endpoint: string;
  readonly tableName: string;
  /** Where mails and the stream's checkpoint are kept. */
  readonly directory: string;
  readonly port: number;
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Default 1: the engine's index lags less than AWS's. */
  readonly markRestSeconds?: number;
  /** Default true, as deployed. */
  readonly judgesHaste?: boolean;
  /** Default as deployed. */
  readonly keyRateLimit?: Config["keyRateLimit"];
  readonly ses?: Pick<SesStandInOptions, "quota" | "fault" | "noteAccepted">;
  readonly welcome: () => { apiKey: string; kpiUrl: string; curl: string; url: string };
  /** Gets each function's own client to the table before the function does, and may stand in the way of its calls. */
  readonly guard?: (name: FunctionName, client: DynamoDBClient) => void;
}

export interface System {
  readonly url: string;
  /** Services of no function, for whoever plants or looks. */
  readonly services: SendingServices;
  readonly mailbox: Mailbox;
  readonly ses: SesStandIn;
  readonly jobs: JobRunner;
  /** What SES tells, on its way to its function. */
  readonly mailEvents: MailEventQueue;
  /** The client of `services`. */
  readonly dynamodb: DynamoDBClient;
  close(): Promise<void>;
}

/** Credentials that no service outside of this machine would take. */
const local = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;

export async function startSystem(options: SystemOptions): Promise<System> {
  const { clock, log, endpoint, tableName, directory, markRestSeconds = 1, judgesHaste = true } = options;
  const dynamodb = new DynamoDBClient({ ...local, endpoint });
  await ensureTable(dynamodb, tableName);

  const mailbox = await Mailbox.open(join(directory, "mail"));
  const queue = new MailEventQueue(log);
  const ses = await startSesStandIn({
    mailbox,
    now: () => clock.now(),
    emit: (event) => queue.add(event),
    ...options.ses,
  });
  const port = options.port === 0 ? await freePort() : options.port;
  const url = `http://127.0.0.1:${port}`;
  const config: Config = {
    tableName,
    publicUrl: url,
    fromAddress: "feedback@hearback.local",
    configurationSet: "hearback-local",
    markRestSeconds,
    judgesHaste,
    recordRetentionDays: 761,
    keyRateLimit: options.keyRateLimit ?? { perSecond: 100, burst: 1000 },
  };
  const surroundings = { clock, log, metrics: options.metrics ?? { count: () => {}, measure: () => {} } };
  const mailer = buildMailer(config, { ...local, endpoint: ses.url });
  const services = { ...buildServices(config, { ...surroundings, dynamodb }), mailer };
  // As the first tick on AWS does it, before anything is planted; a test's first workspace may be older than its table.
  await maySend(services);
  const connect = (name: FunctionName): DynamoDBClient => {
    // The connections may be shared: they carry nothing over.
    const client = new DynamoDBClient({ ...local, endpoint, requestHandler: dynamodb.config.requestHandler });
    options.guard?.(name, client);
    return client;
  };
  const functions = bindFunctions({ config, surroundings, mailer, connect });
  const poller = await StreamPoller.open({
    dynamodb,
    streams: new DynamoDBStreamsClient({ ...local, endpoint }),
    tableName,
    handler: functions["react-to-changes"],
    checkpointFile: join(directory, "stream.json"),
  });
  const compute = (tick: { job?: string }) =>
    functions["compute-kpis"](tick, lambdaContext("compute-kpis", timeoutSeconds["compute-kpis"] * 1000));
  const jobs = new JobRunner({
    clock,
    log,
    markRestSeconds,
    drainStream: () => poller.drain(),
    drainMailEvents: () => queue.drain(functions["record-mail-events"]),
    // One holder: a runtime that was killed takes its lease up again when it is started.
    dispatch: () =>
      functions["dispatch-invitations"](
        {},
        lambdaContext("dispatch-invitations", timeoutSeconds["dispatch-invitations"] * 1000, "local"),
      ),
    compute: () => compute({}),
    checkLaws: () => compute({ job: "check-laws" }),
  });
  const server = await startServer({ ...options, port }, functions, { mailbox, queue, jobs, services });

  return {
    url,
    services,
    mailbox,
    ses,
    jobs,
    mailEvents: queue,
    dynamodb,
    close: async () => {
      await server.close();
      await jobs.close();
      await ses.close();
      dynamodb.destroy();
    },
  };
}

function startServer(
  { port, clock, log, welcome }: SystemOptions,
  functions: Functions,
  { mailbox, queue, jobs, services }: Pick<System, "mailbox" | "jobs" | "services"> & { queue: MailEventQueue },
): Promise<HttpServer> {
  return startHttpServer({
    port,
    log,
    functions,
    localRoutes: localRoutes({
      mailbox,
      jobs: jobs.names,
      now: () => clock.now(),
      advance: async (seconds) => {
        await jobs.advance(seconds);
        return { now: clock.now() };
      },
      run: (job) => jobs.run(job),
      emit: async (event) => {
        queue.add(event);
        await jobs.run("record-mail-events");
      },
      sheets: (windowDays) => readSheets(windowDays, services),
      welcome,
    }),
  });
}
