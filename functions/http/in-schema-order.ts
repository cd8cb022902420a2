/**
 * What is answered, with its fields in the order of their schema, and those of a record by name: the table gives the keys of a
 * map back in any order, and answers are read by people and compared line by line.
 */
import type * as z from "zod/mini";

type Schema = z.core.$ZodTypes;

export function inSchemaOrder(schema: z.core.$ZodType, value: unknown): unknown {
  const order = orders.get(schema) ?? new Order([schema as Schema]);
  orders.set(schema, order);
  return order.apply(value);
}

/** Read from a schema once, and of it no more than was answered. */
const orders = new WeakMap<z.core.$ZodType, Order>();

class Order {
  readonly #bare: readonly Schema[];
  readonly #fields: readonly string[];
  readonly #inner = new Map<string | typeof each, Order>();

  /** Of what may be any of them. */
  constructor(schemas: readonly Schema[]) {
    this.#bare = schemas.flatMap(alternatives);
    const shapes = this.#bare.flatMap(({ _zod: { def } }) => (def.type === "object" ? Object.keys(def.shape) : []));
    this.#fields = [...new Set(shapes)];
  }

  apply(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => this.#in(each).apply(one));
    const fields = new Map(Object.entries(value));
    const known = this.#fields.filter((field) => fields.has(field));
    const others = [...fields.keys()].filter((field) => !this.#fields.includes(field)).sort();
    return Object.fromEntries([...known, ...others].map((field) => [field, this.#in(field).apply(fields.get(field))]));
  }

  #in(step: string | typeof each): Order {
    const known = this.#inner.get(step) ?? new Order(this.#bare.flatMap((schema) => innerOf(schema, step)));
    this.#inner.set(step, known);
    return known;
  }
}

const each = Symbol("each");

/** What a schema comes down to that may be left out, be null, be one of several … */
function alternatives(schema: Schema): Schema[] {
  const { def } = schema._zod;
  if ("innerType" in def) return alternatives(def.innerType as Schema);
  switch (def.type) {
    case "union":
      return def.options.flatMap((option) => alternatives(option as Schema));
    case "intersection":
      return [def.left, def.right].flatMap((side) => alternatives(side as Schema));
    case "pipe":
      return alternatives(def.out as Schema);
    case "lazy":
      return alternatives(def.getter() as Schema);
    default:
      return [schema];
  }
}

function innerOf({ _zod: { def } }: Schema, step: string | typeof each): Schema[] {
  if (step === each) return def.type === "array" ? [def.element as Schema] : [];
  if (def.type === "record") return [def.valueType as Schema];
  const field = def.type === "object" && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
  return field ? [field as Schema] : [];
}
