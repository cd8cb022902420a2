/**
 * HTTP on one page: a Lambda handler of several endpoints. In one fixed order: request id and log, security headers, errors,
 * authentication, rate limit, parsing, idempotency, run.
 */
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Services } from "../domain/ports/services.ts";
import { answerHeaders } from "./answer-headers.ts";
import { authenticate } from "./authenticate.ts";
import { inWantedForm } from "./csv-page.ts";
import type { Endpoint, HttpEvent, Reply } from "./endpoint.ts";
import { errorToResponse } from "./error-to-response.ts";
import { idempotencyKeyOf, runOnce } from "./idempotency.ts";
import { inSchemaOrder } from "./in-schema-order.ts";
import { parseInput } from "./parse-input.ts";
import { limitRate, limitSender } from "./rate-limit.ts";
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
      .use(answerHeaders())
      .use(errorToResponse(services))
      .use(chooseEndpoint(endpoints))
      .use(authenticate(services))
      .use(limitRate(services))
      .use(parseInput())
      .handler((event, context) => answer(event, context, services)) as unknown as HttpHandler;
}

async function answer(
  event: HttpEvent,
  context: Context,
  services: Services,
): Promise<APIGatewayProxyStructuredResultV2> {
  const reply = await runOnce(event, services, () => run(event, context, services));
  return toResult(inWantedForm(event, reply), event.requestContext.http.method);
}

async function run(event: HttpEvent, context: Context, services: Services): Promise<Reply> {
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
      limitRate: limitSender(event, services) as unknown as undefined,
      idempotencyKey: idempotencyKeyOf(event),
      requestId: event.requestContext.requestId,
      millisecondsLeft: () => context.getRemainingTimeInMillis(),
      userAgent: event.headers["user-agent"] || undefined,
    },
    services,
  );
  const schema = chosen.definition.returns[reply.status];
  return schema ? { ...reply, body: inSchemaOrder(schema, reply.body) } : reply;
}
