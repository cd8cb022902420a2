/**
 * Moves of a customer between active and lost, derived from their lifecycle interactions: gained by `customer.activated` or a
 * first purchase, lost by `customer.cancelled`, regained by what follows. A late interaction so corrects the moves after it.
 * Moves whose interactions may have expired stand as they are, and what comes later goes on from them; what
 * happened longer ago than figures reach back, as of customers whom a business brings along, counts where they begin.
 */
import type { Interaction } from "./interaction.ts";
import { frozenBefore } from "./kpi/frozen.ts";
import { addDays, type Instant, later } from "./time.ts";

export type MoveKind = "gained" | "lost" | "regained";

export interface CustomerMove {
  readonly id: string;
  readonly workspaceId: string;
  readonly customerId: string;
  /** By which they moved. */
  readonly interactionId: string;
  readonly at: Instant;
  readonly move: MoveKind;
  /** Of a loss: since when they had been active, which is their tenure. */
  readonly since?: Instant;
  readonly changedAt: Instant;
}

export const purchaseType = "purchase.completed";

const meaning: Readonly<Record<string, "active" | "inactive">> = {
  "customer.activated": "active",
  [purchaseType]: "active",
  "customer.cancelled": "inactive",
};

export const isLifecycle = ({ type, test }: Pick<Interaction, "type" | "test">): boolean =>
  !test && Object.hasOwn(meaning, type);

/** How long what happened before figures reach back may wait until it is folded where they begin. */
const waitingDays = 2;

export interface MoveHistory {
  readonly standing: readonly CustomerMove[];
  readonly now: Instant;
  readonly retentionDays: number;
}

/** The moves that there ought to be, in order. */
export function movesOf(
  interactions: readonly Interaction[],
  { standing, now, retentionDays }: MoveHistory,
): CustomerMove[] {
  const frozenAt = frozenBefore(now, retentionDays);
  const moves = standing.filter(({ at }) => at < frozenAt);
  for (const interaction of interactions.filter(isLifecycle).sort(byTime)) {
    const { occurredAt, receivedAt, type } = interaction;
    const last = moves.at(-1);
    const own = later(occurredAt, addDays(frozenBefore(receivedAt, retentionDays), waitingDays));
    // None comes before the one that it follows, and so none is frozen sooner.
    const at = last ? later(own, last.at) : own;
    if (at < frozenAt) continue;
    const isActive = last !== undefined && last.move !== "lost";
    if (isActive !== (meaning[type] === "active")) moves.push(moveBy(interaction, at, last, now));
  }
  return moves;
}

function moveBy(
  { id, workspaceId, customerId }: Interaction,
  at: Instant,
  last: CustomerMove | undefined,
  now: Instant,
): CustomerMove {
  const made = { id: moveIdOf(id), workspaceId, customerId, interactionId: id, changedAt: now };
  if (!last) return { ...made, at, move: "gained" };
  return last.move === "lost" ? { ...made, at, move: "regained" } : { ...made, at, move: "lost", since: last.at };
}

export const isSamePlace = (a: CustomerMove, b: CustomerMove): boolean => a.id === b.id && a.at === b.at;

export const isSameMove = (a: CustomerMove, b: CustomerMove): boolean =>
  isSamePlace(a, b) && a.move === b.move && a.since === b.since;

const moveIdOf = (interactionId: string): string => `mov_${interactionId.slice(4)}`;

/** Of the same instant, always in the same order. */
const byTime = (a: Interaction, b: Interaction): number =>
  `${a.occurredAt} ${a.id}` < `${b.occurredAt} ${b.id}` ? -1 : 1;
