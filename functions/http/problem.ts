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

export const problemOf = (error: AppError, requestId: string): Problem => ({
  type: `urn:hearback:problem:${error.code}`,
  title: titles[error.code],
  status: statusOf[error.code],
  detail: error.message,
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
