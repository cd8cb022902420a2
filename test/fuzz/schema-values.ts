/**
 * Values that a JSON schema of the document describes, those at its limits among them. Made here and not by a library: those
 * for fast-check are first tries (0.0.x), and json-schema-faker's values cannot be shrunk. It knows the keywords that the
 * document uses and fails at others, so that none is passed over.
 */
import fc from "fast-check";
import { type Document, type Json, resolve } from "../http/document.ts";
import { knownId } from "./known.ts";

type Values = fc.Arbitrary<unknown>;

export interface Wanted {
  readonly document: Document;
  /** What the document shows for this place, if it does: most texts have a meaning that no schema tells. */
  readonly example?: unknown;
}

export function valuesOf(schema: Json, { document, example }: Wanted): Values {
  const { $ref, examples } = schema as { $ref?: string; examples?: unknown[] };
  if ($ref !== undefined) return valuesOf(resolve(document, $ref) as Json, { document, example });
  const shown = example === undefined ? (examples ?? []) : [example, ...(examples ?? [])];
  const made = make(schema, { document, example });
  if (shown.length === 0) return made;
  // What has an example of its own is written in a way that no keyword tells.
  return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...shown) }, { weight: examples ? 1 : 15, arbitrary: made });
}

function make(schema: Json, wanted: Wanted): Values {
  const unknown = Object.keys(schema).find((keyword) => !keywords.has(keyword));
  if (unknown !== undefined) throw new Error(`Teach the fuzz the keyword ${unknown}: ${JSON.stringify(schema)}`);
  if ("const" in schema) return fc.constant(schema["const"]);
  if (schema["enum"]) return fc.constantFrom(...(schema["enum"] as unknown[]));
  const either = (schema["anyOf"] ?? schema["oneOf"]) as Json[] | undefined;
  if (either) return fc.oneof(...either.map((one) => valuesOf(one, wanted)));
  switch (schema["type"]) {
    case "string":
      return texts(schema);
    case "integer":
    case "number":
      return numbers(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return lists(schema, wanted);
    case "object":
      return objects(schema, wanted);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const keywords = new Set(
  (
    "type const enum anyOf oneOf properties required additionalProperties propertyNames items prefixItems minItems maxItems " +
    "minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum default description examples not"
  ).split(" "),
);

/** Of the years in which nothing is ahead of us. */
const times = fc.date({ min: new Date("2020-01-01"), max: new Date("2026-11-01"), noInvalidDate: true });

function texts({ pattern, format, minLength = 0, maxLength = 40 }: Json): Values {
  if (format === "date-time") return times.map((time) => time.toISOString());
  if (format === "date") return times.map((time) => time.toISOString().slice(0, 10));
  if (typeof pattern === "string") return fc.oneof(...knownIdsLike(pattern), fc.stringMatching(new RegExp(pattern)));
  const [least, most] = [minLength as number, maxLength as number];
  const usual = { minLength: least, maxLength: Math.min(most, 40) };
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ ...usual, unit: "grapheme-ascii" }) },
    // A grapheme is several characters of the length that the schema limits.
    { weight: 2, arbitrary: fc.string({ ...usual, unit: "grapheme" }).map((text) => text.slice(0, most)) },
    { weight: 1, arbitrary: fc.constantFrom("x".repeat(least), "x".repeat(most)) },
  );
}

const knownIdsLike = (pattern: string): Values[] => {
  const [, prefix] = /^\^([a-z]{3})_\[/.exec(pattern) ?? [];
  return prefix === undefined ? [] : [knownId(prefix), knownId(prefix)];
};

function numbers({ type, minimum, maximum }: Json): Values {
  const [least, most] = [(minimum as number) ?? -1000, (maximum as number) ?? 1000];
  const between =
    type === "integer" ? fc.integer({ min: least, max: most }) : fc.double({ min: least, max: most, noNaN: true });
  return fc.oneof({ weight: 3, arbitrary: between }, { weight: 1, arbitrary: fc.constantFrom(least, most) });
}

function lists({ items, prefixItems, minItems = 0, maxItems = 4 }: Json, { document, example }: Wanted): Values {
  if (prefixItems) return fc.tuple(...(prefixItems as Json[]).map((one) => valuesOf(one, { document })));
  const shown = Array.isArray(example) && example.length > 0 ? example : [undefined];
  const each = fc.oneof(...shown.map((one) => valuesOf((items ?? {}) as Json, { document, example: one })));
  const [least, most] = [minItems as number, maxItems as number];
  return fc.array(each, { minLength: least, maxLength: Math.max(least, Math.min(most, 4)) });
}

function objects(schema: Json, { document, example }: Wanted): Values {
  const {
    properties = {},
    required = [],
    additionalProperties,
    propertyNames,
  } = schema as {
    properties?: Record<string, Json>;
    required?: string[];
    additionalProperties?: Json | boolean;
    propertyNames?: Json;
  };
  const shown = (example ?? {}) as Json;
  if (typeof additionalProperties === "object") {
    const names = Object.keys(shown);
    const name = propertyNames ? valuesOf(propertyNames, { document, example: names[0] }) : fc.string();
    const value = valuesOf(additionalProperties, { document, example: names[0] && shown[names[0]] });
    return fc.dictionary(name as fc.Arbitrary<string>, value, { maxKeys: 3, minKeys: 1 });
  }
  const possible = Object.entries(properties).filter(([, one]) => !("not" in one));
  const fields = possible.map(([name, one]) => [name, valuesOf(one, { document, example: shown[name] })] as const);
  const named = Object.fromEntries(fields);
  // With half of all that is optional there is mostly something that does not fit the rest.
  const optional = possible.map(([name]) => name).filter((name) => !required.includes(name));
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, 4) })
    .chain((chosen) =>
      fc.record(Object.fromEntries([...required, ...chosen].map((name) => [name, named[name] as Values]))),
    );
}
