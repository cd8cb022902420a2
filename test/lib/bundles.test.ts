import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keys } from "../../functions/adapters/dynamodb/keys.ts";
import { recordKinds } from "../../functions/domain/kpi/fold-kinds.ts";
import { addDays, addSeconds } from "../../functions/domain/time.ts";
import { type FunctionName, functionNames } from "../../lib/service-functions.ts";
import { MailEventQueue } from "../../local/mail-event-queue.ts";
import { sesEvent } from "../../local/ses-events.ts";
import { StreamPoller } from "../../local/stream-poller.ts";
import { anInteraction } from "../domain/builders.ts";
import { engineEndpoint } from "../support/engine.ts";
import { startHearback, type TestHearback } from "../support/hearback.ts";
import { httpEvent, passesFilter, tick } from "./events.ts";
import { type Lambda, startLambda } from "./lambda.ts";
import { findNode24 } from "./node-24.ts";
import { startRoleGate } from "./role-gate.ts";
import { type Synthesized, synthesize } from "./synthesize.ts";

/**
 * Start-up time grows with every byte that must be read and parsed, and somebody waits for it. Nobody waits for the
 * dispatcher, which carries the MIME composer with its table of file types, and no customer for the business's API, which
 * carries every template for its previews and every KPI.
 */
const gzipLimitKilobytes = (name: FunctionName): number =>
  ({ "dispatch-invitations": 190, api: 205 })[name as string] ?? 160;

let stack: Synthesized;
beforeAll(async () => {
  stack = await synthesize();
}, 120_000);
afterAll(() => stack?.remove());

describe("the bundle of each function", () => {
  it("is written by a bare `npx cdk synth`, offline and without an account", () => {
    expect(stack.functions.map(({ name }) => name).sort()).toEqual([...functionNames].sort());
  });

  it.each(functionNames)("%s exports a handler to a Node that knows nothing else", async (name) => {
    const { file, exported } = stack.handlerOf(name);
    // A Node of its own, because a test runner's module loader forgives what Lambda's does not, such as `require`.
    const script = "import(process.argv[1]).then((module) => process.stdout.write(typeof module[process.argv[2]]))";
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script, file, exported], {
      env: { AWS_REGION: "eu-west-1" },
    });
    expect(stdout).toBe("function");
  });

  it.each(functionNames)("%s stays small", async (name) => {
    const { length } = gzipSync(await readFile(stack.handlerOf(name).file));
    expect(length / 1024).toBeLessThanOrEqual(gzipLimitKilobytes(name));
  });
});

const node24 = findNode24();

