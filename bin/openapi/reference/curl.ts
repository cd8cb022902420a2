/** A request as it can be pasted into a shell. */
import type { Listed } from "./described.ts";

export const exampleUrl = "https://ask.example.com";

/** `target` is what was asked for when the example was recorded. */
export function curlFor(
  { method, path, operation: { security, requestBody } }: Listed,
  target: string | undefined,
): string {
  const [[type = "", { example }] = ["", { example: undefined }]] = Object.entries(requestBody?.content ?? {});
  const url = exampleUrl + (target ?? path.replace(/\{([^}]+)\}/g, (_, name: string) => name.toUpperCase()));
  const isForm = type === "application/x-www-form-urlencoded";
  const options = [
    ...(method === "GET" || (method === "POST" && requestBody) ? [] : [`-X ${method}`]),
    ...(security ? ["-H 'Authorization: Bearer hb_live_…'"] : []),
    ...(type === "*/*" ? ["-H 'X-Hearback-Key: …'"] : []),
    ...(example !== undefined && !isForm
      ? ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(example, null, 2))}`]
      : []),
    ...(isForm
      ? Object.entries(example ?? {}).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`)
      : []),
  ];
  return [`curl ${quoted(url)}`, ...options].join(" \\\n  ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
