/**
 * What is compared: the restored table, the one that was lost if it can be read, and what whoever restores wants of it. Both are
 * seen by their ports, and item by item, because what is carried over is carried as it stands.
 */
import type { Item, Table } from "../../../functions/adapters/dynamodb/table.ts";
import type { Services } from "../../../functions/domain/ports/services.ts";
import type { RecordChange } from "../../../functions/domain/record-change.ts";
import type { Instant } from "../../../functions/domain/time.ts";

/** Items of a customer's partition by their sort key. */
export type Partition = ReadonlyMap<string, Item>;

export interface Side {
  readonly services: Services;
  readonly table: Table;
}

export interface Wishes {
  /** What was made until then came with the restored table; what is younger was made in it. */
  readonly tableMadeAt: Instant;
  /** Whether answers that were given since are carried over, too. */
  readonly withAnswers: boolean;
  /** What becomes of records that somebody deleted since; undefined until that is decided. */
  readonly deleted?: "erase" | "keep" | undefined;
}

export interface TwoTables extends Wishes {
  readonly here: Side;
  readonly lost: Side;
}

/** How the two may differ, as the report lists it. */
export const differences = {
  mailed: "invitations mailed, or in doubt",
  reminded: "reminders mailed",
  ended: "invitations skipped, failed, cancelled or answered",
  planned: "invitations put off, or sent anew",
  told: "news of mails, such as bounces",
  answered: "answers",
  suppressed: "suppressed addresses",
  opted_out: "customers' own choices and suppressions",
  throttled: "customers invited lately, or being mailed",
  deleted: "records deleted by hand",
  surveys: "surveys made or changed",
  revoked: "API keys revoked",
  sources: "sources removed, switched off or with another secret",
  paused: "surveys and workspaces paused",
  reported: "interactions whose customers were not mailed",
} as const;

export type DifferenceKind = keyof typeof differences;

export interface Difference {
  readonly kind: DifferenceKind;
  /** The id of what differs. */
  readonly subject: string;
  /** What the write changes of records that figures are made of, as the table's stream would tell it. */
  readonly changes?: readonly RecordChange[];
  /** Brings it over; false when it has changed here meanwhile. Left out where it stays as it is. */
  readonly write?: () => Promise<boolean>;
}

/** A part of a workspace that is compared by itself, and again once something of it has been carried over. */
export interface Part {
  readonly workspaceId: string;
  compare(): Promise<readonly Difference[]>;
}
