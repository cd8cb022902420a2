/** `npm start`: all of Hearback on this machine, without an account. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Log } from "../functions/domain/ports/environment.ts";
import { DataFolder } from "./data-folder.ts";
import { type Engine, startEngine } from "./engine.ts";
import { type Seed, seedOnce } from "./seed.ts";
import { StartError } from "./start-error.ts";
import { type System, startSystem } from "./system.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { help, readyLine, welcomeScreen, welcomeTo } from "./welcome.ts";

const scheduleSeconds = 2;

interface Options {
  readonly port: number;
  readonly data: string;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly judgeHaste: boolean;
}

/** To stderr: with --json, stdout holds the ready line alone. */
const write = (level: string, message: string, details: object = {}): void => {
  process.stderr.write(`${level} ${message} ${JSON.stringify(details)}\n`);
};
const log: Log = {
  info: () => {},
  warn: (message, details) => write("warn", message, details),
  error: (message, details) => write("error", message, details),
};

async function main(): Promise<void> {
  // The SDK's word on Node 20 is for those who deploy: on Lambda it is Node 24.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(help);
    return;
  }
  const stop = stopOnSignal();
  const folder = await DataFolder.take(options.data, options);
  stop.after(() => folder.release());
  const engine = await startEngine(folder.path, (end) => stop.after(end));
  await folder.noteEngine(engine);
  const { system, seed } = await start(options, folder, engine);
  stop.after(() => system.close());
  await folder.noteEngine(engine, system.url);
  process.stdout.write(options.json ? readyLine(system.url, seed) : welcomeScreen(system.url, seed, engine.name));
}

async function start(options: Options, folder: DataFolder, engine: Engine): Promise<{ system: System; seed: Seed }> {
  const found: { system?: System; seed?: Seed } = {};
  const system = await startSystem({
    endpoint: engine.endpoint,
    tableName: "hearback",
    directory: folder.path,
    port: options.port,
    clock: await VirtualClock.open(folder.file("clock")),
    judgesHaste: options.judgeHaste,
    log,
    welcome: () => welcomeTo(found.system?.url ?? "", found.seed),
  });
  found.system = system;
  const seed = await seedOnce(folder.path, system.services);
  found.seed = seed;
  system.jobs.start(scheduleSeconds);
  return { system, seed };
}

function readOptions(args: string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "4747" },
        data: { type: "string", default: ".local" },
        fresh: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        "judge-haste": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return undefined;
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new StartError(`--port is not a port: ${values.port}`);
    const { fresh, json, "judge-haste": judgeHaste } = values;
    return { port, data: resolve(values.data), fresh, json, judgeHaste };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${(error as Error).message.split(/\.\s/)[0]}. See npm start -- --help`, error);
  }
}

/** On Ctrl-C everything started so far is ended, the latest first. A second Ctrl-C does not wait. */
function stopOnSignal(): { after(end: () => Promise<void>): void } {
  const ends: (() => Promise<void>)[] = [];
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(130);
    isStopping = true;
    for (const end of ends.reverse()) await end();
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  atFailure = async () => {
    for (const end of ends.reverse()) await end();
  };
  return { after: (end) => ends.push(end) };
}

let atFailure: () => Promise<void> = async () => {};

main().catch(async (error: unknown) => {
  await atFailure();
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `Hearback cannot start: ${String(error)}\n`,
  );
  process.exit(1);
});
