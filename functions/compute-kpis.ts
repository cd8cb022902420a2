/** On a schedule: brings the figures up to date. */
import type { Context } from "aws-lambda";
import type { Services } from "./domain/ports.ts";
import { computeKpis as run } from "./jobs/compute-kpis.ts";
import { lambda } from "./runtime.ts";

export const computeKpis = (services: Services) => (_event: unknown, context: Context) =>
  run(services, () => context.getRemainingTimeInMillis());

export const handler = lambda(computeKpis);
