import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openApiDocument } from "../../bin/openapi-document.ts";
import { apiEndpoints } from "../../functions/api.ts";
import { ingestEndpoints } from "../../functions/ingest.ts";
import { respondEndpoints } from "../../functions/respond.ts";
import { type Route, routes } from "../../functions/routes.ts";
import { type ContractedHearback, everyRoute, startUnderContract } from "./contract.ts";

type Json = Record<string, unknown>;
interface Operation {
  readonly summary: string;
  readonly security?: unknown;
  readonly parameters: { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>;
  readonly "x-scope"?: string;
}

/** Every object inside of a document, with the path to it. */
function* objectsIn(value: unknown, path = "#"): Generator<[path: string, object: Json]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}/${key}`);
}

const resolve = (document: unknown, reference: string): unknown =>
  reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>(
      (at, step) => (at as Json | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")],
      document,
    );

describe("the OpenAPI document", () => {
  let hearback: ContractedHearback;
  let document: Json & { paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    hearback = await startUnderContract();
    document = (await hearback.call("GET", "/v1/openapi.json", { key: "" })).json;
  });
  afterAll(() => hearback.close());

  const operationOf = ({ path, method }: Route): Operation | undefined => document.paths[path]?.[method.toLowerCase()];

  it("is as the code is; if not, run npm run openapi", async () => {
    const { servers: _, ...served } = document;
    const made = openApiDocument([...ingestEndpoints, ...respondEndpoints, ...apiEndpoints]);
    expect(served).toEqual(JSON.parse(JSON.stringify(made)));
  });

  it("is of version 3.1, for everybody, and says where it is served", async () => {
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      info: { title: "Hearback", version: expect.any(String) },
      servers: [{ url: hearback.url }],
    });
    expect((await hearback.call("HEAD", "/v1/openapi.json", { key: "" })).status).toBe(200);
  });

  it("has every route and no other", () => {
    const written = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(written.sort()).toEqual(everyRoute.map(([title]) => title).sort());
  });

  it.each(everyRoute)("describes %s: what it takes, what it answers and who may", (_, route) => {
    const operation = operationOf(route);
    expect(operation?.summary).toMatch(/^[A-Z].*\.$/);
    const inPath = operation?.parameters.filter((parameter) => parameter.in === "path") ?? [];
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(route.path.match(/\{[^}]+\}/g) ?? []);
    for (const { required } of inPath) expect(required).toBe(true);
    const isOpen = ["public", "page", "hook"].includes(route.access);
    expect(operation?.security).toEqual(isOpen ? undefined : [{ key: [] }]);
    expect(operation?.["x-scope"]).toBe(isOpen ? undefined : route.access);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(["default"]));
    for (const { description, content } of Object.values(operation?.responses ?? {})) {
      expect(description).toMatch(/\w/);
      for (const type of Object.keys(content)) {
        expect(["application/json", "application/problem+json", "text/csv", "text/html", "image/svg+xml"]).toContain(
          type,
        );
        expect(type === "text/html").toBe(route.access === "page");
      }
    }
    if (route.method === "PATCH") expect(operation?.requestBody?.content).toHaveProperty("application/json");
    if (route.method === "GET" || route.method === "DELETE") expect(operation).not.toHaveProperty("requestBody");
  });

  it("refers to nothing that is not in it", () => {
    const references = [...objectsIn(document)].flatMap(([path, { $ref }]) =>
      typeof $ref === "string" ? [{ path, $ref }] : [],
    );
    expect(references.length).toBeGreaterThan(0);
    for (const { path, $ref } of references) {
      expect($ref, path).toMatch(/^#\//);
      expect(resolve(document, $ref), `${path}: ${$ref}`).toBeDefined();
    }
  });

  it("holds schemas of JSON Schema 2020-12 only, and each compiles", () => {
    const types = ["object", "array", "string", "number", "integer", "boolean", "null"];
    for (const [path, object] of objectsIn(document)) {
      if (path.endsWith("/schema") && !("$ref" in object)) expect(() => z.fromJSONSchema(object), path).not.toThrow();
      const isSchema =
        !path.endsWith("/properties") && typeof object["type"] === "string" && !path.includes("securitySchemes");
      if (isSchema) expect(types, path).toContain(object["type"]);
      expect(object, path).not.toHaveProperty("nullable");
      const { required, properties } = object as { required?: unknown; properties?: Json };
      if (!Array.isArray(required) || !properties) continue;
      for (const name of required) expect(Object.keys(properties), path).toContain(name);
    }
  });

  it("would take and refuse what the API takes and refuses", async () => {
    const bodyOf = (route: Route) => {
      const schema = operationOf(route)?.requestBody?.content["application/json"]?.schema;
      return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    };
    const bodies: [Route, unknown][] = [
      [routes.recordInteraction, { type: "a", customer: { id: "c" } }],
      [routes.recordInteraction, { type: "a", customer: { id: "c" }, colour: "red" }],
      [routes.recordInteraction, { type: "", customer: { id: "c" } }],
      [routes.recordInteraction, { customer: { id: "c" } }],
      [routes.recordInteraction, { type: "a", customer: { id: "c" }, send: { via: "pigeon" } }],
      [routes.createSurvey, { name: "a", kind: "nps" }],
      [routes.createSurvey, { name: "a", kind: "nps", question: { en: "b?" }, mail: {} }],
      [routes.createSurvey, { name: "a", kind: "quiz" }],
      [routes.createSurvey, { name: "a" }],
      [routes.createSurvey, { name: "a", kind: "custom", scale: { min: 1, max: 3, labels: { "1": { en: "b" } } } }],
      [routes.createSurvey, { name: "a", kind: "custom", scale: { min: 1 } }],
      [routes.createSurvey, { name: "a", kind: "nps", followUps: [{ id: "q", type: "text", ask: { en: "b?" } }] }],
      [routes.createSurvey, { name: "a", kind: "nps", followUps: [{ id: "Q", type: "text", ask: { en: "b?" } }] }],
      [routes.createSurvey, { name: "a", kind: "nps", followUps: [{ id: "q", type: "quiz", ask: { en: "b?" } }] }],
      [routes.importSurvey, { hearback: "survey/1", name: "a", kind: "nps" }],
      [routes.importSurvey, { hearback: "survey/2", name: "a", kind: "nps" }],
      [routes.importSurvey, { name: "a", kind: "nps" }],
      [routes.changeWorkspace, { brand: { name: "a", accentColour: "#FFF" } }],
      [routes.changeWorkspace, { brand: { colour: "#FFF" } }],
      [routes.cancelInvitations, { customer: { id: "c" } }],
      [routes.cancelInvitations, { customer: { id: "c", name: "Jo" } }],
      [routes.cancelInvitations, { survey: "srv_00000000000" }],
      [routes.createKey, { name: "a", scopes: ["read"] }],
      [routes.createKey, { name: "a", scopes: [] }],
      [routes.createKey, { name: "a", scopes: ["root"] }],
      [routes.changeWorkspace, { replyTo: null }],
      [routes.changeWorkspace, { name: null }],
      [routes.changeWorkspace, {}],
    ];
    for (const [route, body] of bodies) {
      const { status } = await hearback.call(route.method, route.path, { body });
      expect(bodyOf(route).safeParse(body).success, `${route.path} ${JSON.stringify(body)}`).toBe(status < 300);
    }
  });
});
