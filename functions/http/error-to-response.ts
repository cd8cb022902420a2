/** Turns what was thrown into a problem, or into the endpoint's own error page. */

import { traceOf } from "../domain/error-trace.ts";
import { AppError } from "../domain/errors.ts";
import type { Services } from "../domain/ports.ts";
import type { HttpMiddleware } from "./endpoint.ts";
import { internalProblem, problemOf } from "./problem.ts";

export const errorToResponse = ({ log }: Services): HttpMiddleware => ({
  onError: (request) => {
    const { event, error } = request;
    const requestId = event.requestContext.requestId;
    const known = error instanceof AppError;
    if (!known) log.error("unexpected error", { requestId, route: event.routeKey, ...traceOf(error) });
    const problem = known ? problemOf(error, requestId) : internalProblem(requestId);
    const page = event.endpoint?.definition.errorPage;
    const body = page ? page(problem) : JSON.stringify(problem);
    const type = page ? "text/html; charset=utf-8" : "application/problem+json";
    request.response = {
      statusCode: problem.status,
      headers: { "content-type": type, ...extraHeaders(problem.status) },
      ...(event.requestContext.http.method !== "HEAD" && { body }),
    };
  },
});

function extraHeaders(status: number): Record<string, string> {
  if (status === 401) return { "www-authenticate": "Bearer" };
  if (status === 503) return { "retry-after": "5" };
  return {};
}
