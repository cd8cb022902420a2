/** The JSON of a body, once its signature was right: vendors' own, and still not to be trusted with a stack or a number. */
import { isObject } from "../domain/mapping-path.ts";
import { SourceFault } from "./source.ts";

const maxDepth = 64;

export function readObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  const value = readJson(body);
  if (!isObject(value)) throw new SourceFault("The body is not a JSON object.");
  return value;
}

export function readJson(body: Uint8Array): unknown {
  if (body.length === 0) throw new SourceFault("The body is empty.");
  const value = parse(decode(body));
  if (!isShallow(value)) throw new SourceFault(`The body is nested more than ${maxDepth} levels deep.`);
  return value;
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new SourceFault("The body is not valid UTF-8.");
  }
}

/** Ids of more than 2^53 keep their digits as text: as numbers, two of them could become one. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return manyDigits.test(text) ? JSON.parse(text.replace(textOrInteger, quoted)) : value;
  } catch {
    throw new SourceFault("The body is not valid JSON.");
  }
}

const manyDigits = /\d{16}/;
// Of JSON that has been parsed already: on any other text this could search for ever.
const textOrInteger = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

const quoted = (found: string): string =>
  found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`;

/** Level by level, because a stack would end where the nesting does not. */
function isShallow(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= maxDepth; depth++) {
    level = level
      .filter((one) => typeof one === "object" && one !== null)
      .flatMap((one) => Object.values(one as object));
    if (level.length === 0) return true;
  }
  return false;
}
