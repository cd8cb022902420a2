/**
 * The DynamoDB engine of the tests; every test system has a table of its own in it. dynoxide starts at once and gets slower with
 * every change that it keeps for its streams, so each worker has one of its own, and a fresh one every few files. Any other engine
 * is started once, for the whole run.
 */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { type Engine, startEngine } from "../../local/engine.ts";

const filesPerEngine = 6;

/** Global set-up: the engine for all, and what ends those of the workers, however they end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = await startEngine();
  const running = await mkdtemp(join(tmpdir(), "hearback-engines-"));
  project.provide("engine", { endpoint: shared.endpoint, name: shared.name, running });
  return async () => {
    await shared.stop();
    for (const pid of await readdir(running)) end(Number(pid));
    await rm(running, { recursive: true });
  };
}

function end(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It has ended already.
  }
}

let own: Engine | undefined;
let files = 0;

/** Called before each file of tests. */
export async function renewEngine(): Promise<void> {
  const { name, running } = inject("engine");
  if (name !== "dynoxide" || files++ % filesPerEngine !== 0) return;
  const old = own;
  own = await startEngine();
  await writeFile(join(running, String(own.pid)), "");
  await old?.stop();
  if (old) await rm(join(running, String(old.pid)));
}

export const engineEndpoint = (): string => own?.endpoint ?? inject("engine").endpoint;

declare module "vitest" {
  interface ProvidedContext {
    engine: { endpoint: string; name: string; running: string };
  }
}
