/** Turns what was thrown into a problem, or into the endpoint's own error page. */

import { traceOf } from "../domain/error-trace.ts";
import { AppError } from "../domain/errors.ts";
import type { Services } from "../domain/ports/services.ts";
import type { HttpMiddleware } from "./endpoint.ts";
import { internalProblem, problemOf } from "./problem.ts";
import { toResult } from "./result.ts";
import { methodsOf } from "./routing.ts";

export const errorToResponse = (services: Services): HttpMiddleware => ({
  onError: async (request) => {
    const { event, error } = request;
    const requestId = event.requestContext.requestId;
    const known = error instanceof AppError;
    if (!known) services.log.error("unexpected error", { requestId, route: event.routeKey, ...traceOf(error) });
    const problem = known ? problemOf(error, requestId) : internalProblem(requestId);
    const errorPage = event.endpoint?.definition.errorPage;
    const reply = (await errorPage?.(problem, event.headers["accept-language"], services)) ?? {
      status: problem.status,
      headers: { "content-type": "application/problem+json" },
      body: problem,
    };
    const extra = extraHeaders(problem.status, event.rawPath);
    request.response = toResult(
      { ...reply, headers: { ...reply.headers, ...extra } },
      event.requestContext.http.method,
    );
  },
});

function extraHeaders(status: number, path: string): Record<string, string> {
  if (status === 401) return { "www-authenticate": "Bearer" };
  if (status === 405) return { allow: methodsOf(path).join(", ") };
  if (status === 503) return { "retry-after": "5" };
  return {};
}
