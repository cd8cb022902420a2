/** One line a request. The route, never the path: a path holds the customer's token. */
import type { Services } from "../domain/ports/services.ts";
import type { HttpEvent, HttpMiddleware } from "./endpoint.ts";

export function logRequests({ log }: Services): HttpMiddleware {
  const startedAt = new WeakMap<HttpEvent, number>();
  const write: NonNullable<HttpMiddleware["after"]> = ({ event, response }) => {
    const { requestId } = event.requestContext;
    if (response) response.headers = { ...response.headers, "x-request-id": requestId };
    log.info("request", {
      requestId,
      route: event.routeKey,
      status: response?.statusCode ?? 500,
      durationMs: Math.round(performance.now() - (startedAt.get(event) ?? 0)),
      workspaceId: (event.caller ?? event.sender)?.workspaceId,
      keyId: event.caller?.keyId,
      sourceId: event.sender?.sourceId,
    });
  };
  return {
    before: ({ event }) => {
      startedAt.set(event, performance.now());
    },
    after: write,
    onError: write,
  };
}
