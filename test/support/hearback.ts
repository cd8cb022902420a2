/**
 * A whole Hearback for a test: the real functions over HTTP, each held to what its role will permit, a table of its own, the
 * SES stand-in and a clock that a test may move. Nothing runs by itself: a test says what runs.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { scopes } from "../../functions/domain/api-key.ts";
import type { Log, Metrics } from "../../functions/domain/ports/environment.ts";
import type { SendingServices } from "../../functions/domain/ports/services.ts";
import type { RateLimit } from "../../functions/domain/rate-limit.ts";
import { type SurveyDefinition, surveyDefaults } from "../../functions/domain/survey.ts";
import { type Workspace, workspaceDefaults } from "../../functions/domain/workspace.ts";
import type { Seed } from "../../local/seed.ts";
import type { AcceptedMail, SesStandInOptions } from "../../local/ses-stand-in.ts";
import { type System, startSystem } from "../../local/system.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";
import { engineEndpoint } from "./engine.ts";
import { everyClient } from "./every-client.ts";
import { holdToRole, type Ledger } from "./role.ts";

export interface TestHearback extends System {
  /** The SES stand-in, with all that it has taken. */
  readonly ses: System["ses"] & { readonly accepted: readonly AcceptedMail[] };
  readonly clock: VirtualClock;
  readonly tableName: string;
  /** What is put into this client's stack is met by the calls of every function too. */
  readonly dynamodb: DynamoDBClient;
  /** What each function has used of its role. */
  readonly used: Ledger["used"];
  readonly seed: Seed;
  /** What has been logged. */
  readonly logged: { level: string; message: string; details: unknown }[];
  /** A further workspace with a survey and a key. */
  plant(options?: PlantOptions): Promise<Seed>;
  /** Calls the API with the seed's key, or another or none. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
}

export interface PlantOptions {
  readonly workspace?: Partial<Workspace>;
  readonly survey?: Partial<SurveyDefinition>;
}

export interface CallOptions {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export async function startHearback(
  options: {
    ses?: Pick<SesStandInOptions, "quota" | "fault">;
    plant?: PlantOptions;
    keyRateLimit?: RateLimit;
    metrics?: Metrics;
    /** `now` where something goes by the clock of the world besides; noon unless told. */
    at?: "noon" | "now";
    /** A table that is there, in place of a new one that is planted. */
    on?: Pick<TestHearback, "tableName" | "seed" | "clock">;
  } = {},
): Promise<TestHearback> {
  const clock = options.on?.clock ?? (await (options.at === "now" ? VirtualClock.open() : VirtualClock.fromNoon()));
  const directory = await mkdtemp(join(tmpdir(), "hearback-test-"));
  const logged: TestHearback["logged"] = [];
  const logAs = (level: string) => (message: string, details?: unknown) =>
    void logged.push({ level, message, details });
  const log: Log = { info: logAs("info"), warn: logAs("warn"), error: logAs("error") };
  const tableName = options.on?.tableName ?? `hearback-${randomUUID()}`;
  const clients: DynamoDBClient[] = [];
  const accepted: AcceptedMail[] = [];
  const ledger: Ledger = { used: new Map(), refused: [] };
  const system = await startSystem({
    endpoint: engineEndpoint(),
    tableName,
    directory,
    port: 0,
    markRestSeconds: 0,
    clock,
    log,
    welcome: () => ({ apiKey: "", kpiUrl: "", curl: "", url: "" }),
    guard: (name, client) => {
      clients.push(client);
      holdToRole(name, client, ledger);
    },
    ses: { ...options.ses, noteAccepted: (mail) => void accepted.push(mail) },
    ...(options.metrics && { metrics: options.metrics }),
    ...(options.keyRateLimit && { keyRateLimit: options.keyRateLimit }),
  });
  const seed = options.on?.seed ?? (await plant(system.services, options.plant));
  return {
    ...system,
    ses: { ...system.ses, accepted },
    dynamodb: everyClient(system.dynamodb, clients),
    tableName,
    used: ledger.used,
    clock,
    seed,
    logged,
    plant: (wanted) => plant(system.services, wanted),
    call: (method, path, { key = seed.apiKey, body, headers = {} } = {}) =>
      request(system.url + path, {
        method,
        headers: {
          ...(key !== "" && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    close: async () => {
      await system.close();
      await rm(directory, { recursive: true, force: true });
      if (ledger.refused.length > 0) throw new Error(`No role permits: ${[...new Set(ledger.refused)].join("; ")}`);
    },
  };
}

/** A request as it is told, whose redirect is not followed. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== "" ? JSON.parse(text) : undefined,
  };
}

async function plant(services: SendingServices, options: PlantOptions = {}): Promise<Seed> {
  const { workspaces, surveys, apiKeys, ids, clock } = services;
  const now = clock.now();
  const workspaceId = `ws_${ids.random(8)}`;
  await workspaces.add({
    ...workspaceDefaults,
    name: "Juniper Home",
    ...options.workspace,
    id: workspaceId,
    salt: ids.random(16),
    createdAt: now,
  });
  const surveyId = `srv_${ids.random(8)}`;
  await surveys.add({
    ...surveyDefaults,
    name: "After support",
    kind: "nps",
    listensTo: ["ticket.solved"],
    invitation: { ...surveyDefaults.invitation, delaySeconds: 0 },
    ...options.survey,
    id: surveyId,
    workspaceId,
    version: 1,
    status: "active",
    createdAt: now,
    changedAt: now,
  });
  const { secret: apiKey } = await apiKeys.create({ workspaceId, name: "Test", mode: "live", scopes });
  return { workspaceId, surveyId, apiKey };
}

/** An interaction with just what it needs; every customer is a new one unless told. */
export const interaction = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: "ticket.solved",
  customer: { email: `customer-${randomUUID()}@example.com` },
  ...overrides,
});

/** Posts a form as a browser does. */
export const postForm = (url: string, fields: Record<string, string>): Promise<Answer> =>
  request(url, { method: "POST", body: new URLSearchParams(fields) });

export const getPage = (url: string, method = "GET"): Promise<Answer> => request(url, { method });
