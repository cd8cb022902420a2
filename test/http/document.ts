/** The OpenAPI document as callers read it. */
import * as z from "zod";
import type { Route } from "../../functions/routes.ts";

export type Json = Record<string, unknown>;

export interface Content {
  readonly schema: Json;
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security?: readonly Record<string, readonly string[]>[];
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Json; $ref?: string }[];
  readonly requestBody?: { readonly content: Record<string, Content> };
  readonly responses: Record<string, AnswerInWords>;
}

export interface AnswerInWords {
  readonly description?: string;
  readonly headers?: Json;
  readonly content?: Record<string, Content>;
  readonly $ref?: string;
}

export interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly tags: readonly { readonly name: string }[];
  readonly components: { readonly schemas: Record<string, Json>; readonly responses: Record<string, AnswerInWords> };
}

export function operationOf({ paths }: Document, { path, method }: Route): Operation {
  const operation = paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${method} ${path} is not documented.`);
  return operation;
}

/** Every object inside of a document, with the path to it. */
export function* objectsIn(value: unknown, path = "#"): Generator<[path: string, object: Json]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}/${key}`);
}

export const resolve = (document: unknown, reference: string): unknown =>
  reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>(
      (at, step) => (at as Json | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")],
      document,
    );

/** A schema with all that it refers to. */
export const schemaIn = (document: Document, schema: Json): z.ZodType =>
  z.fromJSONSchema({ ...withDefinitions(schema), $defs: definitionsOf(document).open });

/** What we answer today has no fields but those that are written down, though callers are to be ready for more. */
export const answerSchema = (document: Document, schema: Json): z.ZodType =>
  z.fromJSONSchema({ ...closed(withDefinitions(schema)), $defs: definitionsOf(document).closed });

type Definitions = Record<string, z.core.JSONSchema.JSONSchema>;

/** Of each document just once: schemas are many, and each takes all of them along. */
const known = new WeakMap<Document, { readonly open: Definitions; readonly closed: Definitions }>();

function definitionsOf(document: Document) {
  const before = known.get(document);
  if (before) return before;
  const open = withDefinitions(document.components.schemas) as Definitions;
  const made = { open, closed: closed(open) };
  known.set(document, made);
  return made;
}

const withDefinitions = <T>(schema: T): T =>
  JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"));

function closed<T>(schema: T): T {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed) as T;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOpen = inner["type"] === "object" && "properties" in inner && !("additionalProperties" in inner);
  return (isOpen ? { ...inner, additionalProperties: false } : inner) as T;
}
