/**
 * The OpenAPI 3.1 document, made of the endpoints' own schemas. It is made when an endpoint changes and not when somebody
 * asks for it: the functions then carry neither the schemas of each other nor what makes a document of them.
 */
import type * as z from "zod/mini";
import * as zod from "zod/mini";
import { scopes } from "../../functions/domain/api-key.ts";
import { isOptional } from "../../functions/http/check-value.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";
import { Problem } from "../../functions/http/problem.ts";
import { type Route, routes } from "../../functions/routes.ts";
import { version } from "../version.ts";
import { type Hoisted, hoistSchemas, type Placed, type Schema } from "./hoist-schemas.ts";
import { description, headers, scopeList, tagList, tagOf } from "./prose.ts";
import { readSchema } from "./read-schema.ts";
import { type RefusedStatus, refusals, refusalsOf, refusalsOnPages } from "./refusals.ts";

/** Recorded from a running Hearback by `npm run examples`, by the name of the route. */
export interface Examples {
  readonly operations: Readonly<Record<string, Example>>;
  /** By status. */
  readonly problems: Readonly<Record<string, unknown>>;
}

export interface Example {
  /** Path and query that were asked for. */
  readonly target?: string;
  readonly request?: unknown;
  /** The same as a table, where one is taken. */
  readonly table?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
}

const json = "application/json";
const csv = "text/csv";
const problemJson = "application/problem+json";

export function openApiDocument(endpoints: readonly Endpoint[], examples: Examples): unknown {
  const hoisted = hoistSchemas(endpoints.toSorted(getsFirst).flatMap(placesOf));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of endpoints) {
    const { path, method } = one.definition.route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(one, hoisted, examples) };
  }
  return {
    openapi: "3.1.1",
    info: { title: "Hearback", version, description },
    servers: [{ url: "/" }],
    externalDocs: { description: "This document as a page to read", url: "/docs" },
    tags: tagList(endpoints.map(({ definition }) => tagOf(definition.route.path))),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: `An API key, hb_live_… or hb_test_…, with scopes:\n\n${scopeList}`,
        },
      },
      headers,
      parameters: { IdempotencyKey: idempotencyKey },
      responses: {
        ...Object.fromEntries(refusedStatuses.map((status) => [refusals[status].name, problem(status, examples)])),
        PageError: {
          description: "An error as a page, in the reader's language",
          headers: headersNamed(["X-Request-Id"]),
          content: { "text/html": { schema: { type: "string" } } },
        },
        ServerError: {
          description: "Something went wrong on our side, or the service is busy; the same request may be tried again.",
          headers: headersNamed(["X-Request-Id", "Retry-After"]),
          content: { [problemJson]: { schema: problemSchema, example: examples.problems["503"] } },
        },
      },
      schemas: { ...hoisted.components, Problem: readSchema(Problem, "output") },
    },
  };
}

/** Their answers are what things are called after. */
const getsFirst = (a: Endpoint, b: Endpoint): number =>
  Number(nameOf(b).startsWith("get")) - Number(nameOf(a).startsWith("get"));

/** Of a route is its name in the table of all; the document calls it the operation's id. */
export const nameOf = ({ definition: { route } }: Endpoint): string =>
  Object.entries<Route>(routes).find(([, one]) => one === route)?.[0] ?? "";

const problemSchema = { $ref: "#/components/schemas/Problem" };
const refusedStatuses = Object.keys(refusals).map((status) => Number(status) as RefusedStatus);

function placesOf(one: Endpoint): Placed[] {
  const { body, returns } = one.definition;
  const operation = nameOf(one);
  const noun = operation.replace(/^[a-z]+/, "");
  return [
    ...Object.values(returns).map((schema) => ({
      schema: readSchema(schema, "output"),
      noun,
      operation,
      isInput: false,
      isMeant: operation.startsWith("get"),
    })),
    ...(body ? [{ schema: readSchema(body, "input"), noun, operation, isInput: true, isMeant: false }] : []),
  ];
}

