/** Headers of every answer: nothing is cached, framed, indexed, sniffed or told to another site. An endpoint may add stricter ones. */
import type { HttpMiddleware } from "./endpoint.ts";

const headers = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
} as const;

export function securityHeaders(): HttpMiddleware {
  const add: NonNullable<HttpMiddleware["after"]> = (request) => {
    if (request.response) request.response.headers = { ...headers, ...request.response.headers };
  };
  return { after: add, onError: add };
}
