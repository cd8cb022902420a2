/** What surrounds every use case: settings, time, and where it tells what it did. */
import type { Identity } from "../customer.ts";
import type { CountName, DurationName } from "../metric-names.ts";
import type { RateLimit } from "../rate-limit.ts";
import type { Instant } from "../time.ts";
import type { Workspace } from "../workspace.ts";

export interface Settings {
  readonly publicUrl: string;
  readonly fromAddress: string;
  readonly markRestSeconds: number;
  /** Whether haste and a program's name speak against an answer; see verdict.ts. */
  readonly judgesHaste: boolean;
  readonly recordRetentionDays: number;
  /** Of each API key and each source. */
  readonly keyRateLimit: RateLimit;
}

export interface Clock {
  now(): Instant;
  /** Real time passes, whatever the clock shows. */
  sleep(milliseconds: number): Promise<void>;
}

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

export interface Metrics {
  count(name: CountName, value?: number): void;
  measure(name: DurationName, seconds: number): void;
}

/** Ids that are hashes where a retry must meet its own items, else random. */
export interface Ids {
  /** Random bytes in base62: 8 bytes are 11 characters, 16 are 22. */
  random(bytes: 8 | 16): string;
  /** 256 random bits for a secret, which whoever is to hold it writes in their own way. */
  secret(): Uint8Array;
  /** The same for the same bytes, and for no others. */
  digest(bytes: Uint8Array): string;
  /** The customer id that an identity owns in a workspace; what test interactions name are other customers. */
  customer(workspace: Pick<Workspace, "salt">, identity: Identity, test?: boolean): string;
  /** The interaction's id: of the business's id or idempotency key, else random. */
  interaction(customerId: string, source: { businessId?: string; idempotencyKey?: string }): string;
  /** The id of the one invitation an interaction and survey can make. */
  invitation(interactionId: string, surveyId: string): string;
  /** The id of what a workspace's interactions call by one `issueId`. */
  issue(issueId: string): string;
  /** The lot of a customer in a survey's sampling, from 0 to below 100: always the same, and another in every survey. */
  lot(customerId: string, surveyId: string): number;
}
