/** The file that is imported: what tells it from another one, and its text bit by bit. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { failed, wrongUsage } from "../failure.ts";
import { unreadable } from "../json-file.ts";
import { shortened } from "../print.ts";

export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads all of it once, so that a file which cannot be read to its end is refused before anything of it is sent. */
export async function identify(path: string): Promise<SourceFile> {
  const name = shortened(path);
  const facts = await stat(path).catch((error: unknown) => Promise.reject(unreadable(name, error)));
  if (!facts.isFile()) throw wrongUsage(`${name} is no file that can be read a second time.`);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const text of textOf(path, (read) => (bytes = read))) hash.update(text);
  return { path, bytes, sha256: hash.digest("hex") };
}

/** Without the mark that some editors put first. `onRead` learns how many bytes were read so far. */
export async function* textOf(path: string, onRead: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      bytes += (chunk as Buffer).length;
      onRead(bytes);
      yield decoder.decode(chunk as Buffer, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw wrongUsage(`${shortened(path)} is not UTF-8 text; save it as UTF-8.`);
    throw "syscall" in Object(error) ? unreadable(shortened(path), error) : failed(String(error), error);
  }
}
