/**
 * Invitations in their customer's partition. What is left to do stands in the due index; a settled one stands under its
 * day instead. The condition of every move comes from the domain's table of moves.
 */
import type { Slot } from "../../domain/calendar.ts";
import {
  type HistoryEntry,
  type Invitation,
  type Move,
  type MoveChanges,
  moves,
  type Postponement,
} from "../../domain/invitation.ts";
import type { Feedback } from "../../domain/mail-feedback.ts";
import type { InvitationStore } from "../../domain/ports/invitations.ts";
import type { ListQuery, Page } from "../../domain/ports/lists.ts";
import type { Instant } from "../../domain/time.ts";
import { listByDay, listSlot } from "./by-day-list.ts";
import { collect, toEntity } from "./entities.ts";
import type { Changes, Condition } from "./expressions.ts";
import { byDay, dueIndex, duePk, keys } from "./keys.ts";
import type { Retention } from "./retention.ts";
import type { Table } from "./table.ts";

export class DynamoInvitations implements InvitationStore {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async find(workspaceId: string, id: string, options: { consistent?: boolean } = {}): Promise<Invitation | undefined> {
    const item = await this.#table.get(keys.invitation(workspaceId, id), options);
    return item && toEntity<Invitation>(item);
  }

  ofCustomer(workspaceId: string, customerId: string): Promise<Invitation[]> {
    const { pk } = keys.customer(workspaceId, customerId);
    const range = { partition: ["pk", pk], beginsWith: ["sk", "invitation#"], consistent: true } as const;
    return collect<Invitation>(this.#table.query(range));
  }

  async add(invitation: Invitation): Promise<Invitation> {
    const { workspaceId, customerId: _, ...told } = invitation;
    const { id, status, createdAt, openUntil } = told;
    const written = await this.#table.add({
      ...keys.invitation(workspaceId, id),
      // A link is sent as it is made.
      ...(status === "sent" ? byDay(workspaceId, "invitation", createdAt, id) : { duePk: duePk(workspaceId) }),
      record: "invitation",
      ...told,
      // It may be sent, and counts on that day, as late as its link is open.
      expiresAt: this.#retention.expiresAt(openUntil),
    });
    return written.done || !written.item ? invitation : toEntity<Invitation>(written.item);
  }

  list(query: ListQuery): Promise<Page<Invitation>> {
    return listByDay<Invitation>(this.#table, "invitation", query);
  }

  inSlot(workspaceId: string, slot: Slot): Promise<Invitation[]> {
    return listSlot<Invitation>(this.#table, "invitation", workspaceId, slot);
  }

  async *due(workspaceId: string, now: Instant): AsyncGenerator<string> {
    const found = this.#table.query({
      index: dueIndex,
      partition: ["duePk", duePk(workspaceId)],
      // A key condition may not hold an empty text; every instant is above "0".
      between: ["dueAt", "0", now],
      pageSize: duePageSize,
    });
    for await (const { pk, sk } of found) yield idOf(String(pk), String(sk));
  }

  async move(invitation: Invitation, move: Move, at: Instant, changes: MoveChanges = {}): Promise<boolean> {
    const { from, to } = moves[move];
    const { reason, until, step = 0 } = changes;
    const entry: HistoryEntry = {
      status: to,
      at,
      ...(reason !== undefined && { reason }),
      ...(until !== undefined && { until }),
      ...(move === "remind" && { reminder: step }),
    };
    return this.#change(
      invitation,
      {
        reason: undefined,
        until: undefined,
        ...changes,
        ...placeAfter(invitation, move, at, changes),
        status: to,
        pushBacks: undefined,
        history: isMailed(move) && !isFull(invitation) ? { append: [entry] } : withEntry(invitation, entry),
      },
      from,
      (item) => item.status === to && item.history.at(-1)?.at === at,
      move === "giveUp" ? { begunAt: invitation.begunAt } : {},
    );
  }

  async begin(invitation: Invitation, at: Instant): Promise<boolean> {
    const isOurs = ({ status, begunAt }: Invitation) => status === "scheduled" && begunAt === at;
    return this.#change(invitation, { begunAt: at }, ["scheduled"], isOurs);
  }

  async postpone(invitation: Invitation, dueAt: Instant, { decidedAt, ...why }: Postponement = {}): Promise<boolean> {
    const { status } = invitation;
    const { reason, until } = why;
    const entry = decidedAt !== undefined && {
      status,
      at: decidedAt,
      ...(reason !== undefined && { reason }),
      ...(until !== undefined && { until }),
    };
    return this.#change(
      invitation,
      { pushBacks: undefined, ...why, until, dueAt, ...(entry && { history: withEntry(invitation, entry) }) },
      [status],
      (item) => item.dueAt === dueAt,
      { dueAt: invitation.dueAt },
    );
  }

  async #change(
    invitation: Invitation,
    changes: Changes,
    from: readonly string[],
    isOurs: (item: Invitation) => boolean,
    condition: Condition = {},
  ): Promise<boolean> {
    const written = await this.#table.update(keys.invitation(invitation.workspaceId, invitation.id), changes, {
      status: { oneOf: from },
      step: invitation.step,
      attempt: invitation.attempt,
      ...condition,
    });
    // A retried write fails its own condition: then what stands is what it wrote.
    return written.done || (written.item !== undefined && isOurs(toEntity<Invitation>(written.item)));
  }

  async recordFeedback(invitation: Invitation, feedback: Feedback): Promise<boolean> {
    const { workspaceId, id, step, attempt, messageId, mailEvents, delivery } = invitation;
    const written = await this.#table.update(keys.invitation(workspaceId, id), feedback, {
      step,
      attempt,
      messageId,
      mailEvents,
      "delivery.status": delivery?.status,
    });
    return written.done;
  }
}

/** Most runs find less, and those that find more take them bit by bit. */
const duePageSize = 100;

const keptEntries = 50;

const isFull = ({ history }: Invitation): boolean => history.length >= keptEntries;
const withEntry = ({ history }: Invitation, entry: HistoryEntry) => [...history, entry].slice(-keptEntries);

/** A mail that left has left, whatever has been written since its invitation was read; the history keeps both. */
const isMailed = (move: Move): boolean => move === "send" || move === "remind";

/** Its entries in the two lists, which may be both. What was sent is listed by when, which may be learned much later. */
function placeAfter(
  { workspaceId, id }: Invitation,
  move: Move,
  at: Instant,
  { dueAt, sentAt = at }: MoveChanges,
): Changes {
  const { day } = moves[move];
  const isToDo = day === "leaves" || dueAt !== undefined;
  return {
    duePk: isToDo ? duePk(workspaceId) : undefined,
    ...(day === "enters" && byDay(workspaceId, "invitation", sentAt, id)),
    ...(day === "leaves" && { dayPk: undefined, daySk: undefined }),
  };
}

/** The due index holds keys only, and they hold the id. */
const idOf = (pk: string, sk: string): string =>
  `inv_${pk.slice(pk.lastIndexOf("#cus_") + 5)}${sk.slice("invitation#".length)}`;
