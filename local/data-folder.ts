/** The data folder: one runtime at a time, and an engine that outlived a killed runtime is ended before the next one starts. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/** Everything a runtime keeps; `--fresh` removes these and nothing else. */
const kept = [
  "table.db",
  "table.db-wal",
  "table.db-shm",
  "shared-local-instance.db",
  "mail",
  "clock",
  "stream.json",
  "seed.json",
];

export class DataFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Throws StartError when the folder cannot be used or another runtime uses it. */
  static async take(path: string, options: { fresh: boolean }): Promise<DataFolder> {
    const folder = new DataFolder(path);
    try {
      // It holds addresses and answers.
      await mkdir(path, { recursive: true, mode: 0o700 });
      await folder.#endPredecessor();
      if (options.fresh) await Promise.all(kept.map((name) => rm(join(path, name), { recursive: true, force: true })));
      await folder.noteEngine();
    } catch (error) {
      if (error instanceof StartError) throw error;
      throw new StartError(`The data folder ${path} cannot be used: ${(error as Error).message}.`, error);
    }
    return folder;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Says which engine serves the folder and where the API answers, for the next start and for the command line. */
  async noteEngine(
    engine?: { readonly pid: number | undefined; readonly endpoint: string },
    url?: string,
  ): Promise<void> {
    const lock = { pid: process.pid, enginePid: engine?.pid, endpoint: engine?.endpoint, url };
    await writeFile(this.file("lock"), JSON.stringify(lock));
  }

  async release(): Promise<void> {
    await rm(this.file("lock"), { force: true });
  }

  async #endPredecessor(): Promise<void> {
    const text = await readFile(this.file("lock"), "utf8").catch(() => undefined);
    if (text === undefined) return;
    const { pid, enginePid } = readLock(text);
    if (pid !== undefined && pid !== process.pid && (await isRunning(pid, "main.ts"))) {
      throw new StartError(
        `The data folder ${this.path} is in use by process ${pid}. Stop that, or name another with --data.`,
      );
    }
    if (enginePid !== undefined && (await isRunning(enginePid, this.path))) process.kill(enginePid, "SIGTERM");
  }
}

function readLock(text: string): { pid?: number; enginePid?: number } {
  try {
    return JSON.parse(text) as { pid?: number; enginePid?: number };
  } catch {
    return {};
  }
}

/** Whether a process runs and is the one meant: a pid may have gone to another since. */
async function isRunning(pid: number, commandPart: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  return command === undefined || command.includes(commandPart);
}
