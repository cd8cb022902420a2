/** A Hearback to measure: the local system on an engine of its own, in a folder that is gone afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Log } from "../functions/domain/ports/environment.ts";
import { type Engine, startEngine } from "../local/engine.ts";
import type { FunctionName } from "../local/functions.ts";
import { type Seed, seedOnce } from "../local/seed.ts";
import { type System, startSystem } from "../local/system.ts";
import { VirtualClock } from "../local/virtual-clock.ts";

export interface Stage extends System {
  readonly clock: VirtualClock;
  readonly seed: Seed;
  readonly engine: Engine;
  readonly tableName: string;
  /** Calls the API with the seed's key; throws when it does not answer with success. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  get(path: string): Promise<unknown>;
}

const log: Log = {
  info: () => {},
  warn: (message, details) => process.stderr.write(`warn ${message} ${JSON.stringify(details)}\n`),
  error: (message, details) => process.stderr.write(`error ${message} ${JSON.stringify(details)}\n`),
};

export async function onStage<T>(
  guard: (name: FunctionName, client: DynamoDBClient) => void,
  act: (stage: Stage) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "hearback-bench-"));
  const engine = await startEngine(directory);
  const tableName = "hearback-bench";
  const clock = await VirtualClock.fromNoon();
  const system = await startSystem({
    endpoint: engine.endpoint,
    tableName,
    directory,
    port: 0,
    markRestSeconds: 0,
    clock,
    log,
    guard,
    ses: { quota: { maxSendRate: 10_000 } },
    welcome: () => ({ apiKey: "", kpiUrl: "", curl: "", url: "" }),
  });
  try {
    const seed = await seedOnce(directory, system.services);
    const call = async (path: string, init: RequestInit): Promise<unknown> => {
      const own = { authorization: `Bearer ${seed.apiKey}`, "content-type": "application/json" };
      const response = await fetch(system.url + path, { ...init, headers: { ...own, ...init.headers } });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    };
    return await act({
      ...system,
      clock,
      seed,
      engine,
      tableName,
      post: (path, body, headers = {}) => call(path, { method: "POST", body: JSON.stringify(body), headers }),
      get: (path) => call(path, {}),
    });
  } finally {
    await system.close();
    await engine.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
