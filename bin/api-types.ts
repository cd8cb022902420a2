/**
 * The types of the client, made of the endpoints' own schemas: plain TypeScript with the schemas' own words as comments, so
 * that whoever installs the client needs neither zod nor this repository to read them.
 */
import * as z from "zod/mini";
import { isOptional } from "../functions/http/check-value.ts";
import type { Endpoint } from "../functions/http/endpoint.ts";
import { type Route, routes } from "../functions/routes.ts";
import { type Direction, isObject, type Schema, typeText, withComment } from "./type-text.ts";

export function apiTypes(endpoints: readonly Endpoint[]): string {
  const declared = new Declarations();
  const calls = callsOf(endpoints);
  // What is read one by one has the shortest name, whichever route comes first.
  const named = calls.toSorted((a, b) => Number(isRead(b)) - Number(isRead(a)));
  const members = new Map(named.map((call) => [call.name, memberOf(call, declared)]));
  const api = calls.map(({ name }) => members.get(name)).join("\n");
  return `/** Made by \`npm run client:types\` of the endpoints' schemas. */\n\n${declared.text()}export interface Api {\n${api}\n}\n`;
}

interface Call {
  readonly name: string;
  readonly endpoint: Endpoint;
}

/** Pages are for people and hooks for other senders. */
export const isForPrograms = ({ access, path }: Route): boolean =>
  access !== "page" && path.startsWith("/v1/") && !path.startsWith("/v1/hooks/");

function callsOf(endpoints: readonly Endpoint[]): Call[] {
  const nameOf = new Map<Route, string>(Object.entries(routes).map(([name, route]) => [route, name]));
  return endpoints.flatMap((endpoint) => {
    const { route } = endpoint.definition;
    const name = nameOf.get(route);
    return name === undefined || !isForPrograms(route) ? [] : [{ name, endpoint }];
  });
}

const isRead = ({ name }: Call): boolean => name.startsWith("get");

function memberOf({ name, endpoint: { definition } }: Call, declared: Declarations): string {
  const { route, summary, body, query, returns, mediaType } = definition;
  const noun = name.charAt(0).toUpperCase() + name.slice(1);
  const lines: string[] = [];
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `"${parameter}"`);
  if (parameters.length > 0) lines.push(`params: ${parameters.join(" | ")};`);
  if (query) {
    const schema = jsonSchema(query, "input");
    const mark = (schema.required ?? []).length > 0 ? "" : "?";
    lines.push(`query${mark}: ${declared.name(queryName(noun, schema), typeText(schema, "query"))};`);
  }
  if (body) {
    const text = typeText(jsonSchema(body, "input"), "input");
    lines.push(`body${isOptional(body) ? "?" : ""}: ${declared.name(`${noun}Body`, text)};`);
  }
  const results = Object.values(returns).map((schema) =>
    mediaType === undefined ? resultName(name, jsonSchema(schema, "output"), declared) : "string",
  );
  lines.push(`result: ${[...new Set(results)].join(" | ")};`);
  return withComment(summary, `${name}: {\n${lines.map((line) => `  ${line}\n`).join("")}};`, "  ");
}

const queryName = (noun: string, { properties = {} }: Schema): string =>
  Object.keys(properties).join() === "limit,cursor" ? "PageQuery" : `${noun}Query`;

/** A page is told apart by its items, which have a name of their own. */
function resultName(name: string, schema: Schema, declared: Declarations): string {
  const items = schema.properties?.["items"]?.items;
  if (name.startsWith("list") && typeof items === "object" && schema.properties?.["nextCursor"]) {
    const item = declared.name(`Listed${singular(name.slice(4))}`, typeText(items, "output"));
    return `Page<${item}>`;
  }
  const noun = name.startsWith("get") ? name.slice(3) : `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`;
  return declared.name(noun, typeText(schema, "output"));
}

const singular = (plural: string): string => plural.replace(/ies$/, "y").replace(/s$/, "");

const jsonSchema = (schema: z.core.$ZodType, io: Exclude<Direction, "query">): Schema =>
  z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema;

/** Types by what they say: two of the same text are one, under the name that came first. */
class Declarations {
  readonly #names = new Map<string, string>([
    ["{\n  items: T[];\n  /** Of the next page; the last one has none. */\n  nextCursor?: string;\n}", "Page<T>"],
  ]);

  name(wanted: string, text: string): string {
    if (!text.includes("\n")) return text;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, wanted);
    return wanted;
  }

  text(): string {
    return [...this.#names]
      .map(([text, name]) => (isObject(text) ? `export interface ${name} ${text}` : `export type ${name} = ${text};`))
      .map((declaration) => `${declaration}\n\n`)
      .join("");
  }
}
