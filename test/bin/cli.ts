/** The command line as a child process, as an administrator runs it. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { expect } from "vitest";
import { runCommandLine } from "../../bin/commands/run.ts";
import type { Config } from "../../functions/config.ts";
import { engineEndpoint } from "../support/engine.ts";
import type { TestHearback } from "../support/hearback.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the tool, put together into one file beforehand: it starts in a third of the time. */
export const runCli = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  runNode([await bundled(), ...args], env);

/** The tool while it runs. Its output is thrown away. */
export const startCli = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<ChildProcess> =>
  spawn(process.execPath, [await bundled(), ...args], { cwd: root, env: environmentWith(env), stdio: "ignore" });

/** Runs the tool from its sources, as the npm script does. */
export const runFromSources = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  runNode(["--import", "tsx", "bin/hearback.ts", ...args], env);

/** Without settings for AWS but those given. */
function environmentWith(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|HEARBACK_(STACK|TABLE|URL|API_KEY)$)/.test(name),
  );
  const nowhere = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/none", AWS_SHARED_CREDENTIALS_FILE: "/none" };
  const given = Object.entries(env).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(inherited), ...nowhere, ...Object.fromEntries(given) };
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const options = { cwd: root, env: environmentWith(env) };
  return new Promise((done) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

/** Runs what the tool runs in this process: for tests of many calls, each of which would wait for a process to start. */
export async function runHere(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const printed = { stdout: "", stderr: "" };
  const screen = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const before = process.env;
  process.env = environmentWith(env);
  try {
    const terminal = { env: process.env, stdout: screen("stdout"), stderr: screen("stderr") };
    const code = await runCommandLine(args, terminal);
    return { code, ...printed };
  } finally {
    process.env = before;
  }
}

let bundle: Promise<string> | undefined;

function bundled(): Promise<string> {
  bundle ??= makeBundle();
  return bundle;
}

async function makeBundle(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), "hearback-cli-"));
  // Every file of tests in this process runs the same one.
  process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
  await symlink(join(root, "node_modules"), join(outdir, "node_modules"));
  await build({
    entryPoints: [join(root, "bin/hearback.ts")],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  return join(outdir, "hearback.mjs");
}

/** How the engine of the tests is reached. */
export const engineEnv = (): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL_DYNAMODB: engineEndpoint(),
  AWS_REGION: "local",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
});

export interface Cli {
  run(...args: string[]): Promise<Ran>;
  /** What a command that succeeds prints for people. */
  text(...args: string[]): Promise<string>;
  /** What a command that succeeds prints with --json. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape
  json(...args: string[]): Promise<any>;
}

/** The tool on a test system's table. */
export function cliFor(hearback: Pick<TestHearback, "services">): Cli {
  const { tableName } = hearback.services.settings as Config;
  const run = (...args: string[]) => runHere([...args, "--table", tableName], engineEnv());
  const text = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  return { run, text, json: async (...args) => JSON.parse(await text(...args, "--json")) };
}

/** A refusal is one sentence on stderr, nothing on stdout, and an exit code that says so. */
export function expectRefusal({ code, stdout, stderr }: Ran, wanted: RegExp, exitCode: 1 | 2): void {
  expect(stderr.trimEnd()).toMatch(wanted);
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
  expect(stderr).toMatch(/^[^\n]+\.\n$/);
  expect(stderr).not.toMatch(/\n\s+at |node:|\.ts\b|Error:/);
}
