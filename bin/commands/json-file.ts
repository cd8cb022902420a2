/** Reads a JSON file that somebody names, and says what is wrong with it in a sentence. */
import { createReadStream } from "node:fs";
import { type Failure, wrongUsage } from "./failure.ts";
import { shortened } from "./print.ts";

/** Far more than any description takes; it also ends the reading of files that never end. */
const maxBytes = 1_000_000;

export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readSmallFile(file);
  try {
    return JSON.parse(text);
  } catch {
    throw wrongUsage(`${shortened(file)} is not JSON.`);
  }
}

export async function readSmallFile(file: string): Promise<string> {
  const name = shortened(file);
  const bytes = await readBytes(file, name);
  if (bytes.length > maxBytes) throw wrongUsage(`${name} is larger than a megabyte.`);
  const text = decoded(bytes);
  if (text === undefined) throw wrongUsage(`${name} is not UTF-8 text.`);
  return text;
}

async function readBytes(file: string, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(file, { end: maxBytes })) chunks.push(chunk as Buffer);
  } catch (error) {
    throw unreadable(name, error);
  }
  return Buffer.concat(chunks);
}

export function unreadable(name: string, error: unknown): Failure {
  // ENOENT: no such file or directory, open '…'
  const reason = /^\w+: ([^,]+)/.exec((error as Error).message)?.[1] ?? "it is not readable";
  return wrongUsage(`${name} cannot be read: ${reason}.`);
}

/** Without the mark that some editors put first. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
