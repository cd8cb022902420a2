/** Quarantined answers in their customer's partition, listed by the day they were given unless they are released. */
import type { Consistency, ListQuery, Page } from "../../domain/ports/lists.ts";
import type { QuarantineStore } from "../../domain/ports/responses.ts";
import { type DecisionKind, decisions, type QuarantinedAnswer } from "../../domain/quarantine.ts";
import type { Decision } from "../../domain/response.ts";
import { listByDay } from "./by-day-list.ts";
import { collect, toEntity } from "./entities.ts";
import { byDay, keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Table } from "./table.ts";

export class DynamoQuarantine implements QuarantineStore {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async find(workspaceId: string, id: string, options: Consistency = {}): Promise<QuarantinedAnswer | undefined> {
    const item = await this.#table.get(keys.quarantined(workspaceId, id), options);
    return item && toEntity<QuarantinedAnswer>(item);
  }

  ofInvitation(workspaceId: string, invitationId: string, options: Consistency = {}): Promise<QuarantinedAnswer[]> {
    const { pk, sk } = keys.quarantined(workspaceId, invitationId);
    const range = { partition: ["pk", pk], beginsWith: ["sk", sk], ...options } as const;
    return collect<QuarantinedAnswer>(this.#table.query(range));
  }

  async add(answer: QuarantinedAnswer): Promise<QuarantinedAnswer> {
    const { workspaceId, id, givenAt } = answer;
    const written = await this.#table.add({
      ...keys.quarantined(workspaceId, id),
      ...byDay(workspaceId, "quarantined", givenAt, id),
      record: "quarantined",
      ...answer,
      expiresAt: this.#retention.expiresAt(givenAt),
    });
    return written.done || !written.item ? answer : toEntity<QuarantinedAnswer>(written.item);
  }

  async decide(
    answer: QuarantinedAnswer,
    kind: DecisionKind,
    decision: Decision,
  ): Promise<QuarantinedAnswer | undefined> {
    const { workspaceId, id, givenAt, verdict, decidedAt } = answer;
    const { from, to } = decisions[kind];
    // What is released is listed as the response that it has become.
    const place =
      to === "released" ? { dayPk: undefined, daySk: undefined } : byDay(workspaceId, "quarantined", givenAt, id);
    const written = await this.#table.update(
      keys.quarantined(workspaceId, id),
      { verdict: to, ...decision, ...place, ...(verdict === "released" && { releasedAt: decidedAt }) },
      { verdict: { oneOf: from }, decidedAt },
    );
    const standing = written.item && toEntity<QuarantinedAnswer>(written.item);
    return written.done || standing?.verdict === to ? standing : undefined;
  }

  list(query: ListQuery): Promise<Page<QuarantinedAnswer>> {
    return listByDay<QuarantinedAnswer>(this.#table, "quarantined", query);
  }
}
