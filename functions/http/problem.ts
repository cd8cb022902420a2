/** Errors as application/problem+json, RFC 9457. */
import * as z from "zod/mini";
import { type AppError, type ErrorCode, statusOf } from "../domain/errors.ts";

export const Faults = z.array(z.object({ path: z.string(), message: z.string() }));

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.optional(Faults),
});
export type Problem = z.output<typeof Problem>;

const titles: Record<ErrorCode, string> = {
  malformed: "Malformed request",
  unauthorized: "Unauthorized",
  forbidden: "Forbidden",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  conflict: "Conflict",
  gone: "Gone",
  too_large: "Too large",
  unsupported_type: "Unsupported media type",
  invalid: "Invalid request",
  mismatch: "Mismatch",
  rate_limited: "Too many requests",
  unavailable: "Temporarily unavailable",
};

/** What to do, after errors that say only what is wrong: those of the stores are also told on the command line, where no list of ours has ids. */
const advice: Partial<Record<ErrorCode, string>> = {
  malformed: "send it as its Content-Type says",
  unauthorized: "send one that GET /v1/keys lists, or make another",
  forbidden: "use a key that may",
  not_found: "look for its id in the lists of this workspace",
  conflict: "read it again to see how it stands",
  too_large: "send less, or send it in parts",
  invalid: "put right what errors names, and send it again",
};

/** A second clause or sentence tells what to do. */
const saysWhatToDo = /[:;.] \S/;

function detailOf({ code, message }: AppError): string {
  const added = saysWhatToDo.test(message) ? undefined : advice[code];
  return added === undefined ? message : `${message.replace(/\.$/, "")}; ${added}.`;
}

export const problemOf = (error: AppError, requestId: string): Problem => ({
  type: `urn:hearback:problem:${error.code}`,
  title: titles[error.code],
  status: statusOf[error.code],
  detail: detailOf(error),
  requestId,
  ...(error.faults.length > 0 && { errors: [...error.faults] }),
});

/** What a caller is told of a fault of ours. */
export const internalProblem = (requestId: string): Problem => ({
  type: "urn:hearback:problem:internal",
  title: "Internal error",
  status: 500,
  detail: "Something went wrong on our side. Quote the request id when you report it.",
  requestId,
});
