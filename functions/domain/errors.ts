/**
 * The one error that code throws on purpose. The list of codes is closed and each has one HTTP status; adapters translate
 * their vendor's failures into it, and whatever else is thrown is a fault of ours and is shown as one generic sentence.
 */
export const statusOf = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported_type: 415,
  invalid: 422,
  mismatch: 422,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** One fault of an input: where it is (`customer.email`) and what is wrong with it. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  /** `detail` is shown to the caller: it never holds what the caller sent. */
  constructor(code: ErrorCode, detail: string, options: { faults?: readonly Fault[]; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.faults = options.faults ?? [];
  }
}

/** An input that is well-formed but wrong in one place. */
export const invalid = (path: string, message: string): AppError =>
  new AppError("invalid", "The request is not valid.", { faults: [{ path, message }] });

export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code);
