/**
 * The only place that builds adapters. `lambda` turns a function of services into a Lambda handler; what runs locally and in
 * tests binds the same functions to the same adapters, pointed at other endpoints.
 */
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics as PowertoolsMetrics } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { hashedIds } from "./adapters/crypto/hashed-ids.ts";
import { SignedLinks } from "./adapters/crypto/signed-links.ts";
import { DynamoApiKeys } from "./adapters/dynamodb/api-keys.ts";
import { DynamoAuditLog } from "./adapters/dynamodb/audit-log.ts";
import { DynamoCustomerMoves } from "./adapters/dynamodb/customer-moves.ts";
import { DynamoCustomers } from "./adapters/dynamodb/customers.ts";
import { DynamoDeliveries } from "./adapters/dynamodb/deliveries.ts";
import { DynamoFigures } from "./adapters/dynamodb/figures.ts";
import { DynamoGoals } from "./adapters/dynamodb/goals.ts";
import { DynamoHeartbeat } from "./adapters/dynamodb/heartbeat.ts";
import { DynamoIdempotency } from "./adapters/dynamodb/idempotency.ts";
import { DynamoInteractions } from "./adapters/dynamodb/interactions.ts";
import { DynamoInvitations } from "./adapters/dynamodb/invitations.ts";
import { DynamoIssues } from "./adapters/dynamodb/issues.ts";
import { DynamoLeases } from "./adapters/dynamodb/leases.ts";
import { DynamoMailedDays } from "./adapters/dynamodb/mailed-days.ts";
import { DynamoQuarantine } from "./adapters/dynamodb/quarantine.ts";
import { DynamoRateLimiter } from "./adapters/dynamodb/rate-limiter.ts";
import { DynamoResponses } from "./adapters/dynamodb/responses.ts";
import { Retention } from "./adapters/dynamodb/retention.ts";
import { DynamoSendFence } from "./adapters/dynamodb/send-fence.ts";
import { DynamoSources } from "./adapters/dynamodb/sources.ts";
import { DynamoStaleSlots } from "./adapters/dynamodb/stale-slots.ts";
import { readChanges } from "./adapters/dynamodb/stream-records.ts";
import { DynamoSuppressions } from "./adapters/dynamodb/suppressions.ts";
import { DynamoSurveys } from "./adapters/dynamodb/surveys.ts";
import { Table } from "./adapters/dynamodb/table.ts";
import { DynamoLinkKeys, DynamoWorkspaces } from "./adapters/dynamodb/workspaces.ts";
import { type Config, type DeployedConfig, readConfig } from "./config.ts";
import { withoutWords } from "./domain/error-trace.ts";
import type { Clock, Log, Metrics } from "./domain/ports/environment.ts";
import type { Services } from "./domain/ports/services.ts";
import { toInstant } from "./domain/time.ts";

/** What services stand on; a local runtime brings its own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly dynamodb: DynamoDBClient;
}

export function buildServices(config: Config, { clock, log, metrics, dynamodb }: Surroundings): Services {
  const table = new Table(
    dynamodb,
    config.tableName,
    () => clock.now(),
    () => metrics.count("TableRefusals"),
  );
  const retention = new Retention(config.recordRetentionDays);
  return {
    clock,
    log,
    metrics,
    settings: config,
    ids: hashedIds,
    links: new SignedLinks(new DynamoLinkKeys(table), config.publicUrl),
    workspaces: new DynamoWorkspaces(table),
    apiKeys: new DynamoApiKeys(table, hashedIds, () => clock.now()),
    sources: new DynamoSources(table, () => clock.now()),
    deliveries: new DynamoDeliveries(table),
    surveys: new DynamoSurveys(table, () => clock.now()),
    customers: new DynamoCustomers(table),
    suppressions: new DynamoSuppressions(table, hashedIds, () => clock.now()),
    interactions: new DynamoInteractions(table, retention),
    invitations: new DynamoInvitations(table, retention),
    responses: new DynamoResponses(table, retention),
    quarantine: new DynamoQuarantine(table, retention),
    auditLog: new DynamoAuditLog(table, retention),
    issues: new DynamoIssues(table, retention, () => clock.now()),
    customerMoves: new DynamoCustomerMoves(table),
    staleSlots: new DynamoStaleSlots(table),
    figures: new DynamoFigures(table),
    goals: new DynamoGoals(table),
    leases: new DynamoLeases(table),
    heartbeat: new DynamoHeartbeat(table),
    mailedDays: new DynamoMailedDays(table),
    sendFence: new DynamoSendFence(table),
    rateLimiter: new DynamoRateLimiter(table, () => clock.now()),
    idempotency: new DynamoIdempotency(table, hashedIds, () => clock.now()),
  };
}

/** What the stream hands to a function, read by the adapter that knows it. */
export const readStream = readChanges;

export type Handler<Event, Context, Result> = (event: Event, context: Context) => Promise<Result>;

/** A Lambda handler. It is built with the first event, so that importing a function needs no environment. */
export function lambda<Event, Context, Result>(
  bind: (services: Services) => Handler<Event, Context, Result>,
): Handler<Event, Context, Result> {
  return onFirstEvent((config, surroundings) => bind(buildServices(config, surroundings)));
}

/** Builds a handler with the first event, and publishes what it counted after each. */
export function onFirstEvent<Event, Context, Result>(
  build: (config: Config, surroundings: Surroundings) => Handler<Event, Context, Result>,
): Handler<Event, Context, Result> {
  let deployed: { handler: Handler<Event, Context, Result>; publish: () => void } | undefined;
  return async (event, context) => {
    deployed ??= deploy(build, readConfig(process.env));
    try {
      return await deployed.handler(event, context);
    } catch (error) {
      throw withoutWords(error);
    } finally {
      deployed.publish();
    }
  };
}

function deploy<H>(build: (config: Config, surroundings: Surroundings) => H, config: DeployedConfig) {
  const { serviceName } = config;
  const logger = new Logger({ serviceName });
  const { metrics, publish } = emittedMetrics(serviceName);
  const surroundings: Surroundings = {
    clock: systemClock,
    log: {
      info: (message, details = {}) => logger.info(message, details),
      warn: (message, details = {}) => logger.warn(message, details),
      error: (message, details = {}) => logger.error(message, details),
    },
    metrics,
    dynamodb: new DynamoDBClient({
      maxAttempts: 3,
      requestHandler: { requestTimeout: 3000, throwOnRequestTimeout: true },
    }),
  };
  return { handler: build(config, surroundings), publish };
}

/** Metrics that are written into the log, from which CloudWatch makes them, whenever they are published. */
export function emittedMetrics(serviceName: string): { metrics: Metrics; publish: () => void } {
  const powertools = new PowertoolsMetrics({ namespace: "Hearback", serviceName });
  return {
    metrics: {
      count: (name, value = 1) => powertools.addMetric(name, "Count", value),
      measure: (name, seconds) => powertools.addMetric(name, "Seconds", seconds),
    },
    publish: () => {
      if (powertools.hasStoredMetrics()) powertools.publishStoredMetrics();
    },
  };
}

const systemClock: Clock = {
  now: () => toInstant(Date.now()),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
