/**
 * `npm run build`: the package `hearback` in dist/hearback, for `npm pack` to pack: the construct with the built bundles of
 * its functions, the client, the command-line tool, and the handbook. What each needs is in it, but for the CDK, of which an app may have
 * only one; whoever wants the client alone gets nothing else with it.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { buildBundles } from "./bundles.ts";

const root = resolve(import.meta.dirname, "..");
const target = resolve(process.argv[2] ?? join(root, "dist/hearback"));
const types = join(target, "types");

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([
  buildBundles(join(target, "bundles")),
  built("client/index.ts", { outfile: "client.js", platform: "neutral" }),
  built("lib/index.ts", { outfile: "index.js", external: ["aws-cdk-lib", "constructs"] }),
  // In parts, so that a command loads only what it needs.
  built("bin/hearback.ts", {
    outdir: "bin",
    splitting: true,
    chunkNames: "part-[hash]",
    banner: { js: requireInEsm() },
  }),
  declared("client"),
  declared("lib"),
  writeFile(join(target, "package.json"), `${JSON.stringify(await description(), null, 2)}\n`),
  handbook(),
  cp(join(root, "LICENSE"), join(target, "LICENSE")),
  notices().then((text) => writeFile(join(target, "THIRD-PARTY-LICENSES.txt"), text)),
]);
await removeUnreachable(["client/index.d.ts", "lib/index.d.ts"].map((entry) => join(types, entry)));

async function built(entry: string, { outfile, outdir, ...options }: BuildOptions): Promise<void> {
  await build({
    entryPoints: [join(root, entry)],
    ...(outfile !== undefined && { outfile: join(target, outfile) }),
    ...(outdir !== undefined && { outdir: join(target, outdir) }),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
}

/** Packages that are no ES modules ask for Node's own by `require`. */
function requireInEsm(): string {
  return 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
}

async function declared(folder: string): Promise<void> {
  const compiler = join(root, "node_modules/.bin/tsc");
  await promisify(execFile)(compiler, ["-p", join(root, folder), "--outDir", types]);
}

/** The compiler declares every file it has read; those that no type of an entry speaks of would only ask for their packages. */
async function removeUnreachable(entries: readonly string[]): Promise<void> {
  const reached = new Set<string>();
  const reach = async (file: string): Promise<void> => {
    if (reached.has(file)) return;
    reached.add(file);
    const imported = (await readFile(file, "utf8")).matchAll(/(?:from|import\() ?"(\.[^"]+)"/g);
    for (const [, path = ""] of imported) await reach(join(dirname(file), path.replace(/\.[jt]s$/, ".d.ts")));
  };
  for (const entry of entries) await reach(entry);
  const all = await readdir(types, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.filter((file) => !reached.has(file)).map((file) => rm(file)));
}

/** What alarms and `hearback doctor` name, where they name it; its page on the package is what a registry shows first. */
async function handbook(): Promise<void> {
  const inDocs = (await readdir(join(root, "docs"), { recursive: true })).filter((name) => name.endsWith(".md"));
  const pages = ["SECURITY.md", "CHANGELOG.md", ...inDocs.map((name) => join("docs", name))];
  await mkdir(join(target, "docs/adr"), { recursive: true });
  for (const path of pages) {
    const text = await readFile(join(root, path), "utf8");
    await writeFile(join(target, path), withLinksAmong(pages, text, dirname(path)));
  }
  const page = await readFile(join(target, "docs/package.md"), "utf8");
  await writeFile(join(target, "README.md"), page.replace(/\]\((?=(adr\/)?[\w-]+\.md)/g, "](docs/"));
}

/** What lies in the repository alone, such as a file of code, is named and linked no more. */
function withLinksAmong(pages: readonly string[], text: string, folder: string): string {
  return text.replace(/\[([^\][]*)\]\((?!\w+:|#)([^)\s#]+)[^)\s]*\)/g, (link, words, path) => {
    const linked = join(folder, path);
    return pages.includes(linked) || linked === "docs/adr/" ? link : words;
  });
}

/** Licences ask to be passed on with what is bundled. */
async function notices(): Promise<string> {
  const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  const bundled = Object.entries<{ dev?: boolean; optional?: boolean; license: string }>(packages).filter(
    ([path, { dev, optional }]) => path !== "" && !dev && !optional,
  );
  const each = bundled.map(async ([path, { license }]) => {
    const file = (await readdir(join(root, path))).find((name) => /^licen[cs]e/i.test(name));
    const text = file === undefined ? "" : await readFile(join(root, path, file), "utf8");
    return `${path.replace(/^.*node_modules\//, "")}: ${license}\n\n${text}`;
  });
  return (await Promise.all(each)).join(`\n${"-".repeat(80)}\n`);
}

async function description(): Promise<object> {
  const { name, version, license, engines, devDependencies } = JSON.parse(
    await readFile(join(root, "package.json"), "utf8"),
  );
  return {
    name,
    version,
    description:
      "Asks customers how it went and keeps the satisfaction figures true: CDK construct, client and command line.",
    license,
    type: "module",
    engines,
    bin: { hearback: "./bin/hearback.js" },
    exports: {
      ".": { types: "./types/lib/index.d.ts", default: "./index.js" },
      "./client": { types: "./types/client/index.d.ts", default: "./client.js" },
      "./package.json": "./package.json",
    },
    sideEffects: false,
    peerDependencies: {
      "aws-cdk-lib": `^${devDependencies["aws-cdk-lib"]}`,
      constructs: `^${devDependencies.constructs}`,
    },
    // Whoever only calls the API needs neither.
    peerDependenciesMeta: { "aws-cdk-lib": { optional: true }, constructs: { optional: true } },
  };
}
