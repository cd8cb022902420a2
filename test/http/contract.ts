/**
 * A whole Hearback whose every answer is held against the contract while a test uses it: never a 5xx, the security headers,
 * no cookie, JSON as the OpenAPI document promises it for that route and status, errors as problem+json in our words or as a page.
 */
import { expect } from "vitest";
import * as z from "zod";
import type { RateLimit } from "../../functions/domain/rate-limit.ts";
import { Problem } from "../../functions/http/problem.ts";
import { readCsv } from "../../functions/http/read-csv.ts";
import { type Route, routes } from "../../functions/routes.ts";
import {
  type Answer,
  type CallOptions,
  type PlantOptions,
  request,
  startHearback,
  type TestHearback,
} from "../support/hearback.ts";
import { answerSchema, type Document, operationOf } from "./document.ts";

export interface ContractedHearback extends TestHearback {
  /** Opens a page by its whole address, or sends any bytes there. */
  open(url: string, init?: RequestInit): Promise<Answer>;
  /** Posts a form, urlencoded unless it is a FormData. */
  submit(url: string, fields: Record<string, string> | FormData): Promise<Answer>;
  /** The commands that wrote to the table while something ran, but for bookkeeping about the caller. */
  writesDuring(work: () => Promise<unknown>): Promise<string[]>;
}

export async function startUnderContract(
  options: {
    plant?: PlantOptions;
    keyRateLimit?: RateLimit;
    on?: Pick<TestHearback, "tableName" | "seed" | "clock">;
  } = {},
): Promise<ContractedHearback> {
  const hearback = await startHearback(options);
  const document = await readDocument(hearback.url);
  const checked = async (method: string, path: string, asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    expectContract(document, method, path, answer);
    return answer;
  };
  const open = (url: string, init: RequestInit = {}): Promise<Answer> =>
    checked(init.method ?? "GET", new URL(url).pathname, request(url, init));
  return {
    ...hearback,
    call: (method: string, path: string, given?: CallOptions) =>
      checked(method, path.replace(/\?.*$/s, ""), hearback.call(method, path, given)),
    open,
    submit: (url, fields) =>
      open(url, { method: "POST", body: fields instanceof FormData ? fields : new URLSearchParams(fields) }),
    writesDuring: writeCounter(hearback.dynamodb),
  };
}

/** The routes with a title for `it.each`. */
export const everyRoute = (Object.entries(routes) as [RouteName, Route][]).map(
  ([name, route]): [title: string, route: Route, name: RouteName] => [`${route.method} ${route.path}`, route, name],
);

export type RouteName = keyof typeof routes;

/** What every answer carries, as docs "Links that scanners cannot vote with" lists it. */
export const promisedHeaders = {
  "cache-control": /no-store/,
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "referrer-policy": /^no-referrer$/,
  "strict-transport-security": /max-age=\d{8}/,
  "x-content-type-options": /^nosniff$/,
  "x-robots-tag": /noindex/,
  "x-request-id": /^\S+$/,
} as const;

/** An answer without what differs from request to request. */
export const shown = ({ status, json, text }: Answer): unknown => {
  const { requestId: _, ...rest } = json ?? {};
  return { status, body: json === undefined ? withoutNonces(text) : rest };
};

/** A page, or its policy, without what is made for each time it is served. */
export const withoutNonces = (text: string): string =>
  text.replace(/nonce-\w+|nonce="[^"]*"|name="nonce" value="[^"]*"|Reference: [\w-]+/g, "");

/** Paths of the faults a problem names; one place may have several. */
export const faultsOf = ({ json }: Answer): string[] =>
  [...new Set<string>((json?.errors ?? []).map(({ path }: { path: string }) => path))].sort();

