import { createHash } from "node:crypto";
import { validate } from "@readme/openapi-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { nameOf, openApiDocument } from "../../bin/openapi/document.ts";
import examples from "../../bin/openapi/examples/examples.json" with { type: "json" };
import { referencePage } from "../../bin/openapi/reference/page.ts";
import { apiEndpoints } from "../../functions/api.ts";
import { Problem } from "../../functions/http/problem.ts";
import { ingestEndpoints } from "../../functions/ingest.ts";
import { respondEndpoints } from "../../functions/respond.ts";
import { type Route, routes } from "../../functions/routes.ts";
import type { Answer } from "../support/hearback.ts";
import { type ContractedHearback, everyRoute, startUnderContract } from "./contract.ts";
import { answerSchema, type Document, type Json, objectsIn, operationOf, resolve, schemaIn } from "./document.ts";

const endpoints = [...ingestEndpoints, ...respondEndpoints, ...apiEndpoints];

describe("the OpenAPI document", () => {
  let hearback: ContractedHearback;
  let document: Document & Json;
  beforeAll(async () => {
    hearback = await startUnderContract();
    document = (await hearback.call("GET", "/v1/openapi.json", { key: "" })).json;
  });
  afterAll(() => hearback.close());

  // What asks over HTTP comes first: what follows keeps the process busy for longer than a connection is kept.
  it("is of version 3.1, for everybody, and says where it is served", async () => {
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      info: { title: "Hearback", version: expect.any(String) },
      servers: [{ url: hearback.url }],
    });
    expect((await hearback.call("HEAD", "/v1/openapi.json", { key: "" })).status).toBe(200);
  });

  it("names in every answer's X-Request-Id the request, as a problem does", async () => {
    const { headers, json } = await hearback.call("GET", "/v1/workspace", { key: "" });
    expect(json.requestId).toBe(headers.get("x-request-id"));
  });

  it("would take and refuse what the API takes and refuses", async () => {
    const bodyOf = (route: Route) => {
      const { schema = {} } = operationOf(document, route).requestBody?.content["application/json"] ?? {};
      return schemaIn(document, schema);
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

  it("is as the code is; if not, run npm run openapi", async () => {
    const made = openApiDocument(endpoints, examples);
    expect({ ...document, servers: [{ url: "/" }] }).toEqual(JSON.parse(JSON.stringify(made)));
  });

  it("is valid by a validator that is not ours", async () => {
    const read: unknown = structuredClone(document);
    expect(await validate(read as Parameters<typeof validate>[0])).toMatchObject({ valid: true, warnings: [] });
  });

  it("has every route and no other", () => {
    const written = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(written.sort()).toEqual(everyRoute.map(([title]) => title).sort());
  });

  it.each(everyRoute)("describes %s: what it takes, what it answers and who may", (_, route, name) => {
    const operation = operationOf(document, route);
    expect(operation).toMatchObject({ operationId: name, summary: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(document.tags.map((tag) => tag.name)).toEqual(expect.arrayContaining([...operation.tags]));
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    expect(inPath.map((parameter) => `{${parameter.name}}`)).toEqual(route.path.match(/\{[^}]+\}/g) ?? []);
    for (const { required } of inPath) expect(required).toBe(true);
    const isOpen = ["public", "page", "hook"].includes(route.access);
    expect(operation.security).toEqual(isOpen ? undefined : [{ key: [route.access] }]);
    const statuses = Object.keys(operation.responses);
    expect(statuses).toContain("5XX");
    if (!isOpen) expect(statuses).toEqual(expect.arrayContaining(["401", "403", "429"]));
    for (const [status, given] of Object.entries(operation.responses)) {
      const answered = given.$ref === undefined ? given : (resolve(document, given.$ref) as typeof given);
      expect(answered.description).toMatch(/\w/);
      expect(answered.headers, status).toHaveProperty(["X-Request-Id"]);
      if (Number(status) < 400 && !isOpen) expect(answered.headers, status).toHaveProperty(["RateLimit"]);
      for (const type of Object.keys(answered.content ?? {})) expect(typesOf(route, status)).toContain(type);
    }
    if (route.method === "PATCH") expect(operation.requestBody?.content).toHaveProperty("application/json");
    if (route.method === "GET" || route.method === "DELETE") expect(operation).not.toHaveProperty("requestBody");
  });

  const typesOf = ({ access }: Route, status: string): string[] => {
    if (access === "page") return ["text/html"];
    if (Number(status) < 400) return ["application/json", "text/csv", "text/plain", "text/html", "image/svg+xml"];
    return ["application/problem+json"];
  };

  it.each(endpoints.map((one) => [nameOf(one), one] as const))(
    "has examples for %s that its own schemas and the document's take",
    (_, { definition: { route, body, returns } }) => {
      const { requestBody, responses } = operationOf(document, route);
      for (const [type, { schema, example }] of Object.entries(requestBody?.content ?? {})) {
        if (type === "*/*" || type === "text/csv") continue;
        expect(z.safeParse(body as z.core.$ZodType, example).error).toBeUndefined();
        expect(schemaIn(document, schema).safeParse(example).error).toBeUndefined();
      }
      for (const [status, { content = {} }] of Object.entries(responses)) {
        const { schema, example } = content["application/json"] ?? {};
        if (!schema || Number(status) >= 400) continue;
        expect(z.safeParse(returns[Number(status)] as z.core.$ZodType, example).error, status).toBeUndefined();
        expect(answerSchema(document, schema).safeParse(example).error, status).toBeUndefined();
      }
    },
  );

  it("has an example for each error, which is a problem of that status", () => {
    const { PageError: _, ...refused } = document.components.responses;
    for (const [name, { content }] of Object.entries(refused)) {
      const { example } = content?.["application/problem+json"] ?? {};
      expect(z.safeParse(Problem, example).error, name).toBeUndefined();
      expect(Object.entries(examples.problems)).toContainEqual([String((example as Problem).status), example]);
    }
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
    const all = [...objectsIn(document)].flatMap(([path, object]) => (path.endsWith("/schema") ? [object] : []));
    expect(() => schemaIn(document, { anyOf: all })).not.toThrow();
    const types = ["object", "array", "string", "number", "integer", "boolean", "null"];
    for (const [path, object] of objectsIn(document)) {
      const isSchema =
        !path.endsWith("/properties") && typeof object["type"] === "string" && !/securitySchemes|example/.test(path);
      if (isSchema) expect(types, path).toContain(object["type"]);
      expect(object, path).not.toHaveProperty("nullable");
      const { required, properties } = object as { required?: unknown; properties?: Json };
      if (!Array.isArray(required) || !properties) continue;
      for (const name of required) expect(Object.keys(properties), path).toContain(name);
    }
  });
});

describe("the reference page", () => {
  let hearback: ContractedHearback;
  let page: Answer;
  beforeAll(async () => {
    hearback = await startUnderContract();
    page = await hearback.call("GET", "/docs", { key: "" });
  });
  afterAll(() => hearback.close());

  it("is as the document is, with the address it is served at; if not, run npm run openapi", () => {
    const document = JSON.parse(JSON.stringify(openApiDocument(endpoints, examples)));
    const { lines } = referencePage(document, examples);
    expect(page.text).toBe(lines.join("\n").replaceAll("https://ask.example.com", hearback.url));
    expect(page.text).toContain(`curl &#39;${hearback.url}/v1/interactions&#39;`);
  });

  it("lets the browser load nothing and run nothing, and show just its own style", () => {
    const style = /<style>(.*?)<\/style>/s.exec(page.text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(page.text).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\sstyle=|url\(/);
  });

  it("has a place for every operation, and no link that leads nowhere", () => {
    const places = new Set([...page.text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    for (const [, , name] of everyRoute) expect(places).toContain(name);
    const links = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href);
    for (const href of links) {
      if (href.startsWith("#")) expect(places).toContain(href.slice(1));
      else expect(href).toBe("/v1/openapi.json");
    }
  });

  it("tells of a field what it is, its limits and its meaning", () => {
    const [, operation = ""] = page.text.split('<article id="recordInteraction"');
    const text = (operation.split("</article>")[0] ?? "").replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
    expect(text).toContain("type string required What happened, such as ticket.solved 1 to 100 characters");
    expect(text).toContain("Needs an API key with the scope ingest.");
  });
});
