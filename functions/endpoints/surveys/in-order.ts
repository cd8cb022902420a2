/** What is shown of a survey, with its fields in the order of their schema and its locales by name. */
import * as z from "zod/mini";
import { inKeyOrder } from "../../domain/key-order.ts";

/** A view is made of parts of the domain, which nobody may change. */
export type Shown<T> = T extends object ? { readonly [K in keyof T]: Shown<T[K]> } : T;

/** The table gives keys in any order, and documents that are kept are compared line by line. */
export function inOrder<T extends z.core.$ZodType>(schema: T, value: Shown<z.input<T>>): Shown<z.input<T>> {
  const byName = inKeyOrder(value);
  const inItsOrder = z.safeParse(schema, byName);
  // What was saved under looser rules is shown all the same.
  return inItsOrder.success ? (inItsOrder.data as Shown<z.input<T>>) : byName;
}
