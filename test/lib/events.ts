/** Events as AWS hands them to a function. */
import type { IncomingMessage } from "node:http";
import type { DynamoDBRecord } from "aws-lambda";
import { type Matched, toEvent } from "../../local/api-gateway-event.ts";
import type { Properties } from "./template.ts";

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as API Gateway hands it on, and the function that its route leads to. */
export function httpEvent(method: string, url: string, { headers = {}, body = "" }: HttpRequest = {}): Matched {
  const headersDistinct = Object.fromEntries(
    Object.entries({ host: "ask.shop.example", ...headers }).map(([name, value]) => [name, [value]]),
  );
  const request = { method, url, headersDistinct, socket: { remoteAddress: "192.0.2.1" } };
  return toEvent(request as unknown as IncomingMessage, Buffer.from(body), Date.now());
}

/** What EventBridge Scheduler sends when a schedule names no input of its own. */
export const tick = {
  version: "0",
  id: "27f0a1f6-8a17-4dfd-a9b2-1ddcb6ad2ffc",
  "detail-type": "Scheduled Event",
  source: "aws.scheduler",
  account: "123456789012",
  region: "eu-west-1",
  resources: ["arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick"],
  detail: "{}",
};

/** As much of Lambda's event filtering as the stack uses: fields that must, or must not, be there, or be a certain text. */
export function passesFilter(record: DynamoDBRecord, patterns: readonly Properties[]): boolean {
  return patterns.some((pattern) => matches(pattern, record));
}

function matches(pattern: Properties, value: Properties): boolean {
  if (Array.isArray(pattern)) {
    return pattern.some((wanted) =>
      typeof wanted === "string" ? wanted === value : wanted.exists === (value !== undefined),
    );
  }
  return Object.entries(pattern).every(([field, inner]) => matches(inner, value?.[field]));
}
