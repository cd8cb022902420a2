/** A schema as a list of fields, each with its type, limits and what it means. What has a name is written out under that name. */
import { html } from "hono/html";
import { nameIn, type Schema } from "./described.ts";
import { inline } from "./prose-markup.ts";

export type Markup = ReturnType<typeof html>;

/** What is given says what must be there, what is answered what may not be. */
export type Direction = "given" | "answered";

export function schemaFields(schema: Schema, direction: Direction): Markup | "" {
  const { properties, anyOf, oneOf, items, additionalProperties } = schema;
  if (properties) {
    const required = new Set(schema.required);
    const each = Object.entries(properties).map(([name, inner]) =>
      field(name, inner, presence(required.has(name), direction), direction),
    );
    return each.length === 0 ? "" : html`<ul class="fields">${each}</ul>`;
  }
  const either = anyOf ?? oneOf;
  if (either?.some(hasFields)) return html`${either.map((one, at) => alternative(one, at, direction))}`;
  if (isSchema(items)) return schemaFields(items, direction);
  if (isSchema(additionalProperties)) return schemaFields(additionalProperties, direction);
  return "";
}

const presence = (isRequired: boolean, direction: Direction): Markup | "" => {
  if (direction === "answered") return isRequired ? "" : html`<span class="type">, may be absent</span>`;
  return isRequired ? html` <span class="required">required</span>` : "";
};

function field(name: string, schema: Schema, present: Markup | "", direction: Direction): Markup {
  const { description } = schema;
  const limits = limitsOf(schema);
  return html`<li><p><code class="name">${name}</code> <span class="type">${typeOf(schema)}</span>${present}</p>
${description === undefined ? "" : html`<p>${inline(description)}</p>\n`}${limits === "" ? "" : html`<p class="limits">${limits}</p>\n`}${schemaFields(schema, direction)}</li>
`;
}

const alternative = (schema: Schema, at: number, direction: Direction): Markup =>
  html`<p class="either">${at === 0 ? "Either" : "Or"}${schema.$ref === undefined && schema.properties ? "" : html` ${typeOf(schema)}`}</p>${schemaFields(schema, direction)}`;

const hasFields = ({ properties, $ref }: Schema): boolean => properties !== undefined || $ref !== undefined;

const isSchema = (schema: Schema | boolean | undefined): schema is Schema => typeof schema === "object";

export function typeOf(schema: Schema): Markup {
  const { $ref, anyOf, oneOf, items, prefixItems, additionalProperties, properties, type, format } = schema;
  if ($ref !== undefined) return html`<a href="#schema-${nameIn($ref)}">${nameIn($ref)}</a>`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  const either = anyOf ?? oneOf;
  if (either) return joined(distinct(either.map(typeOf)), " or ");
  const plain = [type ?? "any"].flat().join(" or ");
  if (schema.enum) return html`${plain}`;
  if (prefixItems) return html`[${joined(prefixItems.map(typeOf), ", ")}]`;
  if (isSchema(items)) return html`list of ${typeOf(items)}`;
  if (isSchema(additionalProperties) && !properties) return html`object, each ${typeOf(additionalProperties)}`;
  return html`${plain}${format === undefined ? "" : ` (${format})`}`;
}

const distinct = (types: readonly Markup[]): Markup[] => [...new Map(types.map((one) => [String(one), one])).values()];

const joined = (parts: readonly Markup[], between: string): Markup =>
  html`${parts.map((part, at) => html`${at === 0 ? "" : between}${part}`)}`;

/** A longer pattern is read by programs alone. */
const maxPatternLength = 60;

export function limitsOf(schema: Schema): Markup | "" {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, examples, items } = schema;
  const inItems = isSchema(items) ? items : undefined;
  const values = schema.enum ?? inItems?.enum;
  const said = [
    values &&
      html`one of ${joined(
        values.map((value) => html`<code>${value}</code>`),
        ", ",
      )}`,
    between(minLength, maxLength, "characters"),
    between(minimum, maximum, ""),
    between(minItems, maxItems, "items"),
    examples && html`such as <code>${examples[0]}</code>`,
    pattern !== undefined && pattern.length <= maxPatternLength && html`matches <code>${pattern}</code>`,
    schema.default !== undefined && html`default <code>${JSON.stringify(schema.default)}</code>`,
  ].filter((one) => one !== undefined && one !== false && one !== "");
  return said.length === 0 ? "" : joined(said as Markup[], "; ");
}

function between(least: number | undefined, most: number | undefined, what: string): Markup | undefined {
  if (least === undefined && most === undefined) return undefined;
  const range =
    least === undefined ? `at most ${most}` : most === undefined ? `at least ${least}` : `${least} to ${most}`;
  return html`${range}${what === "" ? "" : ` ${what}`}`;
}
