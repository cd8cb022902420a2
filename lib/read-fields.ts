import type * as z from "zod";
import { unknownNames } from "./nearest-name.ts";

type Fields = Readonly<Record<string, z.ZodType>>;
type Values<F extends Fields> = { readonly [Name in keyof F]?: z.output<F[Name]> };

/**
 * Reads each field by itself, so that rules on several of them can be asked although another one is wrong, and everything
 * is told at once. A value that its field does not take is left out and told in the words of the field's description.
 */
export function readFields<F extends Fields>(
  fields: F,
  given: object,
): { readonly values: Values<F>; readonly faults: readonly string[] } {
  const values: Record<string, unknown> = {};
  const faults = unknownNames(Object.keys(given), Object.keys(fields));
  for (const [name, field] of Object.entries(fields)) {
    const read = field.safeParse((given as Record<string, unknown>)[name]);
    if (read.success) values[name] = read.data;
    else faults.push(...read.error.issues.map((issue) => faultOf(name, field, issue)));
  }
  return { values: values as Values<F>, faults };
}

function faultOf(name: string, { description }: z.ZodType, issue: z.core.$ZodIssue): string {
  const where = [name, ...issue.path].join(".");
  const unknown = issue.code === "unrecognized_keys" ? `, and ${issue.keys.join(", ")} is not known there` : "";
  return `${where} ${description}${unknown}.`;
}
