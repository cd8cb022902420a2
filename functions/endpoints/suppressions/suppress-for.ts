/** Suppressing on behalf of a business: who did it and when is on record. */
import type { Caller } from "../../domain/api-key.ts";
import { AppError } from "../../domain/errors.ts";
import type { WrittenSuppression } from "../../domain/ports/customers.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SuppressedAddress, SuppressionWish } from "../../domain/suppression.ts";
import type { Instant } from "../../domain/time.ts";

export async function suppressFor(
  { workspace, keyId }: Caller,
  wishes: readonly SuppressionWish[],
  { suppressions, auditLog }: Services,
): Promise<WrittenSuppression[]> {
  const written = await suppressions.suppress(
    workspace,
    wishes.map((wish) => ({ ...wish, by: keyId })),
  );
  await Promise.all(
    written.map(async ({ suppression, changedAt }) => {
      const at = changedAt ?? (suppression.by === keyId ? toldAt(suppression) : undefined);
      if (at === undefined) return;
      await auditLog.add({ workspaceId: workspace.id, at, by: keyId, what: "suppress", subject: suppression.id });
    }),
  );
  return written;
}

/** Also of what stands already: the request that told it may have been cut off before it was on record. */
const toldAt = ({ at, addedAt = at, changedAt = addedAt }: SuppressedAddress): Instant => changedAt;

/** Addresses are the same for live and test interactions, so what keeps them from being mailed is not for trying out. */
export function requireLive({ mode }: Caller): void {
  if (mode === "test")
    throw new AppError("forbidden", "A test key changes no suppressions: they hold for live mail too.");
}
