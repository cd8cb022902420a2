/** Runs a use case of the API without HTTP, so that the command line checks its input and answers exactly as the API does. */
import type * as z from "zod";
import { scopes } from "../../functions/domain/api-key.ts";
import { AppError, type Fault } from "../../functions/domain/errors.ts";
import type { Services } from "../../functions/domain/ports.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";

export interface Call {
  readonly workspaceId: string;
  readonly id?: string;
  readonly body?: unknown;
}

/** `T` is what the endpoint returns. */
export async function runUseCase<T>(endpoint: Endpoint, call: Call, services: Services): Promise<T> {
  const { workspaceId, id, body } = call;
  // The API knows from the key that the workspace exists.
  await services.workspaces.get(workspaceId);
  const schema = endpoint.definition.body;
  const caller = { workspaceId, keyId: "command line", mode: "live", scopes } as const;
  const reply = await endpoint.run(
    {
      // Which access an endpoint wants is behind its type.
      caller: caller as unknown as undefined,
      params: { id },
      body: schema && accepted(schema, body),
      query: undefined,
      idempotencyKey: undefined,
      requestId: "command line",
    },
    services,
  );
  return reply.body as T;
}

/** The value as a schema takes it. Throws invalid with every fault, as the API does. */
export function accepted<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new AppError("invalid", "The input is not valid.", { faults: checked.error.issues.flatMap(toFaults) });
}

function toFaults(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") return [{ path: path.join("."), message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "is not a known field" }));
}
