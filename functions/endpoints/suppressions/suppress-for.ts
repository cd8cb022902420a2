/** Suppressing on behalf of a business: who did it and when is on record. */
import type { Caller } from "../../domain/api-key.ts";
import type { SuppressedAddress, SuppressionWish } from "../../domain/customer.ts";
import { AppError } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports.ts";

type Wish = Pick<SuppressionWish, "reason" | "at" | "note">;

export async function suppressFor(
  { workspace, keyId }: Caller,
  address: string,
  wish: Wish,
  { suppressions, auditLog }: Services,
): Promise<{ readonly suppression: SuppressedAddress; readonly isNew: boolean }> {
  const written = await suppressions.suppress(workspace, address, { ...wish, by: keyId });
  const { id, by, addedAt } = written.suppression;
  // Also where it stands already: the one that added it may have been cut off before this.
  if (by === keyId && addedAt !== undefined)
    await auditLog.add({ workspaceId: workspace.id, at: addedAt, by, what: "suppress", subject: id });
  return written;
}

/** Addresses are the same for live and test interactions, so what keeps them from being mailed is not for trying out. */
export function requireLive({ mode }: Caller): void {
  if (mode === "test")
    throw new AppError("forbidden", "A test key changes no suppressions: they hold for live mail too.");
}
