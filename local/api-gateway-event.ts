/** Requests as API Gateway's HTTP API hands them to a function, payload format 2.0. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { type Route, routes } from "../functions/routes.ts";

export interface Matched {
  /** The function to call. */
  readonly function: Route["function"];
  readonly event: APIGatewayProxyEventV2;
}

/** Everything that no route matches goes to the api function as `$default`. */
export function toEvent(request: IncomingMessage, body: Buffer, now: number): Matched {
  const { pathname, search } = new URL(`http://localhost${request.url ?? "/"}`);
  const method = request.method ?? "GET";
  const found = findRoute(method, pathname);
  const routeKey = found ? `${method} ${found.route.path}` : "$default";
  const headers = toHeaders(request);
  const isText = /^(?:text\/|application\/(?:json|javascript|xml)\b)/i.test(headers["content-type"] ?? "");
  const query = toQuery(search);
  const event: APIGatewayProxyEventV2 = {
    version: "2.0",
    routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    ...(query && { queryStringParameters: query }),
    ...(found && Object.keys(found.parameters).length > 0 && { pathParameters: found.parameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: headers["host"] ?? "localhost",
      domainPrefix: "local",
      http: {
        method,
        path: pathname,
        protocol: "HTTP/1.1",
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    // Forms and multipart reach a function base64-encoded.
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
  return { function: found?.route.function ?? "api", event };
}

function findRoute(method: string, path: string): { route: Route; parameters: Record<string, string> } | undefined {
  const asked = method === "HEAD" ? "GET" : method;
  // A path without parameters beats one with.
  const candidates = Object.values(routes).sort((a, b) => a.path.split("{").length - b.path.split("{").length);
  for (const route of candidates) {
    const parameters = route.method === asked ? matchPath(route.path, path) : undefined;
    if (parameters) return { route, parameters };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(step)?.[1];
    if (name === undefined ? step !== value : value === "") return undefined;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Lower-case names; repeated headers joined by a comma. */
const toHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(",")]));

/** Repeated parameters joined by a comma. */
function toQuery(search: string): Record<string, string> | undefined {
  const parameters = new URLSearchParams(search);
  const names = new Set(parameters.keys());
  if (names.size === 0) return undefined;
  return Object.fromEntries([...names].map((name) => [name, parameters.getAll(name).join(",")]));
}
