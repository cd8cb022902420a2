/** Requests to an operation of the document: right ones as it describes them, and ones with one part that is wrong. */
import fc from "fast-check";
import type { Route } from "../../functions/routes.ts";
import { type Document, type Json, operationOf, resolve } from "../http/document.ts";
import { type Body, needlessBody, rightBody, wrongBody } from "./bodies.ts";
import { knownId } from "./known.ts";
import { nastyText } from "./nasty.ts";
import { valuesOf } from "./schema-values.ts";

/** Texts may hold places for what is known only when it is sent. */
export interface FuzzRequest {
  readonly method: string;
  /** A value for each name in braces of the route's path, as it stands in the address. */
  readonly inPath: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | undefined;
}

type Parts = { [Part in keyof FuzzRequest]: fc.Arbitrary<FuzzRequest[Part]> };
type Parameter = { name: string; in: string; required: boolean; schema: Json };

export function requestsTo(route: Route, document: Document): fc.Arbitrary<FuzzRequest> {
  const { parameters: listed, requestBody } = operationOf(document, route);
  const parameters = listed.map(({ $ref, ...one }) => ($ref ? (resolve(document, $ref) as Parameter) : one));
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, given]) => {
    const right = rightBody(type, given, document);
    return { right, wrong: wrongBody(type, right) };
  });
  const right: Parts = {
    method: fc.constant(route.method),
    inPath: inPath(route, parameters, existing),
    query: rightQuery(route, parameters, document),
    headers: rightHeaders(parameters, document),
    body: bodies.length === 0 ? fc.constant(undefined) : fc.oneof(...bodies.map((one) => one.right)),
  };
  const wrong: (Partial<Parts> & { weight: number })[] = [
    { weight: 2, query: wrongQuery(parameters) },
    { weight: 2, headers: wrongHeaders },
    ...(route.path.includes("{") ? [{ weight: 2, inPath: inPath(route, parameters, nasty) }] : []),
    ...(bodies.length > 0 ? [{ weight: 6, body: fc.oneof(...bodies.map((one) => one.wrong)) }] : []),
    ...(bodies.length > 0 ? [{ weight: 1, body: fc.constant(undefined) }] : []),
    ...(bodies.length === 0 && route.method !== "GET" ? [{ weight: 1, body: needlessBody }] : []),
    ...(route.method === "GET" ? [{ weight: 1, method: fc.constant("HEAD") }] : []),
  ];
  return fc.oneof(
    { weight: 12, arbitrary: fc.record(right) },
    ...wrong.map(({ weight, ...parts }) => ({
      weight,
      arbitrary: fc.record({ ...right, ...parts }) as fc.Arbitrary<FuzzRequest>,
    })),
  );
}

/** What a path's parameter names; all are called id. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  "/v1/interactions": ["int"],
  "/v1/invitations": ["inv"],
  "/v1/customers": ["cus"],
  "/v1/responses": ["rsp", "qua"],
  "/v1/surveys": ["srv"],
  "/v1/suppressions": ["sup"],
  "/v1/sources": ["src"],
  "/v1/hooks": ["src"],
  "/v1/keys": ["key"],
  "/v1/goals": ["goal"],
  "/v1/kpis": ["kpi"],
  "/s": ["/s"],
  "/u": ["/u"],
  versions: ["version"],
};

type PartOfPath = (kinds: readonly string[]) => fc.Arbitrary<string>;

function inPath({ path }: Route, parameters: readonly Parameter[], make: PartOfPath): Parts["inPath"] {
  const named = parameters.filter((one) => one.in === "path");
  const parts = named.map(({ name }) => {
    const before = path.slice(0, path.indexOf(`/{${name}}`));
    const found = kinds[before] ?? kinds[before.slice(before.lastIndexOf("/") + 1)];
    if (!found) throw new Error(`Teach the fuzz what {${name}} of ${path} is.`);
    return [name, make(found)] as const;
  });
  return fc.record(Object.fromEntries(parts));
}

const existing: PartOfPath = (wanted) => fc.oneof(...wanted.map(knownId));

const nasty: PartOfPath = (wanted) => {
  const known = existing(wanted);
  return fc.oneof(
    existing(wanted.map((kind) => `foreign ${kind}`)),
    existing(Object.values(kinds).flat()),
    known.map((id) => `${id}0`),
    fc.tuple(known, known).map(([a, b]) => `${a}%23${b}`),
    nastyText.filter((text) => text !== "").map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom(
      "%",
      "%ff",
      "%2F",
      "%00",
      "%c0%af",
      ".",
      "..%2f..",
      "email:jo%40example.com",
      "id:c-17",
      "id:",
      "email:",
    ),
  );
};

/** Where a query's name says what is meant. */
const byName: Readonly<Record<string, fc.Arbitrary<string>>> = {
  survey: knownId("srv"),
  customer: knownId("cus"),
  by: fc.constantFrom("agent", "channel", "version", "survey", "channel,agent", "agent,locale"),
  segment: fc.constantFrom("agent:a-7", "channel:chat", "type:ticket.solved", "locale:none"),
};