function expectContract(document: Document, method: string, path: string, answer: Answer): void {
  const { status, headers, text } = answer;
  const about = `${method} ${path.slice(0, 200)} answered ${status}: ${text.slice(0, 400)}`;
  expect(status, about).toBeLessThan(500);
  for (const [name, promised] of Object.entries(promisedHeaders)) expect(headers.get(name), name).toMatch(promised);
  expect(headers.get("set-cookie"), about).toBeNull();

  const route = routeOf(method, path);
  if (route) expect(Object.keys(operationOf(document, route).responses), about).toContain(String(status));

  const type = headers.get("content-type") ?? "";
  if (method === "HEAD") expect(text).toBe("");
  else if (type === "application/problem+json") expectProblem(answer);
  else if (type.startsWith("text/html")) expect(text, about).toMatch(/^<!doctype html>\s*<html lang="\w/);
  else if (type === "image/svg+xml") expect(text, about).toMatch(/^<svg [^>]*role="img"[^>]*><title>\w/);
  else if (type.startsWith("text/csv")) expectTable(document, route, answer);
  else expectPromisedBody(document, route, answer, about);
}

/** Without a body only a page redirects; JSON is what the document promises. */
function expectPromisedBody(document: Document, route: Route | undefined, answer: Answer, about: string): void {
  const { status, headers, text, json } = answer;
  if (text === "") expect([route?.access, status], about).toEqual(["page", 303]);
  else {
    expect(headers.get("content-type"), about).toBe("application/json");
    expect(promisedSchema(document, route, status).safeParse(json).error?.issues, about).toBeUndefined();
  }
}

/** The columns that the document promises, in every row. */
function expectTable({ paths }: Document, route: Route | undefined, { headers, text }: Answer): void {
  const promised = route && paths[route.path]?.["get"]?.responses["200"]?.content?.["text/csv"];
  expect(promised).toBeDefined();
  const { header, rows } = readCsv(Buffer.from(text), Number.POSITIVE_INFINITY);
  expect(JSON.stringify(promised)).toContain(header.cells.join(", "));
  for (const { cells } of rows) expect(cells).toHaveLength(header.cells.length);
  expect(headers.get("vary")).toBe("accept");
}

/** Of the library that we validate with; callers read ours. */
const validatorWords = /\b(?:expected|received|invalid|unrecognized|regex|undefined|NaN)\b/i;

function expectProblem({ status, headers, json }: Answer): void {
  expect(z.strictObject(Problem.shape).safeParse(json).error?.issues).toBeUndefined();
  expect(status).toBeGreaterThanOrEqual(400);
  expect(json).toMatchObject({ status, requestId: headers.get("x-request-id") });
  expect(json.type).toMatch(/^urn:hearback:problem:[a-z_]+$/);
  // What is wrong, and then what to do.
  expect(json.detail).toMatch(/^[A-Z].*[:;.] \S.*[.…]$|^already_sending: /);
  for (const { message } of json.errors ?? []) {
    expect(message).toMatch(/^[a-z]/);
    expect(message).not.toMatch(validatorWords);
  }
}

function promisedSchema(document: Document, route: Route | undefined, status: number): z.ZodType {
  const name = `${route?.method} ${route?.path} ${status}`;
  const known = promisedSchemas.get(name);
  if (known) return known;
  const content = route && operationOf(document, route).responses[status]?.content;
  const { schema } = content?.["application/json"] ?? {};
  const promised = schema === undefined ? z.never({ error: "is not documented" }) : answerSchema(document, schema);
  promisedSchemas.set(name, promised);
  return promised;
}

/** By route and status; the document is the same for every system. */
const promisedSchemas = new Map<string, z.ZodType>();

/** The route a path belongs to, of which one without parameters comes first. */
const routeOf = (method: string, path: string): Route | undefined =>
  routesBySpecificity.find(
    (route) =>
      route.method === (method === "HEAD" ? "GET" : method) &&
      new RegExp(`^${route.path.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(path),
  );

const routesBySpecificity = Object.values<Route>(routes).sort(
  (a, b) => a.path.split("{").length - b.path.split("{").length,
);

const readDocument = async (url: string): Promise<Document> =>
  (await request(`${url}/v1/openapi.json`)).json as Document;

/** What is written now and then about the caller, whatever it asked for: how often it calls, and on which days. */
const isBookkeeping = (input: unknown): boolean => /"rate-bucket"|"lastUsedAt"/.test(JSON.stringify(input));

function writeCounter({ middlewareStack }: TestHearback["dynamodb"]): ContractedHearback["writesDuring"] {
  let written: string[] = [];
  middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const isWrite = /^(?:Put|Update|Delete|TransactWrite|BatchWrite)/.test(commandName ?? "");
        if (isWrite && !isBookkeeping(args.input)) written.push(commandName ?? "");
        return next(args);
      },
    { step: "initialize", name: "writeCounter" },
  );
  return async (work) => {
    written = [];
    await work();
    return written;
  };
}
