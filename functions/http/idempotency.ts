/**
 * The Idempotency-Key of a POST: the first request with it is run, and every repetition is given the same answer. Only answers
 * of the use case are kept. What was refused before it came to that may be mended and sent again, and what failed on our side
 * or was not finished may be tried again, with the same key.
 */
import { traceOf } from "../domain/error-trace.ts";
import { AppError, type ErrorCode, type Fault, invalid, statusOf } from "../domain/errors.ts";
import type { CallLease } from "../domain/idempotency.ts";
import type { Services } from "../domain/ports/services.ts";
import { noteHeaders } from "./answer-headers.ts";
import type { HttpEvent, Reply } from "./endpoint.ts";
import { rawBody } from "./raw-body.ts";

/** An answer as it is kept: what was replied, or the error, which has another request id each time. */
type Kept = { readonly reply: Reply } | { readonly error: Refusal };

interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly faults: readonly Fault[];
}

const format = /^[\x21-\x7e]{1,200}$/;

/** The key of a request whose route takes one. Throws invalid for one that is none, because the caller relies on it. */
export function idempotencyKeyOf({ caller, endpoint, headers }: HttpEvent): string | undefined {
  const key = headers["idempotency-key"];
  if (!caller || key === undefined || endpoint?.definition.route.method !== "POST") return undefined;
  if (!format.test(key)) throw invalid("headers.idempotency-key", "is not 1 to 200 visible ASCII characters");
  return key;
}

/** Runs what is asked for, unless it was already. */
export async function runOnce(event: HttpEvent, services: Services, run: () => Promise<Reply>): Promise<Reply> {
  const { caller, endpoint } = event;
  const idempotencyKey = idempotencyKeyOf(event);
  if (idempotencyKey === undefined || !caller || !endpoint) return run();
  const { workspaceId, mode } = caller;
  const standing = await services.idempotency.begin({ workspaceId, mode, idempotencyKey, request: partsOf(event) });
  switch (standing.state) {
    case "another":
      throw new AppError("mismatch", "This Idempotency-Key came with another request before. Use a new one for each.");
    case "running":
      noteHeaders(event, { "retry-after": "1" });
      throw new AppError("conflict", "The request with this Idempotency-Key is still running. Try again in a moment.");
    case "answered":
      return again(event, standing.answer);
    case "begun":
      return runAndKeep(event, services, standing.lease, run);
  }
}

function partsOf(event: HttpEvent): (string | Uint8Array)[] {
  const parameters = Object.entries(event.pathParameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [event.routeKey, JSON.stringify(parameters), event.rawQueryString, rawBody(event)];
}

function again(event: HttpEvent, answer: string | undefined): Reply {
  if (answer === undefined) {
    const what = event.endpoint?.definition.showsSecret
      ? "holds a secret that is shown once"
      : "was too long to be kept";
    throw new AppError(
      "conflict",
      `The request with this Idempotency-Key was done; its answer ${what}. Read what it made.`,
    );
  }
  noteHeaders(event, { "idempotency-replayed": "true" });
  const kept = JSON.parse(answer) as Kept;
  if ("reply" in kept) return kept.reply;
  const { code, detail, faults } = kept.error;
  throw new AppError(code, detail, { faults });
}

async function runAndKeep(
  event: HttpEvent,
  services: Services,
  lease: CallLease,
  run: () => Promise<Reply>,
): Promise<Reply> {
  const { idempotency } = services;
  try {
    const reply = await run();
    const isSecret = event.endpoint?.definition.showsSecret ?? false;
    await settle(event, services, () =>
      reply.isUnfinished
        ? idempotency.giveUp(lease)
        : idempotency.answer(lease, isSecret ? undefined : keep({ reply })),
    );
    return reply;
  } catch (error) {
    const refusal = refusalOf(error);
    await settle(event, services, () =>
      refusal ? idempotency.answer(lease, keep({ error: refusal })) : idempotency.giveUp(lease),
    );
    throw error;
  }
}

const keep = (kept: Kept): string => JSON.stringify(kept);

/** An error that would be the same again; what failed on our side is none. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof AppError) || statusOf[error.code] >= 500) return undefined;
  return { code: error.code, detail: error.message, faults: error.faults };
}

/** What has been done is answered, whether or not that could be written down: a repetition would then run after the lease. */
async function settle({ requestContext, routeKey }: HttpEvent, { log }: Services, write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    const { requestId } = requestContext;
    log.error("an answer could not be kept", { requestId, route: routeKey, ...traceOf(error) });
  }
}
