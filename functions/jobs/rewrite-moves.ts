/**
 * Holds a customer's moves against their lifecycle interactions and rewrites those that differ. After writing it looks again, so
 * that of several at once the last one sees what all have written; one that is cut off is repeated with its changes.
 */
import { type CustomerMove, isSameMove, isSamePlace, movesOf } from "../domain/customer-move.ts";
import { AppError } from "../domain/errors.ts";
import { inParallel } from "../domain/in-parallel.ts";
import type { Services } from "../domain/ports/services.ts";

const maxTries = 8;

/** Throws unavailable when others always were faster. */
export async function rewriteMoves(
  workspaceId: string,
  customerId: string,
  {
    interactions,
    customerMoves,
    clock,
    settings,
  }: Pick<Services, "interactions" | "customerMoves" | "clock" | "settings">,
): Promise<void> {
  for (let tries = 0; tries < maxTries; tries++) {
    const [lifecycle, standing] = await Promise.all([
      interactions.lifecycleOf(workspaceId, customerId),
      customerMoves.ofCustomer(workspaceId, customerId),
    ]);
    const wanted = movesOf(lifecycle, { standing, now: clock.now(), retentionDays: settings.recordRetentionDays });
    const missing = without(wanted, standing, isSameMove);
    // What stands in its place is overwritten.
    const wrong = without(standing, wanted, isSamePlace);
    if (missing.length === 0 && wrong.length === 0) return;
    await inParallel(wrong, (move) => customerMoves.remove(move));
    await inParallel(missing, (move) => customerMoves.save(move));
  }
  throw new AppError("unavailable", "Others keep changing the moves of this customer.");
}

const without = (
  moves: readonly CustomerMove[],
  others: readonly CustomerMove[],
  is: (a: CustomerMove, b: CustomerMove) => boolean,
): CustomerMove[] => moves.filter((move) => !others.some((other) => is(move, other)));
