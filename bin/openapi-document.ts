/**
 * The OpenAPI 3.1 document, made of the endpoints' own schemas. It is made when an endpoint changes and not when somebody
 * asks for it: the functions then carry neither the schemas of each other nor what makes a document of them.
 */
import * as z from "zod/mini";
import { scopes } from "../functions/domain/api-key.ts";
import { isOptional } from "../functions/http/check-value.ts";
import type { Endpoint } from "../functions/http/endpoint.ts";
import { Problem } from "../functions/http/problem.ts";
import type { Route } from "../functions/routes.ts";

const json = "application/json";

export function openApiDocument(endpoints: readonly Endpoint[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of endpoints) {
    const { path, method } = one.definition.route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(one) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Hearback",
      version: "1",
      description: "Asks a customer how it went, right after it happened, and keeps the satisfaction figures true.",
    },
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key, hb_live_… or hb_test_…" } },
      schemas: { Problem: toSchema(Problem, "output") },
    },
  };
}

function operation({ definition }: Endpoint): unknown {
  const { route, summary, body, readCsv, query, columns, rows, returns } = definition;
  const isPage = route.access === "page";
  const table = columns && `The columns ${columns.join(", ")}${rows ? "" : "; next page in Link"}`;
  const isHook = route.access === "hook";
  const { mediaType = isPage ? "text/html" : json } = definition;
  const bodyType = isPage ? "application/x-www-form-urlencoded" : json;
  return {
    summary,
    ...(isPage || route.access === "public" || isHook ? {} : { security: [{ key: [] }], "x-scope": route.access }),
    parameters: [...pathParameters(route.path), ...queryParameters(query), ...headerParameters(route)],
    ...(isHook && { requestBody: { required: true, content: { "*/*": { schema: {} } } } }),
    ...(body && {
      requestBody: {
        required: !isPage && !isOptional(body),
        content: {
          [bodyType]: { schema: toSchema(body, "input") },
          ...(readCsv && { "text/csv": { schema: { type: "string" } } }),
        },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(returns).map(([status, schema]) => [status, response(schema, mediaType, table)]),
      ),
      default: {
        description: "An error",
        content: isPage
          ? { "text/html": { schema: { type: "string" } } }
          : { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

const response = (schema: z.core.$ZodType, type: string, table: string | undefined): unknown => ({
  description: z.globalRegistry.get(schema)?.description ?? "Done",
  content: {
    [type]: { schema: toSchema(schema, "output") },
    ...(table !== undefined && { "text/csv": { schema: { type: "string", description: table } } }),
  },
});

const pathParameters = (path: string): unknown[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryParameters(query: z.core.$ZodType | undefined): unknown[] {
  if (!query) return [];
  const { properties = {}, required = [] } = toSchema(query, "input") as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(schema.description !== undefined && { description: schema.description }),
    schema,
  }));
}

/** What every POST with a key takes. */
const headerParameters = ({ method, access }: Route): unknown[] =>
  method === "POST" && (scopes as readonly string[]).includes(access)
    ? [
        {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description:
            "Of the caller's choice. The same request with the same key is done once and answered again for 7 days",
          schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,200}$" },
        },
      ]
    : [];

function toSchema(schema: z.core.$ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
