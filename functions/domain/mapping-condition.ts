/** What an event must be like. Values are compared as they read. */
import { isText, readPath } from "./mapping-path.ts";

export type Scalar = string | number | boolean;

export type Condition =
  | { readonly path: string; readonly equals: Scalar }
  | { readonly path: string; readonly oneOf: readonly Scalar[] }
  | { readonly path: string; readonly exists: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export function holds(condition: Condition, event: unknown): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(one, event));
  if ("any" in condition) return condition.any.some((one) => holds(one, event));
  const value = readPath(event, condition.path);
  if ("exists" in condition) return isThere(value) === condition.exists;
  const wanted = "equals" in condition ? [condition.equals] : condition.oneOf;
  return wanted.some((one) => isText(value, String(one)));
}

/** Vendors say that there is nothing with null and with an empty text. */
export const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
