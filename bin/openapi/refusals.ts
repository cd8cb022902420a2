/** What an endpoint may refuse, and with which status: what follows from its route and schemas, and what it says itself. */
import { scopes } from "../../functions/domain/api-key.ts";
import { type Endpoint, isForPeople } from "../../functions/http/endpoint.ts";

export const refusals = {
  400: { name: "Malformed", what: "The body cannot be read: it is no JSON, no UTF-8 or nested too deep." },
  401: { name: "Unauthorized", what: "There is no API key, or none that is valid." },
  403: { name: "Forbidden", what: "The API key lacks the scope, or is a test key and this is about what is live." },
  404: { name: "NotFound", what: "There is no such thing in this workspace." },
  409: { name: "Conflict", what: "A request with this Idempotency-Key still runs, or its answer was not kept." },
  413: { name: "TooLarge", what: "The body is over 256 KB, or 4 MB of a batch." },
  415: { name: "UnsupportedType", what: "The body is sent as something else than what is taken, or compressed." },
  422: {
    name: "Invalid",
    what: "Something in the request is wrong; `errors` names each place and what is wrong with it.",
  },
  429: { name: "TooManyRequests", what: "The key or source, or all of its workspace together, call too often." },
} as const satisfies Record<number, { name: string; what: string }>;

/** What a customer's page says instead, in the reader's language. */
export const refusalsOnPages: Readonly<Partial<Record<number, string>>> = {
  400: "A page that says so: the form cannot be read.",
  404: "A page that says so: there is nothing at this link.",
  410: "A page that says so: the link is over, because it was answered long ago, has expired or the survey is closed.",
  413: "A page that says so: the body is over 256 KB.",
  415: "A page that says so: the body is sent as something else than a form.",
  422: "The form as it was filled in, with what is wrong in it.",
};

export type RefusedStatus = keyof typeof refusals;

/** Each status with what is particular about it here, if anything is. */
export function refusalsOf({ definition }: Endpoint): Map<RefusedStatus, string | undefined> {
  const { route, body, query, refuses = {} } = definition;
  const isKeyed = (scopes as readonly string[]).includes(route.access);
  const isPage = route.access === "page";
  const isSent = route.access === "hook" || body !== undefined;
  const takesIdempotencyKey = isKeyed && route.method === "POST";
  const follows: Record<RefusedStatus, boolean> = {
    400: body !== undefined,
    401: isKeyed || route.access === "hook",
    403: isKeyed,
    404: route.path.includes("{") && (isKeyed || isPage),
    409: takesIdempotencyKey,
    413: isSent,
    415: body !== undefined,
    // A parameter that is not known, at least.
    422: !isForPeople(definition) && (route.access !== "hook" || query !== undefined),
    429: isKeyed || route.access === "hook",
  };
  const statuses = Object.keys(follows).map((status) => Number(status) as RefusedStatus);
  const own = refuses as Readonly<Partial<Record<RefusedStatus, string>>>;
  return new Map(
    statuses.filter((status) => follows[status] || own[status] !== undefined).map((status) => [status, own[status]]),
  );
}
