import { join, resolve } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { type FunctionName, functionNames } from "../lib/service-functions.ts";

/**
 * The SDK is bundled, so that what runs is what was tested, and starts faster than the runtime's own copy. Left out are
 * only the ways to find credentials that are never tried where the environment holds them, as Lambda's does: a fifth of
 * each bundle. Source maps stay out: reading one costs more start-up time than a readable stack trace is worth.
 */
export const bundling: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  minify: true,
  mainFields: ["module", "main"],
  // Files beside the bundle, read when they are asked for: a language, and what describes the API.
  loader: { ".locale.json": "copy", ".document.json": "copy" },
  external: [
    "@aws-sdk/credential-provider-http",
    "@aws-sdk/credential-provider-ini",
    "@aws-sdk/credential-provider-process",
    "@aws-sdk/credential-provider-sso",
    "@aws-sdk/credential-provider-web-identity",
    "@smithy/credential-provider-imds",
  ],
  logLevel: "warning",
};

/** Builds the bundle of every function, each in a folder of its own as Lambda unpacks it. */
export async function buildBundles(folder: string): Promise<void> {
  await Promise.all(functionNames.map((name) => buildBundle(name, join(folder, name, "index.mjs"))));
}

export async function buildBundle(name: FunctionName, outfile: string): Promise<void> {
  await build({ ...bundling, entryPoints: [resolve(import.meta.dirname, `../functions/${name}.ts`)], outfile });
}
