/** SES v2, SNS, SQS and EventBridge Scheduler as far as `hearback doctor` asks them, in their wire protocols, on this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeAws {
  readonly endpoint: string;
  /** What SES answers, by path behind /v2/email/; what is not there is not found. */
  readonly ses: Map<string, object>;
  /** By topic. */
  readonly subscriptions: Map<string, readonly { arn: string; protocol: string; endpoint: string }[]>;
  /** Attributes by the queue's URL. */
  readonly queues: Map<string, Record<string, string>>;
  /** State by the schedule's name. */
  readonly schedules: Map<string, string>;
  /** What the credentials may not do: ses, sns, sqs, scheduler. */
  readonly forbidden: Set<string>;
  close(): Promise<void>;
}

type Known = Omit<FakeAws, "endpoint" | "close">;

export async function startFakeAws(): Promise<FakeAws> {
  const known: Known = {
    ses: new Map(),
    subscriptions: new Map(),
    queues: new Map(),
    schedules: new Map(),
    forbidden: new Set(),
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    answer(request, body, response, known);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { ...known, endpoint: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

function answer({ url = "", headers }: IncomingMessage, body: string, response: ServerResponse, known: Known): void {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  const target = headers["x-amz-target"];
  if (path.startsWith("/v2/email/")) answerSes(path.slice("/v2/email/".length), response, known);
  else if (path.startsWith("/schedules/")) answerScheduler(path.slice("/schedules/".length), response, known);
  else if (target === "AmazonSQS.GetQueueAttributes") answerSqs(JSON.parse(body).QueueUrl, response, known);
  else answerSns(new URLSearchParams(body), response, known);
}

function json(response: ServerResponse, status: number, body: object, code?: string): void {
  const type = { "content-type": "application/json", ...(code && { "x-amzn-errortype": code }) };
  response.writeHead(status, type).end(JSON.stringify(body));
}

const notAllowed = { __type: "AccessDeniedException", message: "User: arn:aws:iam::1:user/x is not authorized." };

function answerSes(path: string, response: ServerResponse, { ses, forbidden }: Known): void {
  const found = ses.get(path);
  if (forbidden.has("ses")) json(response, 403, notAllowed, "AccessDeniedException");
  else if (found) json(response, 200, found);
  else json(response, 404, { message: `${path} does not exist.` }, "NotFoundException");
}

function answerScheduler(name: string, response: ServerResponse, { schedules, forbidden }: Known): void {
  const state = schedules.get(name);
  if (forbidden.has("scheduler")) json(response, 403, notAllowed, "AccessDeniedException");
  else if (state) json(response, 200, { Name: name, State: state });
  else json(response, 404, { Message: `Schedule ${name} does not exist.` }, "ResourceNotFoundException");
}

function answerSqs(url: string, response: ServerResponse, { queues, forbidden }: Known): void {
  const attributes = queues.get(url);
  if (forbidden.has("sqs")) json(response, 403, { ...notAllowed, __type: "com.amazonaws.sqs#AccessDeniedException" });
  else if (attributes) json(response, 200, { Attributes: attributes });
  else json(response, 400, { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "The queue does not exist." });
}

function answerSns(asked: URLSearchParams, response: ServerResponse, { subscriptions, forbidden }: Known): void {
  const xml = (status: number, text: string) => response.writeHead(status, { "content-type": "text/xml" }).end(text);
  const namespace = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';
  if (forbidden.has("sns") || asked.get("Action") !== "ListSubscriptionsByTopic") {
    xml(
      403,
      `<ErrorResponse ${namespace}><Error><Type>Sender</Type><Code>AuthorizationError</Code>
      <Message>User is not authorized.</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    );
    return;
  }
  const members = (subscriptions.get(asked.get("TopicArn") ?? "") ?? []).map(
    ({ arn, protocol, endpoint }) =>
      `<member><SubscriptionArn>${arn}</SubscriptionArn><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint></member>`,
  );
  xml(
    200,
    `<ListSubscriptionsByTopicResponse ${namespace}><ListSubscriptionsByTopicResult><Subscriptions>${members.join("")}</Subscriptions>
    </ListSubscriptionsByTopicResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></ListSubscriptionsByTopicResponse>`,
  );
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
