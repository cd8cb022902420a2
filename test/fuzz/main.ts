/**
 * `npm run fuzz`: requests made of the OpenAPI document, as many as one likes, thrown at a Hearback of its own. It runs inside of
 * vitest, which knows the engine and the assertions that hold every answer against the contract.
 */
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";

const help = `npm run fuzz [-- --requests N] [-- --seed N]

Sends every operation of the OpenAPI document requests that are right, at a limit, damaged or hostile, and holds each answer
against the document: never a failure of ours, only documented statuses and bodies, nothing of another workspace.

  --requests N   how many, at least; default 10000, at about 40 a second
  --seed N       other requests; the same seed makes the same (default: one of the time, which is printed)

A request that fails is made as small as it can be and shown as a command. Exit code 1 if one did.
`;

function readOptions(): { requests: number; seed: number } | undefined {
  const { values } = parseArgs({
    options: { requests: { type: "string", default: "10000" }, seed: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) return undefined;
  const seed = values.seed ?? String(Date.now() % 2 ** 31);
  return { requests: whole("requests", values.requests), seed: whole("seed", seed) };
}

function whole(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 31) return Number(text);
  throw new Error(`--${name} must be a whole number from 0 to ${2 ** 31 - 1}, not ${text || "nothing"}.`);
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    process.stdout.write(help);
    return;
  }
  process.stdout.write(`Seed ${options.seed}: npm run fuzz -- --requests ${options.requests} --seed ${options.seed}\n`);
  const env = { HEARBACK_FUZZ_REQUESTS: String(options.requests), HEARBACK_FUZZ_SEED: String(options.seed) };
  await startVitest("test", [], {
    include: ["test/fuzz/long-run.ts"],
    watch: false,
    env,
    testTimeout: 0,
    disableConsoleIntercept: true,
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
});
