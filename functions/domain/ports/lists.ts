/**
 * What stores have in common. Adapters keep these promises. Store verbs: `get` throws not_found, `find` answers undefined, `list`
 * pages, `add` never replaces (it answers what stands: the very object given, if that was added), `save` replaces. A store that
 * cannot be reached throws `unavailable`.
 */
import type { Instant } from "../time.ts";

/** A consistent read sees every write before it, at twice the price. */
export interface Consistency {
  readonly consistent?: boolean;
}

/** Newest first between two instants, `from` inclusive and `to` exclusive. */
export interface ListQuery {
  readonly workspaceId: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}
