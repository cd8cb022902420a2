/**
 * A page of a list, or figures, as CSV, RFC 4180, for a spreadsheet: the same columns whatever the rows hold, each named by
 * its path in the JSON. What has no fixed fields, such as attributes, is JSON in its cell. The next page is in the Link header, RFC 8288.
 */
import type { HttpEvent, Reply } from "./endpoint.ts";
import { prefersCsv } from "./prefers-csv.ts";

/** The reply as JSON or, where the list has columns and the caller would rather have it, as CSV. */
export function inWantedForm(event: HttpEvent, reply: Reply): Reply {
  const { columns, rows = itemsOf } = event.endpoint?.definition ?? {};
  if (!columns) return reply;
  const headers = { ...reply.headers, vary: "accept" };
  if (!prefersCsv(event.headers["accept"])) return { ...reply, headers };
  const { nextCursor } = reply.body as { nextCursor?: string };
  return {
    ...reply,
    headers: {
      ...headers,
      "content-type": "text/csv; charset=utf-8; header=present",
      ...(nextCursor !== undefined && { link: linkToNext(event, nextCursor) }),
    },
    body: toCsv(columns, rows(reply.body)),
  };
}

const itemsOf = (body: unknown): readonly unknown[] => (body as { items: readonly unknown[] }).items;

function linkToNext({ rawPath, rawQueryString }: HttpEvent, cursor: string): string {
  const query = new URLSearchParams(rawQueryString);
  query.set("cursor", cursor);
  return `<${rawPath}?${query}>; rel="next"`;
}

export const toCsv = (columns: readonly string[], items: readonly unknown[]): string =>
  [columns, ...items.map((item) => columns.map((column) => textOf(valueAt(item, column))))]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");

const valueAt = (item: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], item);

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return isFormula(value) ? `'${value}` : value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What a spreadsheet would compute, as OWASP lists it under CSV injection; a number is no harm. */
const isFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text);

/** Where commas are decimal marks, spreadsheets take semicolons for separators. */
const quoted = (cell: string): string => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
