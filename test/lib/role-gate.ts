/**
 * What IAM is on the way to the table: passes on to the engine what a role permits, and refuses the rest in DynamoDB's own
 * words.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { nameOf, needsOf } from "../support/role.ts";

export interface RoleGate {
  readonly url: string;
  readonly passed: readonly string[];
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/** `permitted` as `GetItem table`, `Query /index/due`. */
export async function startRoleGate(engine: string, permitted: readonly string[]): Promise<RoleGate> {
  const passed: string[] = [];
  const refused: string[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
    const needs = needsOf(operation, JSON.parse(body.toString())).map(nameOf);
    const missing = needs.find((need) => !permitted.includes(need));
    if (missing !== undefined) {
      refused.push(missing);
      refuse(response, missing);
      return;
    }
    passed.push(...needs);
    await forward(engine, request, body, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, need: string): void {
  const type = "com.amazon.coral.service#AccessDeniedException";
  const Message = `The function is not authorized to perform: ${need}`;
  response.writeHead(400, { "content-type": json }).end(JSON.stringify({ __type: type, Message }));
}

async function forward(
  engine: string,
  { headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const kept = ["authorization", "content-type", "x-amz-date", "x-amz-target"].map((name) => [
    name,
    String(headers[name]),
  ]);
  const answer = await fetch(engine, { method: "POST", headers: Object.fromEntries(kept), body: new Uint8Array(body) });
  response.writeHead(answer.status, { "content-type": json }).end(Buffer.from(await answer.arrayBuffer()));
}

const json = "application/x-amz-json-1.0";
