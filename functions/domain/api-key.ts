/**
 * API keys: `hb_live_{id}_{secret}{checksum}`. Only a SHA-256 of the secret is stored, the whole is shown once. The checksum
 * lets a mistyped key be refused, and a leaked one be recognised, without a look at the table.
 */
import type { Instant } from "./time.ts";
import type { Workspace } from "./workspace.ts";

export const scopes = ["ingest", "read", "manage"] as const;
export type Scope = (typeof scopes)[number];

export const keyModes = ["live", "test"] as const;
/** What a test key makes is marked test: it counts nowhere and mails testers only. */
export type KeyMode = (typeof keyModes)[number];

export interface ApiKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly mode: KeyMode;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  /** Coarse: its first use on the last UTC day on which it was used. */
  readonly lastUsedAt?: Instant;
  readonly revokedAt?: Instant;
}

/** Who is calling: taken from the key alone, never from a body. */
export interface Caller {
  readonly workspaceId: string;
  /** As it stood when the call came in. */
  readonly workspace: Workspace;
  readonly keyId: string;
  readonly mode: KeyMode;
  readonly scopes: readonly Scope[];
}
