/** A value held against a schema: what the schema makes of it, or what is wrong, as callers of the API and the command line read it. */
import * as z from "zod/mini";
import type { Fault } from "../domain/errors.ts";
import { faultWords } from "./fault-words.ts";

type Checked<T> =
  | { readonly data: T; readonly faults?: never }
  | { readonly data?: never; readonly faults: readonly Fault[] };

/** `where` is put before the path of each fault. */
export function checkValue<T extends z.core.$ZodType>(schema: T, value: unknown, where = ""): Checked<z.output<T>> {
  const checked = z.safeParse(schema, value, { error: faultWords });
  return checked.success
    ? { data: checked.data }
    : { faults: toThePoint(checked.error.issues).flatMap(toFaults(where)) };
}

/** zod goes on to the length of a list where a text was wanted. */
function toThePoint(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const isType = ({ code }: z.core.$ZodIssue): boolean => code === "invalid_type";
  const mistyped = new Set(issues.filter(isType).map(({ path }) => path.join()));
  return issues.filter((issue) => isType(issue) || !mistyped.has(issue.path.join()));
}

/** Whether there may be no value at all. */
export const isOptional = (schema: z.core.$ZodType): boolean => schema._zod.optin !== undefined;

const toFaults =
  (where: string) =>
  (issue: z.core.$ZodIssue): Fault[] => {
    const { message } = issue;
    const path = [where, ...issue.path.map(String)].filter((step) => step !== "").join(".");
    if (issue.code !== "unrecognized_keys") return [{ path, message }];
    return issue.keys.map((key) => ({ path: path === "" ? key : `${path}.${key}`, message }));
  };
