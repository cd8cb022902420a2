/** Headers that were noted on the way, put on whatever is answered in the end, be it an error. */
import type { HttpEvent, HttpMiddleware } from "./endpoint.ts";

export function answerHeaders(): HttpMiddleware {
  const add: NonNullable<HttpMiddleware["after"]> = ({ event, response }) => {
    if (response) response.headers = { ...response.headers, ...event.answerHeaders };
  };
  return { after: add, onError: add };
}

export function noteHeaders(event: HttpEvent, headers: Readonly<Record<string, string>>): void {
  event.answerHeaders = { ...event.answerHeaders, ...headers };
}
