/**
 * A Hearback whose metrics are seen. Its own are the lines that its functions write into their log, read as CloudWatch reads them.
 * AWS's are what stands here for them:
 *
 *   AWS/Lambda      a function was called by what stands for its trigger, and threw or not; a change waits in the local stream
 *   AWS/ApiGateway  a request went over HTTP through the local gateway, and what it answered
 *   AWS/SQS         what the local queue of mail events holds or has given up; what failed for good elsewhere counts as a note
 *   AWS/SES         bounces and complaints among the events of the mails that the SES stand-in took
 *
 * Time is the virtual clock's: a minute passes when a test says so.
 */
import { vi } from "vitest";
import { computeKpis } from "../../functions/compute-kpis.ts";
import { emittedMetrics } from "../../functions/runtime.ts";
import type { FunctionName } from "../../lib/service-functions.ts";
import { lambdaContext } from "../../local/lambda-context.ts";
import { fateOf, type SesEventType } from "../../local/ses-events.ts";
import { type CallOptions, startHearback, type TestHearback } from "../support/hearback.ts";
import { type AlarmState, stateOf, type Value } from "./alarm-math.ts";
import type { deploy } from "./deploy.ts";
import type { Properties } from "./template.ts";

type Stack = ReturnType<typeof deploy>;
type Options = Parameters<typeof startHearback>[0];

/** What the table does to the calls of every function. */
export type TableFault = (call: { readonly command: string; readonly input: Properties }) => Promise<void> | undefined;

export class WatchedHearback {
  readonly hearback: TestHearback;
  readonly values: Value[] = [];
  /** What the table is made to do. */
  tableFault: TableFault = () => undefined;
  /** Whether new versions come in just now, and meet every call. */
  newVersions = false;
  readonly #stack: Stack;
  readonly #publish: () => void;
  /** Notes in the queues of what failed for good. */
  readonly #notes = { SchedulesFailedRuns: 0, TableFailedChanges: 0 };
  #changesWaitSince: number | undefined;
  #eventsWaitSince: number | undefined;
  #inFlight = 0;

  private constructor(hearback: TestHearback, stack: Stack, publish: () => void) {
    this.hearback = hearback;
    this.#stack = stack;
    this.#publish = publish;
    hearback.dynamodb.middlewareStack.add(
      (next, { commandName: command = "" }) =>
        async (args) => {
          await this.tableFault({ command, input: args.input });
          return next(args);
        },
      { step: "initialize", name: "fault", priority: "low" },
    );
  }

  static async start(stack: Stack, options: Options = {}): Promise<WatchedHearback> {
    const { metrics, publish } = emittedMetrics("hearback");
    return new WatchedHearback(await startHearback({ ...options, metrics }), stack, publish);
  }

  get now(): number {
    return Date.parse(this.hearback.clock.now());
  }

  /** A minute, at whose end AWS looks into the queues. */
  async pass(minutes = 1): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      await this.hearback.clock.advance(60);
      const ageOfEvents = (this.now - (this.#eventsWaitSince ?? this.now)) / 1000;
      this.#putOfQueue("MailQueue", "ApproximateAgeOfOldestMessage", ageOfEvents);
      const notes = { ...this.#notes, MailFailedEvents: this.hearback.mailEvents.givenUp.length };
      for (const [queue, count] of Object.entries(notes))
        this.#putOfQueue(queue, "ApproximateNumberOfMessagesVisible", count);
    }
  }

  /** A request of the business or a customer, to one of the ten executions that a fresh account has. */
  async request(name: FunctionName, path: string, init: CallOptions & { method?: string } = {}): Promise<number> {
    if (this.#inFlight >= 10) {
      this.#putOfFunction(name, "Throttles", 1);
      this.#answered(503, 0);
      return 503;
    }
    const begunAt = this.now;
    this.#inFlight++;
    const { status } = await this.hearback.call(init.method ?? "GET", path, init);
    this.#inFlight--;
    this.#changesWaitSince ??= this.now;
    this.#putOfFunction(name, "Throttles", 0);
    this.#answered(status, this.now - begunAt);
    this.#collect();
    return status;
  }

  /** Calls a function as its trigger would, and answers whether it came to its end. */
  async invoke(name: FunctionName, run: () => Promise<unknown>): Promise<boolean> {
    const failed = await run().then(
      () => 0,
      () => 1,
    );
    for (const [metric, value] of Object.entries({ Invocations: 1, Errors: failed, Throttles: 0 }))
      this.#putOfFunction(name, metric, value);
    this.#collect();
    return failed === 0;
  }

  async dispatch(run = () => this.hearback.jobs.run("dispatch-invitations")): Promise<void> {
    const mailed = this.hearback.ses.accepted.length;
    await this.#runOfSchedule("dispatch-invitations", run);
    if (this.hearback.ses.accepted.length === mailed) return;
    this.#changesWaitSince ??= this.now;
    this.#eventsWaitSince ??= this.now;
  }

  async compute(): Promise<void> {
    const context = lambdaContext("compute-kpis", 300_000);
    await this.#runOfSchedule("compute-kpis", () => computeKpis(this.hearback.services)({}, context));
  }

  async checkLaws(): Promise<void> {
    await this.#runOfSchedule("compute-kpis", () => this.hearback.jobs.run("check-laws"));
  }

  async react(): Promise<void> {
    this.#putOfFunction("react-to-changes", "IteratorAge", this.now - (this.#changesWaitSince ?? this.now));
    const run = () => this.hearback.jobs.run("react-to-changes");
    if (await this.invoke("react-to-changes", run)) this.#changesWaitSince = undefined;
  }

  async hearOfMails(): Promise<void> {
    await this.invoke("record-mail-events", () => this.hearback.jobs.run("record-mail-events"));
    this.#eventsWaitSince = undefined;
    await this.#tellReputation();
  }

  /** After as many tries as the template grants, the mapping notes in its queue where the changes were. */
  async exhaustStream(): Promise<void> {
    const [[, mapping] = []] = this.#stack
      .resources("AWS::Lambda::EventSourceMapping")
      .filter(([, { DestinationConfig }]) => DestinationConfig !== undefined);
    for (let tries = 0; tries <= mapping.MaximumRetryAttempts; tries++) await this.react();
    const [queue] = mapping.DestinationConfig.OnFailure.Destination["Fn::GetAtt"];
    if (queue.startsWith("TableFailedChanges")) this.#notes.TableFailedChanges++;
  }

  alarm(name: string): Properties {
    const [, found] = this.#stack
      .resources("AWS::CloudWatch::Alarm")
      .find(([id]) => new RegExp(`Alarms${name}[0-9A-F]{8}$`).test(id)) ?? [undefined, undefined];
    if (found === undefined) throw new Error(`There is no alarm ${name}.`);
    return found;
  }

  stateOf(name: string): AlarmState {
    return stateOf(this.alarm(name), this.values, this.now);
  }

  async close(): Promise<void> {
    await this.hearback.close();
  }

  /** What the schedule could not bring about is noted, once, by its function's on-failure destination. */
  async #runOfSchedule(name: FunctionName, run: () => Promise<unknown>): Promise<void> {
    if (!(await this.invoke(name, run))) this.#notes.SchedulesFailedRuns++;
  }

