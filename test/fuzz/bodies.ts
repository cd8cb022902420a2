/** Bodies as the document describes them, and as nobody should send them: bytes that are no JSON, no form and no table. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { Content, Document } from "../http/document.ts";
import { withKnownIds } from "./known.ts";
import { brokenFrom, nastyText, nastyValue } from "./nasty.ts";
import { valuesOf } from "./schema-values.ts";

export interface Body {
  /** None is sent without one. */
  readonly type?: string;
  readonly encoding?: string;
  readonly content: string | Uint8Array;
}

/** A body of that media type in which a schema's value is written. */
export function rightBody(type: string, { schema, example }: Content, document: Document): fc.Arbitrary<Body> {
  if (type === "text/csv") return tables(String(example)).map((content) => ({ type, content }));
  const asShown = example === undefined ? undefined : withKnownIds(example);
  const made =
    asShown?.chain((shown) => valuesOf(schema, { document, example: shown })) ?? valuesOf(schema, { document });
  return fc
    .oneof(...(asShown ? [asShown] : []), made, made)
    .map((value) => written(type === "*/*" ? "application/json" : type, value));
}

/** Of right ones. */
export const wrongBody = (type: string, right: fc.Arbitrary<Body>): fc.Arbitrary<Body> =>
  fc.oneof(
    { weight: 5, arbitrary: type === "text/csv" ? right.chain(brokenTable) : right.chain(brokenBody) },
    { weight: 3, arbitrary: right.chain(distorted) },
    { weight: 1, arbitrary: right.chain(mislabelled) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant(type), content: fc.uint8Array({ maxLength: 200 }) }) },
  );

const isForm = (type: string): boolean => type === "application/x-www-form-urlencoded";

const written = (type: string, value: unknown): Body => {
  if (!isForm(type)) return { type, content: JSON.stringify(value) };
  const fields = Object.entries(value as object).map(([name, one]): [string, string] => [name, String(one)]);
  return { type, content: new URLSearchParams(fields).toString() };
};

function brokenBody({ type = "", content }: Body): fc.Arbitrary<Body> {
  if (!isForm(type)) return brokenFrom(JSON.parse(String(content))).map((value) => written(type, value));
  const names = [...new URLSearchParams(String(content)).keys()];
  const field = fc.tuple(fc.oneof(fc.constantFrom("score", "comment", "website", ...names), nastyText), nastyText);
  const fields = fc.array(field, { maxLength: 4 });
  return fc.oneof(
    fields.map((pairs) => ({ type, content: new URLSearchParams(pairs).toString() })),
    fields.map((pairs) => ({ type: "multipart/form-data; boundary=b", content: multipart(pairs) })),
  );
}

const multipart = (pairs: [string, string][]): string =>
  `${pairs.map(([name, value]) => part(name, value)).join("")}--b--\r\n`;

const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, "")}"\r\n\r\n${value}\r\n`;

/** Rows of the example, in any number and each cell as it is or absent. */
function tables(example: string): fc.Arbitrary<string> {
  const [header = "", ...rows] = example.trimEnd().split("\n");
  const lineEnd = fc.constantFrom("\n", "\r\n");
  const mark = fc.constantFrom("", "\ufeff");
  return fc
    .tuple(mark, fc.array(fc.constantFrom(...rows), { minLength: 1, maxLength: 5 }), lineEnd)
    .map(([first, chosen, end]) => first + [header, ...chosen].join(end));
}

/** With a cell of one of its lines, or of its header, replaced by what a spreadsheet would not hold. */
const brokenTable = ({ type = "", content }: Body): fc.Arbitrary<Body> => {
  const lines = String(content).split("\n");
  return fc
    .record({
      at: fc.nat(lines.length - 1),
      cell: fc.nat(12),
      text: fc.oneof(nastyText, fc.constantFrom('"', '"a', "a,b,c", "=1+1")),
    })
    .map(({ at, cell, text }) => {
      const cells = (lines[at] ?? "").split(",");
      cells[cell % cells.length] = text;
      return { type, content: lines.with(at, cells.join(",")).join("\n") };
    });
};

/** Right in the beginning, and then done something to that no client should. */
const distorted = (body: Body): fc.Arbitrary<Body> => {
  const text = String(body.content);
  const bytes = Buffer.from(text);
  return fc.constantFrom<Body>(
    ...[
      text.replace("{", '{"name":1,"name":2,"customer":{"id":"a","id":"b"},'),
      text.replace("{", '{"__proto__":{"scopes":["manage"]},'),
      text.replace("{", '{"constructor":{"prototype":{"isAdmin":true}},'),
      "[".repeat(33) + text + "]".repeat(33),
      "[".repeat(20_000),
      '{"a":'.repeat(5000),
      text.replace(/"[^"]*"(?=[,}\]])/, `"${"x".repeat(200_000)}"`),
      text + " ".repeat(262_144),
      text.replace(/"(?=[,}\]])/, '\\u0000"'),
      text.replace(/"(?=[,}\]])/, '\\ud800"'),
      text.replace(/"(?=[,}\]])/, '\u0000"'),
      text.replace(/:\s*(?:\d+|"[^"]*")/, ":1e999"),
      text.replace(/:\s*(?:\d+|"[^"]*")/, `:${"9".repeat(400)}`),
      text.replace(/:\s*(?:\d+|"[^"]*")/, ":-0"),
      text.replace(/:\s*(?:\d+|"[^"]*")/, ":NaN"),
      text.slice(0, -1),
      `${text}${text}`,
      `\ufeff${text}`,
      `/* */${text}`,
      JSON.stringify(text),
      bytes.toString("base64"),
      "",
      "null",
      "[]",
      "0",
      '"text"',
    ].map((content) => ({ ...body, content })),
    { ...body, content: Buffer.concat([bytes, Buffer.from([0xff, 0xfe, 0xc0, 0xaf])]) },
    { ...body, content: Buffer.from(text, "utf16le") },
    { ...body, content: gzipSync(bytes) },
    { ...body, encoding: "gzip", content: gzipSync(bytes) },
    { ...body, encoding: "br", content: bytes },
    { ...body, encoding: "base64", content: bytes.toString("base64") },
  );
};

const mislabelled = ({ content }: Body): fc.Arbitrary<Body> =>
  fc
    .constantFrom(
      "text/plain",
      "text/csv",
      "text/csv; charset=utf-16",
      "application/xml",
      "application/json; charset=utf-16",
      "application/merge-patch+json",
      "application/octet-stream",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "multipart/form-data; boundary=b",
      "json",
      ";",
      "é",
    )
    .map((type) => ({ type, content }));

/** For what takes none. */
export const needlessBody: fc.Arbitrary<Body> = nastyValue.map((value) => ({
  type: "application/json",
  content: JSON.stringify(value) ?? "",
}));
