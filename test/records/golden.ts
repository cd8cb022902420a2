/** Records as a release wrote them: `{version}/{kind}.json` holds all of a kind, as DynamoDB has them, binary values as base64. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { version as current } from "../../bin/version.ts";

export type Item = Record<string, AttributeValue>;

export interface Golden {
  readonly version: string;
  readonly items: readonly Item[];
  readonly about: About;
}

/** What is known of a table beside what is in it. */
export interface About {
  /** The time by which it was read. */
  readonly takenAt: string;
  readonly workspaceId: string;
  readonly surveyId: string;
  /** The table has its hash alone. */
  readonly apiKey: string;
}

const folder = import.meta.dirname;

/** Oldest first; the last may be of the release that comes next. */
export async function releases(): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^\d+\.\d+\.\d+$/.test(name)).sort(inOrderOfRelease);
}

/** What runs while this code is deployed: the newest release, which package.json names until it is the next. */
export async function releaseBefore(): Promise<string> {
  const before = (await releases()).filter((version) => inOrderOfRelease(version, current) <= 0).at(-1);
  if (before === undefined) throw new Error(`Nothing is kept of ${current}: npm run records -- ${current}.`);
  return before;
}

const inOrderOfRelease = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

export async function readGolden(version: string): Promise<Golden> {
  const directory = join(folder, version);
  const items: Item[] = [];
  for (const name of (await readdir(directory)).filter((one) => one !== aboutFile))
    items.push(...(JSON.parse(await readFile(join(directory, name), "utf8"), revive) as Item[]));
  return { version, items, about: JSON.parse(await readFile(join(directory, aboutFile), "utf8")) as About };
}

export async function writeGolden({ version, items, about }: Golden): Promise<void> {
  const directory = join(folder, version);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory);
  await writeFile(join(directory, aboutFile), `${JSON.stringify(about, null, 2)}\n`);
  for (const [kind, ofKind] of byKind(items)) {
    const lines = ofKind.map((item) => JSON.stringify(inOrder(item), replace)).sort();
    await writeFile(join(directory, `${kind}.json`), `[\n${lines.join(",\n")}\n]\n`);
  }
}

const aboutFile = "about.json";

export const kindOf = ({ record }: Item): string => record?.S ?? "without a name";

export function byKind(items: readonly Item[]): Map<string, Item[]> {
  const kinds = new Map<string, Item[]>();
  for (const item of items) kinds.set(kindOf(item), [...(kinds.get(kindOf(item)) ?? []), item]);
  return kinds;
}

const inOrder = (item: Item): Item => Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));

const replace = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;

/** `{"B":"…"}`; a map's attribute of that name holds an object. */
const revive = (name: string, value: unknown): unknown =>
  name === "B" && typeof value === "string" ? Buffer.from(value, "base64") : value;