  async #tellReputation(): Promise<void> {
    const { clock, mailbox } = this.hearback;
    const fates = (await mailbox.list()).map((mail) => fateOf(mail, clock.now()).map(({ eventType }) => eventType));
    const shareOf = (type: SesEventType) =>
      fates.filter((fate) => fate.includes(type)).length / Math.max(1, fates.length);
    this.#put("AWS/SES", "Reputation.BounceRate", {}, shareOf("Bounce"));
    this.#put("AWS/SES", "Reputation.ComplaintRate", {}, shareOf("Complaint"));
  }

  #answered(status: number, latency: number): void {
    const [[apiId = ""] = []] = this.#stack.resources("AWS::ApiGatewayV2::Api");
    const of = (name: string, value: number) => this.#put("AWS/ApiGateway", name, { ApiId: { Ref: apiId } }, value);
    of("Latency", latency);
    of("5xx", status >= 500 ? 1 : 0);
  }

  #putOfFunction(name: FunctionName, metric: string, value: number): void {
    const FunctionName = { Ref: this.#stack.idOf(name) };
    this.#put("AWS/Lambda", metric, { FunctionName }, value);
    // Lambda tells versions apart only while an alias leads to two.
    if (!this.newVersions) return;
    const versions = this.#stack.resources("AWS::Lambda::Version");
    const [version] = versions.find(([, of]) => of.FunctionName.Ref === FunctionName.Ref) ?? [];
    const Resource = { "Fn::Join": ["", [FunctionName, ":live"]] };
    const ExecutedVersion = { "Fn::GetAtt": [version, "Version"] };
    this.#put("AWS/Lambda", metric, { FunctionName, Resource, ExecutedVersion }, value);
  }

  #putOfQueue(name: string, metric: string, value: number): void {
    const [[queue] = []] = this.#stack.resources("AWS::SQS::Queue").filter(([id]) => id.startsWith(name));
    this.#put("AWS/SQS", metric, { QueueName: { "Fn::GetAtt": [queue, "QueueName"] } }, value);
  }

  #put(namespace: string, name: string, dimensions: Value["dimensions"], value: number): void {
    this.values.push({ namespace, name, dimensions, value, at: this.now });
  }

  /** What the functions have written into their log since. */
  #collect(): void {
    for (const line of whatIsWritten(this.#publish)) {
      for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
        const dimensions = Object.fromEntries(Dimensions[0].map((name: string) => [name, line[name]]));
        for (const { Name } of Metrics)
          for (const value of [line[Name]].flat()) this.#put(Namespace, Name, dimensions, value);
      }
    }
  }
}

function whatIsWritten(publish: () => void): Properties[] {
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    publish();
    const lines = written.mock.calls.map(([line]) => String(line));
    return lines.filter((line) => line.includes("CloudWatchMetrics")).map((line) => JSON.parse(line));
  } finally {
    written.mockRestore();
  }
}
