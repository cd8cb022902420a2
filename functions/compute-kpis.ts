/** On schedules: brings the figures up to date, and once a day holds what was done against the laws. */
import type { Context } from "aws-lambda";
import type { Services } from "./domain/ports/services.ts";
import { checkLaws } from "./jobs/check-laws.ts";
import { computeKpis as run } from "./jobs/compute-kpis.ts";
import { lambda } from "./runtime.ts";

/** What the daily schedule says; the other one's event names no job. */
interface Tick {
  readonly job?: string;
}

export const computeKpis =
  (services: Services) =>
  async ({ job }: Tick, context: Context) => {
    const timeLeftMs = () => context.getRemainingTimeInMillis();
    if (job === undefined) return run(services, timeLeftMs);
    if (job === "check-laws") return checkLaws(services, timeLeftMs);
    throw new Error("compute-kpis knows no such job: only check-laws, or none.");
  };

export const handler = lambda(computeKpis);
