/** Small values that the data folder keeps, as JSON, written whole or not at all. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { StartError } from "./start-error.ts";

/** Undefined when nothing is kept. Throws StartError when what is kept does not pass `isValid`. */
export async function readKept<T>(file: string, isValid: (value: unknown) => value is T): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isValid(value)) return value;
  } catch {
    // Told below, as any other content that is not ours.
  }
  throw new StartError(
    `${file} cannot be read. Start with --fresh to empty the data folder, or name another with --data.`,
  );
}

/** Readable by its owner alone: one of them holds a key. */
export async function writeKept(file: string, value: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
