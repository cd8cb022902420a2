/** The HTTP side: API Gateway's part in front of the three functions, and the local pages beside them. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Services } from "../functions/domain/ports/services.ts";
import type { HttpHandler } from "../functions/http/http-function.ts";
import type { Route } from "../functions/routes.ts";
import { toEvent } from "./api-gateway-event.ts";
import { lambdaContext } from "./lambda-context.ts";
import type { LocalRequest, LocalResponse } from "./local-routes.ts";
import { StartError } from "./start-error.ts";

/** API Gateway's own limit. */
const maxPayloadBytes = 10 * 1024 * 1024;

export interface HttpParts {
  readonly port: number;
  readonly functions: Readonly<Record<Route["function"], HttpHandler>>;
  readonly localRoutes: (request: LocalRequest) => Promise<LocalResponse | undefined>;
  readonly log: Services["log"];
}

export interface HttpServer {
  close(): Promise<void>;
}

export async function startHttpServer(parts: HttpParts): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void serve(request, response, parts).catch((error: unknown) => {
      parts.log.error("a request failed outside of its function", { error: String(error) });
      if (!response.headersSent) response.writeHead(500, gatewayHeaders());
      response.end('{"message":"Internal Server Error"}');
    });
  });
  await listen(server, parts.port);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: HttpParts): Promise<void> {
  const body = await readBody(request);
  if (!body) {
    response.writeHead(413, { ...gatewayHeaders(), connection: "close" });
    response.end('{"message":"Request Entity Too Large"}');
    return;
  }
  const local = await parts.localRoutes(toLocalRequest(request, body));
  if (local) {
    response.writeHead(local.status, local.headers).end(local.body);
    return;
  }
  const matched = toEvent(request, body, Date.now());
  const result = await parts.functions[matched.function](matched.event, lambdaContext(matched.function, 10_000));
  write(response, result);
}

/** Of what API Gateway answers itself, with its own name for the request's id. */
const gatewayHeaders = () => ({ "content-type": "application/json", "apigw-requestid": randomUUID() });

function write(
  response: ServerResponse,
  { statusCode = 200, headers = {}, body }: APIGatewayProxyStructuredResultV2,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  response.writeHead(statusCode).end(body);
}

const toLocalRequest = (request: IncomingMessage, body: Buffer): LocalRequest => {
  const { pathname, searchParams } = new URL(`http://localhost${request.url ?? "/"}`);
  const headers = Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(",")]);
  return {
    method: request.method ?? "GET",
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(headers),
    body,
  };
};

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxPayloadBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      reject(isTaken ? new StartError(`Port ${port} is taken. Choose another with --port.`, error) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}
