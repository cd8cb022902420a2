/** Finds the endpoint of a request. API Gateway has matched the route already; what it could not match comes as `$default`. */
import { AppError } from "../domain/errors.ts";
import { type Route, routes } from "../routes.ts";
import type { Endpoint, HttpMiddleware } from "./endpoint.ts";

export function chooseEndpoint(endpoints: readonly Endpoint[]): HttpMiddleware {
  const byRouteKey = new Map(endpoints.map((endpoint) => [routeKeyOf(endpoint.definition.route), endpoint]));
  return {
    before: ({ event }) => {
      const chosen = byRouteKey.get(event.routeKey.replace(/^HEAD /, "GET "));
      if (!chosen) throw unmatched(event.rawPath);
      event.endpoint = chosen;
    },
  };
}

export const routeKeyOf = ({ method, path }: Route): string => `${method} ${path}`;

/** The methods a path answers, HEAD included; none for a path that does not exist. */
export function methodsOf(path: string): string[] {
  const methods = Object.values(routes)
    .filter((route) => matcher(route.path).test(path))
    .map(({ method }) => method as string);
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

function unmatched(path: string): AppError {
  const methods = methodsOf(path);
  if (methods.length === 0)
    return new AppError("not_found", "There is nothing at this path: see /docs for those there are.");
  return new AppError("method_not_allowed", `This path does not answer this method: it answers ${methods.join(", ")}.`);
}

const matcher = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`);
