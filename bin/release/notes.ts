/** `npm run -s release:notes -- v1.2.3` prints what that release brings, from CHANGELOG.md. */
import { readFile } from "node:fs/promises";
import { version } from "../version.ts";
import { notesOf } from "./changelog.ts";

const changelog = await readFile(new URL("../../CHANGELOG.md", import.meta.url), "utf8");
process.stdout.write(`${notesOf(changelog, process.argv[2] ?? "", version)}\n`);
