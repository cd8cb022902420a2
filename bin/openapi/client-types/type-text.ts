/** A JSON schema of the API's document in the words of TypeScript. */

export interface Schema {
  /** To a component, which has a type of its own. */
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  /** Only of nothing, which is how zod writes never. */
  readonly not?: Schema;
}

/** What is given may be left out by giving undefined, and is not changed; the values of a query are texts on their way. */
export type Direction = "input" | "query" | "output";

export function typeText(schema: Schema, direction: Direction): string {
  const { $ref, type, const: only, enum: values, anyOf, oneOf } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf("/") + 1);
  if ("const" in schema) return JSON.stringify(only);
  if (values) return enumText(values, direction);
  if (schema.not) return "never";
  const either = anyOf ?? oneOf ?? (typeof type === "object" ? type.map((one) => ({ type: one })) : undefined);
  if (either) return [...new Set(either.map((one) => typeText(one, direction)))].join(" | ");
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return arrayText(schema, direction);
    case "object":
      return objectText(schema, direction);
    case undefined:
      return "unknown";
    default:
      throw new Error(`There is no word for the type ${type}.`);
  }
}

function enumText(values: readonly unknown[], direction: Direction): string {
  if (direction === "query" && String(values) === "true,false") return "boolean";
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

function arrayText({ items, prefixItems }: Schema, direction: Direction): string {
  const mark = direction === "output" ? "" : "readonly ";
  if (prefixItems) return `${mark}[${prefixItems.map((item) => typeText(item, direction)).join(", ")}]`;
  const item = items ? typeText(items, direction) : "unknown";
  return `${mark}${item.includes(" | ") && !isObject(item) ? `(${item})` : item}[]`;
}

/** Not several of them. */
export const isObject = (text: string): boolean => /^\{\n(?: .*\n)*\}$/.test(text);

function objectText(schema: Schema, direction: Direction): string {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const members = Object.entries(properties).map(([name, member]) => {
    const isRequired = required.includes(name);
    const orNot = isRequired || direction === "output" ? "" : " | undefined";
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    const text = `${key}${isRequired ? "" : "?"}: ${typeText(member, direction)}${orNot};`;
    return withComment(member.description, text, "  ");
  });
  if (members.length > 0) return `{\n${members.join("\n")}\n}`;
  const value = typeof additionalProperties === "object" ? typeText(additionalProperties, direction) : "unknown";
  const key = propertyNames?.enum ? enumText(propertyNames.enum, direction) : "string";
  const record = `Record<${key}, ${value}>`;
  return propertyNames?.enum && required.length === 0 ? `Partial<${record}>` : record;
}

export function withComment(comment: string | undefined, text: string, indent: string): string {
  const told = comment?.replaceAll("*/", "* /").split("\n") ?? [];
  const lines =
    told.length > 1 ? ["/**", ...told.map((line) => ` * ${line}`), " */"] : told.map((it) => `/** ${it} */`);
  return [...lines, ...text.split("\n")].map((line) => `${indent}${line}`).join("\n");
}
