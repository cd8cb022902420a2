/** `npm run load`: many operations of every kind on a Hearback of its own, and whether it has kept its laws. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bar } from "../../bin/commands/bar.ts";
import { startEngine } from "../../local/engine.ts";
import { startHosted } from "./hosted.ts";
import { isFlat } from "./memory.ts";
import { limitFor, play } from "./play.ts";
import { memoryTable, operationTable, resultTable } from "./tables.ts";
import { verify } from "./verify.ts";

const help = `npm run load [-- --operations N] [-- --minutes N] [-- --seed N]

Reports (some of them repeated, some bad), answers of people, mail events, scanners that fetch and post, KPI reads and unsubscribes,
mixed, of several workspaces of which one floods. Then every job runs until it finds nothing to do, and what counts is held
against what was meant: the laws, every answer, every mail, and the memory of the process.

  --operations N   how many; default 50000
  --minutes N      no further round of operations is begun after these; default 25
  --seed N         another course of events; default 1

On DynamoDB Local, which needs Java 17, unless HEARBACK_ENGINE or DYNAMODB_ENDPOINT says otherwise. Exit code 1 if
anything is not as it must be.
`;

const businesses = 5;

interface Options {
  readonly operations: number;
  readonly minutes: number;
  readonly seed: number;
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      operations: { type: "string", default: "50000" },
      minutes: { type: "string", default: "25" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    operations: whole("operations", values.operations, [400, 1_000_000]),
    minutes: whole("minutes", values.minutes, [1, 600]),
    seed: whole("seed", values.seed, [0, 2 ** 31]),
  };
}

function whole(name: string, text: string, [low, high]: readonly [number, number]): number {
  if (/^\d{1,10}$/.test(text) && Number(text) >= low && Number(text) <= high) return Number(text);
  throw new Error(`--${name} must be a whole number from ${low} to ${high}, not ${text || "nothing"}.`);
}

/** Runs what was noted, the last first. */
async function undo(steps: (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step();
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    process.stdout.write(help);
    return;
  }
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  process.env["HEARBACK_ENGINE"] ??= "dynamodb-local";
  const ends: (() => Promise<unknown>)[] = [];
  process.once("SIGINT", () => void undo(ends).finally(() => process.exit(130)));
  try {
    const directory = await mkdtemp(join(tmpdir(), "hearback-load-"));
    ends.push(() => rm(directory, { recursive: true, force: true }));
    const engine = await startEngine(undefined, (end) => ends.push(end));
    await load(options, { endpoint: engine.endpoint, directory: join(directory, "hearback"), name: engine.name }, ends);
  } finally {
    await undo(ends);
  }
}

interface Stage {
  readonly endpoint: string;
  readonly directory: string;
  readonly name: string;
}

async function load({ operations, minutes, seed }: Options, stage: Stage, ends: (() => Promise<unknown>)[]) {
  for (let nth = 0; nth < businesses; nth++) await mkdir(join(stage.directory, `business-${nth}`), { recursive: true });
  const hosting = { ...stage, businesses, keyRateLimit: limitFor(operations) };
  const { place, stop } = await startHosted(hosting);
  ends.push(stop);
  process.stderr.write(`${operations} operations on ${stage.name}, seed ${seed}, for ${minutes} minutes at most\n`);
  const began = Date.now();
  const hasTime = () => Date.now() - began < minutes * 60_000;
  const played = await play(place, { operations, seed, hasTime, tell: progress(operations) });
  const took = Math.round((Date.now() - began) / 1000);
  if (played.done < operations) process.stdout.write(`Time was up after ${played.done} of ${operations} operations.\n`);
  process.stdout.write(`\n${operationTable(played)}\n${resultTable(played)}\n${memoryTable(played.samples)}\n`);
  process.stderr.write("checking …\n");
  const found = await verify(place, played);
  if (isFlat(played.samples) === false) found.push("The memory of the process grows with what it does.");
  for (const one of found.slice(0, 50)) process.stdout.write(`wrong: ${one}\n`);
  const verdict =
    found.length === 0
      ? "every law holds, every answer and mail is as it was meant"
      : `${found.length} things are wrong`;
  process.stdout.write(`${played.done} operations in ${took} seconds: ${verdict}.\n`);
  if (found.length > 0) process.exitCode = 1;
}

/** One line that grows; where nobody watches, a line for every twentieth. */
function progress(operations: number): (done: number, wrong: number) => void {
  let told = 0;
  return (done, wrong) => {
    const line = `${bar(done / operations)}  ${done} operations${wrong > 0 ? `, ${wrong} went wrong` : ""}`;
    const { stderr } = process;
    if (stderr.isTTY) stderr.write(`\r${line}\u001b[K${done === operations ? "\n" : ""}`);
    else if (Math.floor((done / operations) * 20) > told) {
      told = Math.floor((done / operations) * 20);
      stderr.write(`${line}\n`);
    }
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
