/** Runs a use case of the API without HTTP, so that the command line checks its input and answers exactly as the API does. */
import type * as z from "zod/mini";
import { scopes } from "../../functions/domain/api-key.ts";
import { AppError } from "../../functions/domain/errors.ts";
import type { Services } from "../../functions/domain/ports/services.ts";
import { checkValue } from "../../functions/http/check-value.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";

export interface Call {
  readonly workspaceId: string;
  readonly id?: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
}

/** `T` is what the endpoint returns. */
export async function runUseCase<T>(endpoint: Endpoint, call: Call, services: Services): Promise<T> {
  const { workspaceId, id, body, query = {} } = call;
  // As the API has it from the key.
  const workspace = await services.workspaces.get(workspaceId);
  const schemas = endpoint.definition;
  const caller = { workspaceId, workspace, keyId: "command line", mode: "live", scopes } as const;
  const reply = await endpoint.run(
    {
      // Which access an endpoint wants is behind its type.
      caller: caller as unknown as undefined,
      params: { id },
      body: schemas.body && accepted(schemas.body, body),
      query: schemas.query && accepted(schemas.query, query),
      raw: undefined,
      limitRate: undefined,
      idempotencyKey: undefined,
      requestId: "command line",
      // Nobody stops it.
      millisecondsLeft: () => 600_000,
      userAgent: undefined,
    },
    services,
  );
  return reply.body as T;
}

/** Every item of a list, page after page. */
export async function listAll<T>(endpoint: Endpoint, workspaceId: string, services: Services): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: "200", ...(cursor !== undefined && { cursor }) };
    const page = await runUseCase<{ items: T[]; nextCursor?: string }>(endpoint, { workspaceId, query }, services);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

/** The value as a schema takes it. Throws invalid with every fault, as the API does. */
export function accepted<T extends z.core.$ZodType>(schema: T, value: unknown): z.output<T> {
  const { data, faults } = checkValue(schema, value);
  if (faults) throw new AppError("invalid", "The input is not valid.", { faults });
  return data;
}
