/** DynamoDB expressions from plain data, so that a store says what changes under which condition and never writes syntax. */

/** Attribute path to what it must be: a value, one of several, a value or above, absent or below one, or undefined for "is not there". */
export type Condition = Readonly<Record<string, unknown>>;

export interface OneOf {
  readonly oneOf: readonly unknown[];
}

export interface AbsentOrBelow {
  readonly absentOrBelow: string | number;
}

export interface AtLeast {
  readonly atLeast: string | number;
}

/** What is added to a number, whatever has been added since it was read. */
export interface Plus {
  readonly plus: number;
}

/** A value that an attribute gets only where it has none. */
export interface IfAbsent {
  readonly ifAbsent: string | number;
}

/** What a list gets at its end, whatever has been put there since it was read. */
export interface Appended {
  readonly append: readonly unknown[];
}

/** Attribute path to its new value; undefined removes it. */
export type Changes = Readonly<Record<string, unknown>>;

export interface Expression {
  readonly text: string;
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
}

export function updateExpression(changes: Changes): Expression {
  const expression = new Builder("u");
  const entries = Object.entries(changes);
  const sets = entries.filter(([, value]) => value !== undefined);
  const removes = entries.filter(([, value]) => value === undefined);
  const parts = [
    ...(sets.length > 0 ? [`SET ${sets.map(([path, value]) => assignment(expression, path, value)).join(", ")}`] : []),
    ...(removes.length > 0 ? [`REMOVE ${removes.map(([path]) => expression.name(path)).join(", ")}`] : []),
  ];
  return expression.build(parts.join(" "));
}

function assignment(expression: Builder, path: string, value: unknown): string {
  const name = expression.name(path);
  if (isIfAbsent(value)) return `${name} = if_not_exists(${name}, ${expression.value(value.ifAbsent)})`;
  if (isPlus(value)) return `${name} = ${name} + ${expression.value(value.plus)}`;
  if (isAppended(value)) return `${name} = list_append(${name}, ${expression.value(value.append)})`;
  return `${name} = ${expression.value(value)}`;
}

export function conditionExpression(condition: Condition): Expression {
  const expression = new Builder("c");
  const parts = Object.entries(condition).map(([path, wanted]) => {
    const name = expression.name(path);
    if (wanted === undefined) return `attribute_not_exists(${name})`;
    if (isOneOf(wanted)) return `${name} IN (${wanted.oneOf.map((value) => expression.value(value)).join(", ")})`;
    if (isAbsentOrBelow(wanted))
      return `(attribute_not_exists(${name}) OR ${name} < ${expression.value(wanted.absentOrBelow)})`;
    if (isAtLeast(wanted)) return `${name} >= ${expression.value(wanted.atLeast)}`;
    return `${name} = ${expression.value(wanted)}`;
  });
  return expression.build(parts.join(" AND "));
}

/** Only these attributes of what is read. */
export function projectionExpression(attributes: readonly string[]): Omit<Expression, "values"> {
  const expression = new Builder("p");
  return expression.build(attributes.map((attribute) => expression.name(attribute)).join(", "));
}

const isOneOf = (wanted: unknown): wanted is OneOf =>
  typeof wanted === "object" && wanted !== null && "oneOf" in wanted;

const isAbsentOrBelow = (wanted: unknown): wanted is AbsentOrBelow =>
  typeof wanted === "object" && wanted !== null && "absentOrBelow" in wanted;

const isAtLeast = (wanted: unknown): wanted is AtLeast =>
  typeof wanted === "object" && wanted !== null && "atLeast" in wanted;

const isPlus = (value: unknown): value is Plus => typeof value === "object" && value !== null && "plus" in value;

const isIfAbsent = (value: unknown): value is IfAbsent =>
  typeof value === "object" && value !== null && "ifAbsent" in value;

const isAppended = (value: unknown): value is Appended =>
  typeof value === "object" && value !== null && "append" in value;

class Builder {
  readonly #prefix: string;
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, unknown> = {};

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Placeholders for a path such as `lastInvited.overall.at`. */
  name(path: string): string {
    const steps = path.split(".").map((step) => {
      const placeholder = `#${step.replace(/\W/g, "_")}`;
      this.#names[placeholder] = step;
      return placeholder;
    });
    return steps.join(".");
  }

  value(value: unknown): string {
    const placeholder = `:${this.#prefix}${Object.keys(this.#values).length}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  build(text: string): Expression {
    return { text, names: this.#names, values: this.#values };
  }
}
