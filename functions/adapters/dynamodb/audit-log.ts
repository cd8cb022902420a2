/** The audit log: who did what in a workspace, and when. Entries are named by what they say, so that a retry writes none twice. */
import type { AuditEntry, AuditLog } from "../../domain/ports.ts";
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
    await this.#table.add({ ...keys.audit(entry), record: "audit-entry", ...entry, expiresAt });
  }
}
