/** Rows that are sent together and checked one by one, so that one that is wrong harms no other. */
import * as z from "zod/mini";

/** What the rows of a list are to be: for the document, since the list itself takes whatever they are. */
export const rowSchemas = new WeakMap<object, z.core.$ZodType>();

export function rowsOf(row: z.core.$ZodType, maxRows: number) {
  const unread = z.unknown();
  rowSchemas.set(unread, row);
  return z.array(unread).check(z.minLength(1), z.maxLength(maxRows));
}
