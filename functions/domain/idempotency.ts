/**
 * A call that its caller may safely repeat: under the same Idempotency-Key it is run once, and every repetition is given the
 * first answer. While it runs a lease holds the others off; when the one who runs it has died, the lease ends and the next may.
 */
import type { KeyMode } from "./api-key.ts";

/** As long as a caller may come again for an answer. */
export const answerKeptDays = 7;
/** Longer than any function of HTTP may run. */
export const callLeaseSeconds = 60;

export interface KeyedCall {
  readonly workspaceId: string;
  /** What a test key does is never taken for what a live one did. */
  readonly mode: KeyMode;
  readonly idempotencyKey: string;
  /** What makes it this call and no other: method, route, parameters, body. */
  readonly request: readonly (string | Uint8Array)[];
}

/** Who holds the lease of a call. */
export interface CallLease extends Pick<KeyedCall, "workspaceId" | "mode" | "idempotencyKey"> {
  readonly holder: string;
}

export type CallStanding =
  /** It is now for whoever asked to run it. */
  | { readonly state: "begun"; readonly lease: CallLease }
  | { readonly state: "running" }
  /** The key came with another request before. */
  | { readonly state: "another" }
  /** Without the answer where that is not to be shown, or was too long to be kept. */
  | { readonly state: "answered"; readonly answer?: string };