function rightQuery({ path }: Route, parameters: readonly Parameter[], document: Document): Parts["query"] {
  const inQuery = parameters.filter((one) => one.in === "query");
  const valueFor = ({ name, schema }: Parameter): fc.Arbitrary<string> => {
    if (name === "cursor") return knownId(`cursor of ${path}`);
    const made = valuesOf(schema, { document }).map(String);
    const meant = byName[name];
    return meant === undefined ? made : fc.oneof({ weight: 5, arbitrary: meant }, { weight: 1, arbitrary: made });
  };
  const pairsOf = (some: readonly Parameter[]) =>
    fc.tuple(...some.map((one) => valueFor(one).map((value) => [one.name, value] as const)));
  const optional = inQuery.filter(({ required }) => !required);
  const required = inQuery.filter((one) => one.required);
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, 3) })
    .chain((some) => pairsOf([...required, ...some]));
}

function wrongQuery(parameters: readonly Parameter[]): Parts["query"] {
  const names = parameters.filter((one) => one.in === "query").map(({ name }) => name);
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names, "limit") },
    { weight: 1, arbitrary: nastyText },
  );
  const foreign = fc.constantFrom("foreign srv", "foreign cus", "foreign cursor", "srv", "cus").chain(knownId);
  const value = fc.oneof(nastyText, foreign, fc.constantFrom("0", "-1", "201", "7", "2026-02-30", "agent:a", "true"));
  return fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 4 });
}

function rightHeaders(parameters: readonly Parameter[], document: Document): Parts["headers"] {
  const named = parameters.filter((one) => one.in === "header");
  const headers = Object.fromEntries(named.map(({ name, schema }) => [name, valuesOf(schema, { document })]));
  const all = fc.record(headers as Record<string, fc.Arbitrary<string>>);
  // Seldom: a short key is soon one that came with another request before.
  return fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: all });
}

const latin = (text: string): string => text.replace(/[^\x20-\x7e\xa0-\xff]/g, "");

const wrongHeaders: Parts["headers"] = fc.oneof(
  knownId("key of fewer scopes").map((key): FuzzRequest["headers"] => ({ authorization: `Bearer ${key}` })),
  nastyText.map((text): FuzzRequest["headers"] => ({ "idempotency-key": latin(text) })),
  nastyText.map((text): FuzzRequest["headers"] => ({ authorization: latin(`Bearer ${text.slice(0, 500)}`) })),
  nastyText.map((text): FuzzRequest["headers"] => ({ accept: latin(text), "accept-language": latin(text) })),
  fc.constantFrom<FuzzRequest["headers"]>(
    { "idempotency-key": "é" },
    { "idempotency-key": "a".repeat(201) },
    { "idempotency-key": "one" },
    { authorization: "" },
    { authorization: "Basic YTpi" },
    { authorization: "Bearer hb_test_00000000000000000000000000000000" },
    { authorization: `Bearer hb_live_${"z".repeat(22)}_${"z".repeat(43)}` },
    { accept: "text/csv" },
    { accept: "text/csv;q=0, application/json;q=2" },
    { accept: "application/xml" },
    { "accept-language": "xx-Klingon;q=9, *;q=-1" },
    { "x-http-method-override": "DELETE" },
    { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
    { "x-hearback-key": "0123456789abcdef" },
    { "user-agent": "" },
    { range: "bytes=0-0", "if-none-match": "*" },
  ),
);
