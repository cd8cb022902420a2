/** The kinds of records, as the documentation lists them and as the stores write them. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export async function documentedKinds(): Promise<string[]> {
  const text = await readFile(join(root, "docs/access-patterns.md"), "utf8");
  const [, items = ""] = /\n## Items\n([\s\S]*?)\n## /.exec(text) ?? [];
  return [...items.matchAll(/^\| `([a-z-]+)`/gm)].map(([, kind = ""]) => kind).sort();
}

export async function writtenKinds(): Promise<string[]> {
  const folder = join(root, "functions/adapters/dynamodb");
  const found = new Set<string>();
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), "utf8");
    for (const [, kind = ""] of text.matchAll(/\brecord: "([a-z-]+)"/g)) found.add(kind);
  }
  return [...found].sort();
}
