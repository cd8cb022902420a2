/**
 * HTTP on one page: a Lambda handler of several endpoints. In one fixed order: request id and log, security headers, errors,
 * authentication, parsing, run.
 */
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Services } from "../domain/ports.ts";
import { authenticate } from "./authenticate.ts";
import type { Endpoint, HttpEvent } from "./endpoint.ts";
import { errorToResponse } from "./error-to-response.ts";
import { parseInput } from "./parse-input.ts";
import { logRequests } from "./request-log.ts";
import { toResult } from "./result.ts";
import { chooseEndpoint } from "./routing.ts";
import { securityHeaders } from "./security-headers.ts";

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

export function httpFunction(endpoints: readonly Endpoint[]): (services: Services) => HttpHandler {
  return (services) =>
    middy<HttpEvent, APIGatewayProxyStructuredResultV2>({ timeoutEarlyInMillis: 0 })
      .use(logRequests(services))
      .use(securityHeaders())
      .use(errorToResponse(services))
      .use(chooseEndpoint(endpoints))
      .use(authenticate(services))
      .use(parseInput())
      .handler((event) => answer(event, services)) as unknown as HttpHandler;
}

async function answer(event: HttpEvent, services: Services): Promise<APIGatewayProxyStructuredResultV2> {
  const { endpoint: chosen, caller, input } = event;
  if (!chosen || !input) throw new Error("The middlewares did not choose an endpoint.");
  const reply = await chosen.run(
    {
      // The access rule has been checked, and says whether there is a caller.
      caller: caller as undefined,
      params: event.pathParameters ?? {},
      ...input,
      // So is whether the request is wanted as it came.
      raw: input.raw as undefined,
      idempotencyKey: event.headers["idempotency-key"] || undefined,
      requestId: event.requestContext.requestId,
      userAgent: event.headers["user-agent"] || undefined,
    },
    services,
  );
  return toResult(reply, event.requestContext.http.method);
}
