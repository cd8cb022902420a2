import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConfigVariable } from "../../functions/config.ts";
import { bundling, entryFile } from "../../lib/constructs/service-function.ts";
import { type FunctionName, functionNames } from "../../lib/service-functions.ts";

/**
 * Start-up time grows with every byte that must be read and parsed, and somebody waits for it. Nobody waits for the
 * dispatcher, which carries the SES client and the MIME composer with its table of file types.
 */
const gzipLimitKilobytes = (name: FunctionName) => (name === "dispatch-invitations" ? 200 : 160);

const environment: Record<ConfigVariable, string> = {
  TABLE_NAME: "hearback",
  PUBLIC_URL: "https://ask.shop.example",
  FROM_ADDRESS: "feedback@shop.example",
  SES_CONFIGURATION_SET: "hearback",
  MARK_REST_SECONDS: "60",
  RECORD_RETENTION_DAYS: "761",
};

const { format, target, minify, sourceMap, mainFields, externalModules, logLevel, ...others } = bundling;

describe("the bundle of each function", () => {
  let folder: string;
  const bundleOf = (name: FunctionName) => path.join(folder, `${name}.mjs`);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "hearback-bundles-"));
    await Promise.all(functionNames.map((name) => bundle(name, bundleOf(name))));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it("is built here with all the options it is deployed with", () => {
    expect(others).toEqual({});
  });

  it.each(functionNames)("%s exports a handler to a Node that knows nothing else", async (name) => {
    expect(await typeOfHandler(bundleOf(name))).toBe("function");
  });

  it.each(functionNames)("%s stays small", async (name) => {
    const { length } = gzipSync(await readFile(bundleOf(name)));
    expect(length / 1024).toBeLessThanOrEqual(gzipLimitKilobytes(name));
  });
});

async function bundle(name: FunctionName, outfile: string): Promise<void> {
  const { warnings } = await build({
    entryPoints: [entryFile(name)],
    outfile,
    bundle: true,
    platform: "node",
    format,
    target,
    minify,
    sourcemap: sourceMap,
    mainFields: [...mainFields],
    external: [...externalModules],
    logLevel: "silent",
  });
  expect(warnings).toEqual([]);
}

/** Asks a Node of its own, because a test runner's module loader forgives what Lambda's does not, such as `require`. */
async function typeOfHandler(file: string): Promise<string> {
  const script = "import(process.argv[1]).then(({ handler }) => process.stdout.write(typeof handler))";
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script, file], {
    env: { ...environment, AWS_REGION: "eu-west-1" },
  });
  return stdout;
}
