/** What `npm version` runs between writing package.json and its commit: the changelog's part of a release. */
import { readFile, writeFile } from "node:fs/promises";
import { version } from "../version.ts";
import { cutRelease } from "./changelog.ts";

const file = new URL("../../CHANGELOG.md", import.meta.url);
const today = new Date().toISOString().slice(0, 10);
await writeFile(file, cutRelease(await readFile(file, "utf8"), version, today));
