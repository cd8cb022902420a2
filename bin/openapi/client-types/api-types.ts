/**
 * The types of the client, made of the API's document: plain TypeScript with the document's own words as comments, so that
 * whoever installs the client needs neither zod nor this repository to read them.
 */
import { type Direction, isObject, type Schema, typeText, withComment } from "./type-text.ts";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export function apiTypes({ paths, components: { schemas } }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    isForPrograms(path) ? Object.values(methods) : [],
  );
  const sent = reachable(operations.flatMap(bodyOf), schemas);
  const answered = reachable(operations.flatMap(answersOf), schemas);
  const declared = Object.entries(schemas)
    .filter(([name]) => sent.has(name) || answered.has(name))
    .map(([name, schema]) => declaration(name, typeText(schema, sent.has(name) ? "input" : "output")));
  const members = operations.map((operation) => memberOf(operation));
  return [
    "/** Made by `npm run openapi` of the API's document. */",
    "export interface Page<T> {\n  items: T[];\n  /** Of the next page; the last one has none. */\n  nextCursor?: string;\n}",
    ...declared,
    ...members.flatMap(({ declarations }) => declarations),
    `export interface Api {\n${members.map(({ text }) => text).join("\n")}\n}\n`,
  ].join("\n\n");
}

/** Pages are for people and hooks for other senders. */
export const isForPrograms = (path: string): boolean => path.startsWith("/v1/") && !path.startsWith("/v1/hooks/");

const bodyOf = ({ requestBody }: Operation): Schema[] => jsonOf(requestBody?.content);

const answersOf = ({ responses }: Operation): Schema[] =>
  Object.entries(responses).flatMap(([status, { content }]) => (status.startsWith("2") ? jsonOf(content) : []));

const jsonOf = (content: Content = {}): Schema[] => {
  const { "application/json": json } = content;
  return json ? [json.schema] : [];
};

/** The names of all that some schemas refer to, themselves or by what they refer to. */
function reachable(from: readonly Schema[], schemas: Document["components"]["schemas"]): Set<string> {
  const found = new Set<string>();
  const follow = (schema: unknown): void => {
    for (const [, name = ""] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      follow(schemas[name]);
    }
  };
  follow(from);
  return found;
}

interface Member {
  readonly text: string;
  /** Of what the document has no name for. */
  readonly declarations: readonly string[];
}

function memberOf(operation: Operation): Member {
  const { operationId, summary, parameters = [], requestBody } = operation;
  const noun = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  const declarations: string[] = [];
  const named = (name: string, text: string): string => {
    if (!text.includes("\n")) return text;
    declarations.push(declaration(name, text));
    return name;
  };
  const lines: string[] = [];
  const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => JSON.stringify(name));
  if (inPath.length > 0) lines.push(`params: ${inPath.join(" | ")};`);
  const query = queryOf(parameters);
  if (query)
    lines.push(`query${query.required?.length ? "" : "?"}: ${named(`${noun}Query`, typeText(query, "query"))};`);
  const [body] = bodyOf(operation);
  if (body) lines.push(`body${requestBody?.required ? "" : "?"}: ${named(`${noun}Body`, typeText(body, "input"))};`);
  const results = answersOf(operation).map((schema) => resultText(schema, (text) => named(`${noun}Result`, text)));
  lines.push(`result: ${[...new Set(results)].join(" | ") || "string"};`);
  const text = withComment(summary, `${operationId}: {\n${lines.map((line) => `  ${line}\n`).join("")}};`, "  ");
  return { text, declarations };
}

function queryOf(parameters: readonly Parameter[]): Schema | undefined {
  const own = parameters.filter((parameter) => parameter.in === "query");
  if (own.length === 0) return undefined;
  return {
    type: "object",
    properties: Object.fromEntries(
      own.map(({ name, description, schema }) => [
        name,
        { ...schema, ...(description !== undefined && { description }) },
      ]),
    ),
    required: own.flatMap(({ name, required }) => (required ? [name] : [])),
  };
}

/** A page is told apart by its items, and has a type that all pages share. */
function resultText(schema: Schema, named: (text: string) => string): string {
  const { items, nextCursor } = schema.properties ?? {};
  const direction: Direction = "output";
  if (!nextCursor || !items?.items) return named(typeText(schema, direction));
  return `Page<${named(typeText(items.items, direction))}>`;
}

const declaration = (name: string, text: string): string =>
  isObject(text) ? `export interface ${name} ${text}` : `export type ${name} = ${text};`;
