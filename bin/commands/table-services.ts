/** Services on a table, for whoever sends no mail and hands out no link. */
import { readConfig } from "../../functions/config.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import { buildServices } from "../../functions/runtime.ts";
import type { Place } from "./place.ts";

type On = Pick<Place, "tableName" | "dynamodb" | "clock"> & Partial<Pick<Place, "recordRetentionDays">>;

export function servicesOn({ tableName, dynamodb, clock, recordRetentionDays: days }: On): Services {
  const notUsed = { PUBLIC_URL: "https://not-used.example", FROM_ADDRESS: "not-used@example.com" };
  const config = readConfig({
    TABLE_NAME: tableName,
    ...notUsed,
    ...(days !== undefined && { RECORD_RETENTION_DAYS: String(days) }),
  });
  const ignore = (): void => {};
  const log = { info: ignore, warn: ignore, error: ignore };
  return buildServices(config, { clock, log, metrics: { count: ignore, measure: ignore }, dynamodb });
}
