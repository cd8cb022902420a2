/**
 * Schemas that are written out wherever they are used, taken out and referred to by name. Endpoints build their schemas of each
 * other, so that equal ones are one: what occurs twice in the tree of what is left gets a name of where it stands.
 */
export type Schema = { readonly [keyword: string]: unknown } | boolean;
type SchemaObject = Exclude<Schema, boolean>;

export interface Placed {
  readonly schema: Schema;
  /** What stands here: `Survey`, `Surveys`. */
  readonly noun: string;
  /** For the case that another has that name: `ExportSurveyResult`. */
  readonly operation: string;
  readonly isInput: boolean;
  /** What the noun means by itself, and whatever else stands under it has another name. */
  readonly isMeant: boolean;
}

export interface Hoisted {
  readonly components: Readonly<Record<string, Schema>>;
  /** The same schema with references in it. */
  refer(schema: Schema): Schema;
}

interface Shared {
  readonly bare: SchemaObject;
  readonly names: readonly string[];
  uses: number;
}

export function hoistSchemas(places: readonly Placed[]): Hoisted {
  const found = new Map<string, Shared>();
  for (const { schema, noun, operation, isInput } of places) count(schema, { path: [noun], operation, isInput }, found);

  const names = new Map<string, string>();
  for (const { schema, noun, isMeant } of places) {
    const key = keyOf(schema);
    if (isMeant && !names.has(key) && isWorthAName(schema)) names.set(key, noun);
  }
  for (const [key, { bare, uses, names: wanted }] of found) {
    if (uses > 1 && !names.has(key) && isWorthAName(bare)) names.set(key, freeName(wanted, new Set(names.values())));
  }
  const refer = (schema: Schema): Schema => {
    if (typeof schema === "boolean") return schema;
    const name = names.get(keyOf(schema));
    if (name === undefined) return mapInner(schema, refer);
    const { description } = schema;
    return { $ref: `#/components/schemas/${name}`, ...(description !== undefined && { description }) };
  };
  const named = [...names].map(([key, name]): [string, Schema] => [name, mapInner(found.get(key)?.bare ?? {}, refer)]);
  return { components: Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1))), refer };
}

/** A text or number says as much as a reference to it would, and of a list it is what it holds that has a name. */
const isWorthAName = (schema: Schema): boolean =>
  typeof schema === "object" &&
  JSON.stringify(schema).length > 120 &&
  ["properties", "anyOf", "oneOf"].some((keyword) => keyword in schema);

/** Equal but for what they mean where they stand. */
function keyOf(schema: Schema): string {
  if (typeof schema === "boolean") return String(schema);
  const { description: _, ...bare } = schema;
  return JSON.stringify(bare);
}

interface Place {
  readonly path: readonly string[];
  readonly operation: string;
  readonly isInput: boolean;
}

/** What is inside of something that can have a name is counted already where that is known. */
function count(schema: Schema, place: Place, found: Map<string, Shared>): void {
  if (typeof schema === "boolean") return;
  const { description: _, ...bare } = schema;
  const key = keyOf(schema);
  const known = found.get(key);
  if (known) {
    known.uses += 1;
    if (isWorthAName(bare)) return;
  } else {
    found.set(key, { bare, names: namesFor(place), uses: 1 });
  }
  for (const [inner, step] of innerOf(schema)) count(inner, { ...place, path: stepInto(place.path, step) }, found);
}

/** One of several is what they are, in the singular. */
function stepInto(path: readonly string[], step: string | typeof each): readonly string[] {
  if (step === "") return path;
  return step === each ? [...path.slice(0, -1), singular(path.at(-1) ?? "")] : [...path, step];
}

/** From the shortest name to one with all of the path in it. */
function namesFor({ path, operation, isInput }: Place): readonly string[] {
  const words = path.map(pascal);
  const names = words
    .map((_, at) => words.slice(words.length - 1 - at).join(""))
    .filter((name) => /^[A-Z]\w\w/.test(name));
  const ofOperation = pascal(operation) + words.slice(1).join("");
  if (isInput) return [...names, ofOperation].map((name) => `${name}Input`);
  return [...names, words.length > 1 ? ofOperation : `${ofOperation}Result`];
}

function freeName(wanted: readonly string[], taken: ReadonlySet<string>): string {
  const free = wanted.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) {
    const name = `${wanted.at(-1)}${number}`;
    if (!taken.has(name)) return name;
  }
}

const pascal = (text: string): string =>
  text.replace(/(?:^|[^A-Za-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const singular = (text: string): string => text.replace(/ies$/, "y").replace(/([^s])s$/, "$1");

/** Each schema in a schema, with the word for where it stands; none for what has its parent's. */
function innerOf(schema: SchemaObject): [inner: Schema, step: string | typeof each][] {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  return [
    ...properties.map(([name, inner]): [Schema, string] => [inner, name === "items" ? "" : name]),
    ...single.flatMap((keyword): [Schema, string | typeof each][] =>
      keyword in schema ? [[schema[keyword] as Schema, keyword === "not" ? "" : each]] : [],
    ),
    ...several.flatMap((keyword) =>
      ((schema[keyword] ?? []) as Schema[]).map((inner): [Schema, string] => [inner, kindOf(inner) ?? ""]),
    ),
  ];
}

const each = Symbol("each");
const single = ["items", "additionalProperties", "propertyNames", "not"];
const several = ["anyOf", "oneOf", "allOf", "prefixItems"];

/** What tells one alternative from the others. */
function kindOf(schema: Schema): string | undefined {
  if (typeof schema === "boolean") return undefined;
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, SchemaObject>);
  const constant = properties.map(([, { const: value }]) => value).find((value) => typeof value === "string");
  return constant ?? (properties.length === 1 ? properties[0]?.[0] : undefined);
}

function mapInner(schema: SchemaObject, change: (inner: Schema) => Schema): SchemaObject {
  const changed: Record<string, unknown> = { ...schema };
  const { properties } = schema as { properties?: Record<string, Schema> };
  if (properties)
    changed["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, change(inner)]),
    );
  for (const keyword of single) if (keyword in schema) changed[keyword] = change(schema[keyword] as Schema);
  for (const keyword of several)
    if (keyword in schema) changed[keyword] = (schema[keyword] as Schema[]).map((inner) => change(inner));
  return changed;
}
