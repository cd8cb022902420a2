/** Issues, each in a partition of its own, as several customers may have a part in one; listed by when they were first solved. */
import type { Slot } from "../../domain/calendar.ts";
import type { Issue, SolvedIssue } from "../../domain/issue.ts";
import type { IssueStore } from "../../domain/ports/interactions.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import { epochMs, type Instant } from "../../domain/time.ts";
import { listByDay, listSlot } from "./by-day-list.ts";
import { toEntity } from "./entities.ts";
import { byDay, keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Table } from "./table.ts";

export class DynamoIssues implements IssueStore {
  readonly #table: Table;
  readonly #retention: Retention;
  readonly #now: () => Instant;

  constructor(table: Table, retention: Retention, now: () => Instant) {
    this.#table = table;
    this.#retention = retention;
    this.#now = now;
  }

  async find(workspaceId: string, id: string): Promise<Issue | undefined> {
    const item = await this.#table.get(keys.issue(workspaceId, id), { consistent: true });
    return item && toEntity<Issue>(item);
  }

  async save(issue: Issue): Promise<boolean> {
    const { workspaceId, id, solvedAt, changedAt, revision } = issue;
    const item = {
      ...keys.issue(workspaceId, id),
      ...(solvedAt !== undefined && byDay(workspaceId, "issue", solvedAt, id)),
      record: "issue",
      ...issue,
      expiresAt: this.#retention.expiresAt(changedAt),
    };
    // One that has expired may still be there.
    const isNone = { expiresAt: { absentOrBelow: Math.floor(epochMs(this.#now()) / 1000) + 1 } };
    return (await this.#table.put(item, revision === 1 ? isNone : { revision: revision - 1 })).done;
  }

  list(query: ListQuery): Promise<Page<SolvedIssue>> {
    return listByDay<SolvedIssue>(this.#table, "issue", query);
  }

  inSlot(workspaceId: string, slot: Slot): Promise<SolvedIssue[]> {
    return listSlot<SolvedIssue>(this.#table, "issue", workspaceId, slot);
  }
}
