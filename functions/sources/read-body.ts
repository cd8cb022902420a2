/**
 * The JSON of a body, once its signature was right: vendors' own, and still not to be trusted. Some write it from a template
 * into which a customer's name goes as it is, so no member may come twice: the name could bring an address of its own.
 */
import { isObject } from "../domain/mapping-path.ts";
import { JsonFault, parseStrictly } from "../domain/strict-json.ts";
import { SourceFault } from "./source.ts";

const maxDepth = 64;

export function readObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  const value = readJson(body);
  if (!isObject(value)) throw new SourceFault("The body is not a JSON object.");
  return value;
}

export function readJson(body: Uint8Array): unknown {
  if (body.length === 0) throw new SourceFault("The body is empty.");
  try {
    const { value, text } = parseStrictly(body, maxDepth);
    return withLongNumbers(value, text);
  } catch (error) {
    throw error instanceof JsonFault ? new SourceFault(error.message, error.path) : error;
  }
}

/** Ids of more than 2^53 keep their digits as text: as numbers, two of them could become one. */
const withLongNumbers = (value: unknown, text: string): unknown =>
  manyDigits.test(text) ? JSON.parse(text.replace(textOrInteger, quoted)) : value;

const manyDigits = /\d{16}/;
// Of JSON that has been parsed already: on any other text this could search for ever.
const textOrInteger = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

const quoted = (found: string): string =>
  found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`;
