/**
 * JSON as strangers send it, read more strictly than `JSON.parse` does: of two members of one name it would silently take the
 * last, where another reader takes the first, and it follows any depth, which whatever looks at the value afterwards may not.
 */

/** A text that is refused, in a sentence that holds nothing of it. */
export class JsonFault extends Error {
  /** Of the member that is given twice; undefined where the whole cannot be read. */
  readonly path: string | undefined;

  constructor(message: string, path?: string) {
    super(message);
    this.name = "JsonFault";
    this.path = path;
  }
}

/** The value and its text. Throws JsonFault. */
export function parseStrictly(bytes: Uint8Array, maxDepth: number): { value: unknown; text: string } {
  const text = decode(bytes);
  const value = parse(text);
  checkMembers(text, maxDepth);
  return { value, text };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new JsonFault("The body is not valid UTF-8.");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the body.
    throw new JsonFault("The body is not valid JSON.");
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
function checkMembers(text: string, maxDepth: number): void {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const inside = open.at(-1);
    switch (text[at]) {
      case "{":
      case "[":
        open.push(text[at] === "{" ? { names: new Set(), step: "" } : { step: 0 });
        if (open.length > maxDepth) throw new JsonFault(`The body is nested more than ${maxDepth} levels deep.`);
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
  if (names.has(name)) throw new JsonFault("is given twice", open.map(({ step }) => step).join("."));
  names.add(name);
}
