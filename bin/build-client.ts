/** `npm run build:client`: the client as a package of its own in dist/client, for `npm pack` to pack. */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const target = resolve(process.argv[2] ?? join(root, "dist/client"));

const { name, version, license, engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

const description = {
  name,
  version,
  description: "The client of Hearback's API: small, typed, without dependencies.",
  license,
  type: "module",
  engines,
  exports: { "./client": { types: "./types/client/index.d.ts", default: "./client.js" } },
  sideEffects: false,
};

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([
  build({
    entryPoints: [join(root, "client/index.ts")],
    outfile: join(target, "client.js"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2023",
    minifySyntax: true,
    legalComments: "none",
  }),
  promisify(execFile)(join(root, "node_modules/.bin/tsc"), [
    "-p",
    join(root, "client"),
    "--outDir",
    join(target, "types"),
  ]),
  writeFile(join(target, "package.json"), `${JSON.stringify(description, null, 2)}\n`),
  cp(join(root, "docs/client.md"), join(target, "README.md")),
  cp(join(root, "LICENSE"), join(target, "LICENSE")),
]);
// No type of the client's speaks of them.
await rm(join(target, "types/functions"), { recursive: true });