function operation(one: Endpoint, hoisted: Hoisted, { operations }: Examples): unknown {
  const { route, summary, query } = one.definition;
  const name = nameOf(one);
  const example = operations[name];
  return {
    operationId: name,
    tags: [tagOf(route.path)],
    summary,
    ...(isKeyed(route) && { security: [{ key: [route.access] }] }),
    parameters: [
      ...pathParameters(route.path),
      ...queryParameters(query),
      ...(takesIdempotencyKey(route) ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    ...requestBody(one, hoisted, example),
    responses: { ...answers(one, hoisted, example), ...refused(one) },
  };
}

const isKeyed = ({ access }: Route): boolean => (scopes as readonly string[]).includes(access);
const takesIdempotencyKey = (route: Route): boolean => route.method === "POST" && isKeyed(route);

function requestBody({ definition }: Endpoint, { refer }: Hoisted, example: Example | undefined): object {
  const { route, body, readCsv } = definition;
  const exampleOf = example?.request !== undefined && { example: example.request };
  if (route.access === "hook" && route.method === "POST") {
    const described = { description: "As the source's vendor sends it" };
    return { requestBody: { required: true, ...described, content: { "*/*": { schema: {}, ...exampleOf } } } };
  }
  if (!body) return {};
  const isPage = route.access === "page";
  const type = isPage ? "application/x-www-form-urlencoded" : json;
  const content = {
    [type]: { schema: refer(readSchema(body, "input")), ...exampleOf },
    ...(readCsv && { [csv]: { schema: { type: "string" }, example: example?.table } }),
  };
  return { requestBody: { required: !isPage && !isOptional(body), content } };
}

function answers(one: Endpoint, { refer }: Hoisted, example: Example | undefined): Record<string, unknown> {
  const { route, returns, mediaType, columns, rows } = one.definition;
  const named = headersNamed([
    "X-Request-Id",
    ...(isKeyed(route) ? (["RateLimit", "RateLimit-Policy"] as const) : []),
    ...(takesIdempotencyKey(route) ? (["Idempotency-Replayed"] as const) : []),
  ]);
  return Object.fromEntries(
    Object.entries(returns).map(([status, schema]) => {
      const onPage = route.access === "page" ? refusalsOnPages[Number(status)] : undefined;
      const described = { description: onPage ?? zod.globalRegistry.get(schema)?.description ?? "Done" };
      if (status === "303") return [status, { ...described, headers: headersNamed(["X-Request-Id", "Location"]) }];
      const read = withoutDescription(readSchema(schema, "output"));
      const type = mediaType ?? (route.access === "page" ? "text/html" : isText(read) ? "text/plain" : json);
      const shown = example?.answers?.[status];
      const table = {
        type: "string",
        description: `The columns ${columns?.join(", ")}${rows ? "" : "; next page in Link"}`,
      };
      const content = {
        [type]: { schema: refer(read), ...(shown !== undefined && { example: shown }) },
        ...(columns && { [csv]: { schema: table } }),
      };
      return [status, { ...described, headers: named, content }];
    }),
  );
}

const isText = (schema: Schema): boolean => typeof schema === "object" && schema["type"] === "string";

function withoutDescription(schema: Schema): Schema {
  if (typeof schema === "boolean") return schema;
  const { description: _, ...rest } = schema;
  return rest;
}

function refused(one: Endpoint): Record<string, unknown> {
  const { route, returns } = one.definition;
  const isPage = route.access === "page";
  const given = [...refusalsOf(one)].filter(([status]) => !(status in returns));
  const answer = (status: RefusedStatus, own: string | undefined) => {
    if (isPage) return { $ref: "#/components/responses/PageError", description: refusalsOnPages[status] };
    const { name, what } = refusals[status];
    // Beside a reference OpenAPI takes the words for those of what is referred to.
    const words =
      own === undefined ? undefined : { description: takesIdempotencyKey(route) ? `${own} Or: ${what}` : own };
    return { $ref: `#/components/responses/${name}`, ...words };
  };
  return {
    ...Object.fromEntries(given.map(([status, own]) => [status, answer(status, own)])),
    "5XX": { $ref: `#/components/responses/${isPage ? "PageError" : "ServerError"}` },
  };
}

function problem(status: RefusedStatus, { problems }: Examples): unknown {
  const more = {
    401: ["WWW-Authenticate"],
    409: ["Retry-After"],
    429: ["Retry-After", "RateLimit", "RateLimit-Policy"],
  };
  const names = (more as Partial<Record<number, HeaderName[]>>)[status] ?? [];
  return {
    description: refusals[status].what,
    headers: headersNamed(["X-Request-Id", ...names]),
    content: { [problemJson]: { schema: problemSchema, example: problems[status] } },
  };
}

type HeaderName = keyof typeof headers;

const headersNamed = (names: readonly HeaderName[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const pathParameters = (path: string): unknown[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryParameters(query: z.core.$ZodType | undefined): unknown[] {
  if (!query) return [];
  const { properties = {}, required = [] } = readSchema(query, "input") as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description: words, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(words !== undefined && { description: words }),
    schema,
  }));
}

/** What every POST with a key takes. */
const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Of the caller's choice. The same request with the same key is done once and answered again for 7 days",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,200}$" },
  example: "ticket-1001-solved",
};
