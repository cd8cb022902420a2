/**
 * Which table may send mail. A table that was restored, imported or copied believes that nothing has been mailed since the moment
 * it was made of, so it must not send by itself. The fence is an item that names the one table which may; a copy brings the
 * original's along and has another identity.
 */
import type { Instant } from "./time.ts";

/** What no two tables share, and when this one was made. */
export interface TableIdentity {
  readonly id: string;
  readonly createdAt: Instant;
}

export interface SendFence {
  /** The table that may send, or `noTable`. */
  readonly tableId: string;
  readonly raisedAt: Instant;
  /** A table that was kept from sending, and since when. */
  readonly heldBack?: { readonly tableId: string; readonly since: Instant };
}

/** Names none: records whose table is not known. */
export const noTable = "none";

/**
 * Whether a table without a fence is the one that its records were made in: it is older than all of its workspaces, and any
 * copy is younger. So is a new one, which has none.
 */
export const isOriginal = ({ createdAt }: TableIdentity, workspacesMadeAt: readonly Instant[]): boolean =>
  workspacesMadeAt.every((madeAt) => createdAt <= madeAt);
