/** Finds the table and the clock of the place that is meant, and where its API answers. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../functions/domain/ports/environment.ts";
import { toInstant } from "../../functions/domain/time.ts";
import { failed } from "./failure.ts";
import { refuseForeignTable } from "./own-table.ts";
import { patience } from "./patience.ts";
import type { PlaceWish } from "./place-wish.ts";
import type { ToldByStack } from "./stack-table.ts";

export interface Place {
  readonly tableName: string;
  readonly dynamodb: DynamoDBClient;
  readonly clock: Clock;
  readonly apiUrl: string | undefined;
  /** Undefined where nobody tells: as a deployment that does not set it. */
  readonly recordRetentionDays: number | undefined;
}

/** The name under which npm start makes its table, and credentials that no service outside of this machine would take. */
const localTable = "hearback";
const localAccess = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;

export async function findPlace(wish: PlaceWish): Promise<Place> {
  const found = wish.kind === "local" ? await localPlace(wish.directory) : await deployedPlace(wish);
  const place = { ...found, recordRetentionDays: wish.recordRetentionDays ?? found.recordRetentionDays };
  await refuseForeignTable(place.dynamodb, place.tableName);
  return place;
}

async function deployedPlace({ kind, name }: Exclude<PlaceWish, { kind: "local" }>): Promise<Place> {
  const told =
    kind === "table" ? { tableName: name, apiUrl: undefined, recordRetentionDays: undefined } : await toldBy(name);
  return { ...told, dynamodb: new DynamoDBClient(patience), clock: clockAhead(0) };
}

async function toldBy(stack: string): Promise<ToldByStack> {
  // Most calls name no stack and need not wait for this client to load.
  const { toldByStack } = await import("./stack-table.ts");
  return toldByStack(stack);
}

async function localPlace(directory: string): Promise<Place> {
  const { endpoint, apiUrl } = await runningEngine(directory);
  return {
    tableName: localTable,
    apiUrl,
    recordRetentionDays: undefined,
    dynamodb: new DynamoDBClient({ ...patience, ...localAccess, endpoint }),
    clock: clockAhead(await clockOffsetMs(directory)),
  };
}

async function runningEngine(directory: string): Promise<{ endpoint: string; apiUrl: string | undefined }> {
  const lock = await readLock(join(directory, "lock"));
  if (lock?.pid === undefined || !isRunning(lock.pid)) {
    throw failed(`npm start is not running on the data folder ${directory}; start it, or name another with --data.`);
  }
  if (lock.endpoint === undefined) throw failed("npm start has not got ready yet; try again in a moment.");
  return { endpoint: lock.endpoint, apiUrl: lock.url };
}

async function readLock(file: string): Promise<{ pid?: number; endpoint?: string; url?: string } | undefined> {
  const text = await readFile(file, "utf8").catch(() => "null");
  try {
    const { pid, endpoint, url } = Object(JSON.parse(text)) as Record<string, unknown>;
    return {
      ...(Number.isInteger(pid) && { pid: pid as number }),
      ...(typeof endpoint === "string" && URL.canParse(endpoint) && { endpoint }),
      ...(typeof url === "string" && URL.canParse(url) && { url }),
    };
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** The local runtime's clock may have been moved; its offset is kept in the data folder. */
async function clockOffsetMs(directory: string): Promise<number> {
  const text = await readFile(join(directory, "clock"), "utf8").catch(() => "0");
  const offset = Number(text);
  if (!Number.isFinite(offset)) throw failed(`The clock in the data folder ${directory} cannot be read.`);
  return offset;
}

const clockAhead = (milliseconds: number): Clock => ({
  now: () => toInstant(Date.now() + milliseconds),
  sleep: (time) => new Promise((resolve) => setTimeout(resolve, time)),
});
