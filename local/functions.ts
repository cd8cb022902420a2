/**
 * The seven functions, each on services and a client of its own, as on AWS: what one has read and remembers, or may do with
 * the table, is no other's.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { api } from "../functions/api.ts";
import { computeKpis } from "../functions/compute-kpis.ts";
import type { Config } from "../functions/config.ts";
import { dispatchInvitations } from "../functions/dispatch-invitations.ts";
import type { Mailer } from "../functions/domain/ports/mail.ts";
import { ingest } from "../functions/ingest.ts";
import { reactToChanges } from "../functions/react-to-changes.ts";
import { recordMailEvents } from "../functions/record-mail-events.ts";
import { respond } from "../functions/respond.ts";
import type { Route } from "../functions/routes.ts";
import { buildServices, type Surroundings } from "../functions/runtime.ts";
import type { JobName } from "./job-runner.ts";

/** The daily check is compute-kpis, on another schedule. */
export type FunctionName = Route["function"] | Exclude<JobName, "check-laws">;

export interface FunctionParts {
  readonly config: Config;
  readonly surroundings: Omit<Surroundings, "dynamodb">;
  readonly mailer: Mailer;
  /** A client for one function. */
  connect(name: FunctionName): DynamoDBClient;
}

export type Functions = ReturnType<typeof bindFunctions>;

export function bindFunctions({ config, surroundings, mailer, connect }: FunctionParts) {
  const servicesOf = (name: FunctionName) => buildServices(config, { ...surroundings, dynamodb: connect(name) });
  return {
    ingest: ingest(servicesOf("ingest")),
    respond: respond(servicesOf("respond")),
    api: api(servicesOf("api")),
    "dispatch-invitations": dispatchInvitations({ ...servicesOf("dispatch-invitations"), mailer }),
    "compute-kpis": computeKpis(servicesOf("compute-kpis")),
    "react-to-changes": reactToChanges(servicesOf("react-to-changes")),
    "record-mail-events": recordMailEvents(servicesOf("record-mail-events")),
  } satisfies Record<FunctionName, unknown>;
}
