/** Suppressing on behalf of a business: who did it and when is on record. */
import type { Caller } from "../../domain/api-key.ts";
import type { SuppressionWish } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import type { Services, SuppressionStore } from "../../domain/ports.ts";

export async function suppressFor(
  { workspace, keyId }: Caller,
  wishes: readonly SuppressionWish[],
  { suppressions, auditLog }: Services,
): ReturnType<SuppressionStore["suppress"]> {
  const written = await suppressions.suppress(
    workspace,
    wishes.map((wish) => ({ ...wish, by: keyId })),
  );
  // Also where it stands already: the request that added it may have been cut off before this.
  const own = written.filter(({ suppression }) => suppression.by === keyId);
  await Promise.all(
    own.map(({ suppression: { id, at, addedAt = at } }) =>
      auditLog.add({ workspaceId: workspace.id, at: addedAt, by: keyId, what: "suppress", subject: id }),
    ),
  );
  return written;
}

/** Addresses are the same for live and test interactions, so what keeps them from being mailed is not for trying out. */
export function requireLive({ mode }: Caller): void {
  if (mode === "test")
    throw new AppError("forbidden", "A test key changes no suppressions: they hold for live mail too.");
}