describe.skipIf(node24 === undefined)("from an interaction to a KPI, as deployed, under Node 24", () => {
  let hearback: TestHearback;
  let lambda: Lambda;
  beforeAll(async () => {
    hearback = await startHearback();
    lambda = await startLambda({
      node: String(node24),
      stack,
      dynamodb: engineEndpoint(),
      ses: hearback.ses.url,
      variables: {
        TABLE_NAME: hearback.tableName,
        PUBLIC_URL: "https://ask.shop.example",
        SES_CONFIGURATION_SET: "hearback",
        // The local index does not lag, and nobody waits a minute for a test.
        MARK_REST_SECONDS: "0",
      },
    });
  });
  afterAll(async () => {
    await lambda?.close();
    await hearback?.close();
  });

  const call = async (...request: Parameters<typeof httpEvent>) => {
    const { function: name, event } = httpEvent(...request);
    const [answer] = await lambda.invoke(name, event);
    return { name, ...answer };
  };
  const withKey = () => ({ authorization: `Bearer ${hearback.seed.apiKey}` });
  let invitationId: string;
  let path: string;

  it("ingest accepts the interaction and invites", async () => {
    const headers = { ...withKey(), "content-type": "application/json" };
    const body = JSON.stringify({ type: "ticket.solved", customer: { email: "jo@example.com" } });
    const answer = await call("POST", "/v1/interactions", { headers, body });
    expect(answer).toMatchObject({ name: "ingest", statusCode: 202 });
    const { outcome, invitation } = JSON.parse(answer.body);
    expect(outcome).toBe("invited");
    invitationId = invitation.id;
  });

  it("ingest says in a sentence what is wrong with a report", async () => {
    const headers = { ...withKey(), "content-type": "application/json" };
    const body = JSON.stringify({ type: 3, customer: { email: "jo@example.com" } });
    const answer = await call("POST", "/v1/interactions", { headers, body });
    expect(answer).toMatchObject({ name: "ingest", statusCode: 422 });
    const { errors } = JSON.parse(answer.body);
    expect(errors).toEqual([{ path: "type", message: "must be a text" }]);
  });

  it("dispatch-invitations sends the mail", async () => {
    expect(await lambda.invoke("dispatch-invitations", tick)).toEqual([{ sent: 1, handled: 1 }]);
    const [mail, ...others] = await hearback.mailbox.list();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      to: ["jo@example.com"],
      source: "feedback@example.com",
      configurationSet: "hearback",
    });
    const link = new URL(mail?.links.find((url) => url.endsWith("?score=9")) ?? "");
    expect(link.origin).toBe("https://ask.shop.example");
    path = link.pathname;
  });

  it("record-mail-events records the delivery", async () => {
    const [mail] = await hearback.mailbox.list();
    if (mail === undefined) throw new Error("There is no mail.");
    const queue = new MailEventQueue(hearback.services.log);
    for (const type of ["Send", "Delivery"] as const) queue.add(sesEvent(type, mail, mail.sentAt));
    const handled = await queue.drain(async (event) => (await lambda.invoke("record-mail-events", event))[0]);
    expect(handled).toBe(2);
    const { seed, services } = hearback;
    expect(await services.invitations.find(seed.workspaceId, invitationId, { consistent: true })).toMatchObject({
      status: "sent",
      delivery: { status: "delivered" },
    });
  });

  it("respond shows the survey and takes the answer", async () => {
    await mailedAnHourAgo();
    const asked = httpEvent("GET", `${path}?score=9`);
    const [page] = await lambda.invoke("respond", asked.event);
    expect(page.statusCode).toBe(200);
    const [, nonce = ""] = /name="nonce" value="([\w-]+)"/.exec(page.body) ?? [];
    const posted = httpEvent("POST", path, {
      headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" },
      body: new URLSearchParams({ score: "9", comment: "Kind", nonce }).toString(),
    });
    expect([asked.function, posted.function, posted.event.isBase64Encoded]).toEqual(["respond", "respond", true]);
    const [answer] = await lambda.invoke("respond", posted.event);
    expect(page.body).toMatch(/<input[^>]*name="score"[^>]*value="9"[^>]*checked/);
    expect(answer.statusCode).toBe(303);
  });

  it("react-to-changes gets every kind of record through the stream's filter and marks its slot", async () => {
    const { services, seed, clock } = hearback;
    const earlier = {
      workspaceId: seed.workspaceId,
      occurredAt: addDays(clock.now(), -20),
      receivedAt: clock.now(),
      issueId: "ticket-1",
      outcome: { outcome: "not_invited", reason: "no_survey" },
    } as const;
    const { id } = anInteraction();
    await services.interactions.add(anInteraction({ ...earlier, type: "customer.activated" }));
    await services.interactions.add(anInteraction({ ...earlier, type: "ticket.closed", id: id.replace(/.$/, "3") }));
    const [, mapping] =
      stack.resources("AWS::Lambda::EventSourceMapping").find(([, { FilterCriteria }]) => FilterCriteria) ?? [];
    const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));
    const poller = await StreamPoller.open({
      dynamodb: hearback.dynamodb,
      streams: new DynamoDBStreamsClient({ ...local, endpoint: engineEndpoint() }),
      tableName: hearback.tableName,
      handler: async ({ Records }: DynamoDBStreamEvent) => {
        const passed = Records.filter((record) => passesFilter(record, patterns));
        expect(passed.length).toBeLessThan(Records.length);
        return (await lambda.invoke("react-to-changes", { Records: passed }))[0];
      },
    });
    expect(await poller.drain()).toBeGreaterThan(0);
    expect(new Set((await marks()).map(({ kind }) => kind))).toEqual(new Set(recordKinds));
  });

  it("compute-kpis folds the slots", async () => {
    const slotsFolded = (await marks()).length;
    expect(await lambda.invoke("compute-kpis", tick)).toEqual([{ slotsFolded }]);
    expect(await marks()).toEqual([]);
  });

  it("compute-kpis finds no law broken by all that, when its daily schedule asks", async () => {
    const schedules = stack.resources("AWS::Scheduler::Schedule").map(([, { Target }]) => Target.Input);
    const [input, ...others] = schedules.filter((given) => given !== undefined);
    expect(others).toEqual([]);
    const answer = await lambda.invoke("compute-kpis", JSON.parse(input));
    expect(answer).toEqual([{ workspaces: 1, violations: 0, heldBack: 0, unchecked: [] }]);
  });

  it("api tells the KPI", async () => {
    const url = `/v1/kpis/nps?survey=${hearback.seed.surveyId}`;
    const answer = await call("GET", url, { headers: withKey() });
    expect(answer).toMatchObject({ name: "api", statusCode: 200 });
    expect(JSON.parse(answer.body)).toMatchObject({ kpi: "nps", value: 100, n: 1 });
  });

  it("api shows its reference, from a file beside the bundle", async () => {
    const page = await call("GET", "/docs");
    expect(page).toMatchObject({ name: "api", statusCode: 200 });
    expect(page.body).toContain("https://ask.shop.example/v1/interactions");
  });

  it("no function asked for more than its role permits, and each for something", () => {
    for (const [name, { passed, refused }] of lambda.gates) {
      expect(refused, name).toEqual([]);
      expect(passed.length, name).toBeGreaterThan(0);
    }
  });

  it.each(functionNames)("%s would be refused a scan", async (name) => {
    const gate = await startRoleGate(engineEndpoint(), stack.tablePermissionsOf(name));
    const client = new DynamoDBClient({ ...local, endpoint: gate.url });
    const scan = client.send(new ScanCommand({ TableName: hearback.tableName }));
    await expect(scan).rejects.toMatchObject({ name: "AccessDeniedException" });
    client.destroy();
    await gate.close();
  });

  /** The bundles go by the real clock, and whoever answers in the second after the mail is no person. */
  const mailedAnHourAgo = async () => {
    const key = keys.invitation(hearback.seed.workspaceId, invitationId);
    await hearback.dynamodb.send(
      new UpdateItemCommand({
        TableName: hearback.tableName,
        Key: { pk: { S: key.pk }, sk: { S: key.sk } },
        UpdateExpression: "SET sentAt = :at",
        ExpressionAttributeValues: { ":at": { S: addSeconds(hearback.clock.now(), -3600) } },
      }),
    );
  };

  const marks = () => {
    const { seed, services, clock } = hearback;
    return services.staleSlots.list(seed.workspaceId, clock.now(), 10);
  };
});

const local = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
