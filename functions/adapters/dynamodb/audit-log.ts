/** The audit log: who did what in a workspace, and when. Entries are named by what they say, so that a retry writes none twice. */
import type { AuditEntry } from "../../domain/audit-entry.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import type { AuditLog } from "../../domain/ports/responses.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { collect } from "./entities.ts";
import { keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Table } from "./table.ts";

export class DynamoAuditLog implements AuditLog {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async add(entry: AuditEntry): Promise<void> {
    const expiresAt = this.#retention.expiresAt(entry.at);
    await this.#table.add({ ...keys.auditEntry(entry), record: "audit-entry", ...entry, expiresAt });
  }

  async list({ workspaceId, from, to, limit, cursor }: ListQuery): Promise<Page<AuditEntry>> {
    const { pk } = keys.auditLog(workspaceId);
    const place = cursor === undefined ? to : readCursor(pk, cursor);
    const before = place < to ? place : to;
    if (before <= from) return { items: [] };
    // One more than a page tells whether there is a next one, and one more again makes up for the one that `before` names.
    const range = { between: ["sk", from, before], newestFirst: true, limit: limit + 2 } as const;
    const found = await collect<AuditEntry>(this.#table.query({ partition: ["pk", pk], ...range, consistent: true }));
    const earlier = found.filter((entry) => keys.auditEntry(entry).sk < before);
    const items = earlier.slice(0, limit);
    const last = items.at(-1);
    const isMore = last !== undefined && earlier.length > limit;
    return { items, ...(isMore && { nextCursor: writeCursor(pk, keys.auditEntry(last).sk) }) };
  }
}
