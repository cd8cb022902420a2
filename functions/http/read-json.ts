/**
 * JSON as callers send it, read more strictly than `JSON.parse` does: of two members of one name it would silently take the
 * last, where another reader takes the first, and it follows any depth, which whatever looks at the value afterwards may not.
 */
import { AppError, invalid } from "../domain/errors.ts";

/** No body of ours is nested half as deep. */
const maxDepth = 32;

/** Throws malformed for what is no JSON or too deep, invalid for a field that is given twice. */
export function readJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  checkMembers(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError("malformed", "The body is not UTF-8.", { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the body.
    throw new AppError("malformed", "The body is not valid JSON.");
  }
}

/** An object or list that has been begun and not ended. */
interface Open {
  /** Of an object. */
  readonly names?: Set<string>;
  /** The name or index of what is inside of it now. */
  step: string | number;
}

/** Walks through the characters of what is known to be JSON: only strings can hold others that have a meaning outside of them. */
function checkMembers(text: string): void {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const inside = open.at(-1);
    switch (text[at]) {
      case "{":
      case "[":
        open.push(text[at] === "{" ? { names: new Set(), step: "" } : { step: 0 });
        if (open.length > maxDepth) throw new AppError("malformed", `The body is nested over ${maxDepth} levels deep.`);
        break;
      case "}":
      case "]":
        open.pop();
        break;
      case ",":
        if (typeof inside?.step === "number") inside.step += 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (inside?.names && isName(text, end)) enter(inside, inside.names, text.slice(at, end), open);
        at = end - 1;
      }
    }
  }
}

/** Right after its closing quote. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

/** Whether a string is the name of a member: a colon follows. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text[at] ?? "")) at += 1;
  return text[at] === ":";
}

function enter(object: Open, names: Set<string>, quoted: string, open: readonly Open[]): void {
  const name = quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  object.step = name;
  if (names.has(name)) throw invalid(open.map(({ step }) => step).join("."), "is given twice");
  names.add(name);
}
