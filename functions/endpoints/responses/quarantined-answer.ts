/** An answer in quarantine, and a decision on it. */
import type { Caller } from "../../domain/api-key.ts";
import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports.ts";
import type { DecisionKind, QuarantinedAnswer } from "../../domain/quarantine.ts";

export const findQuarantined = async (
  workspaceId: string,
  id: string,
  { quarantine }: Pick<Services, "quarantine">,
): Promise<QuarantinedAnswer | undefined> =>
  idPattern.quarantined.test(id) ? quarantine.find(workspaceId, id, { consistent: true }) : undefined;

/** The answer as it was decided, by whoever decided so first. Throws not_found, and conflict when it counts by now. */
export async function decide(
  id: string,
  kind: DecisionKind,
  { workspaceId, keyId, mode }: Caller,
  services: Services,
): Promise<QuarantinedAnswer & { readonly decidedAt: string; readonly decidedBy: string }> {
  const { quarantine, auditLog, clock } = services;
  const standing = await findQuarantined(workspaceId, id, services);
  if (!standing) throw new AppError("not_found", "There is no such answer in quarantine.");
  if (mode === "test" && !standing.test) throw new AppError("forbidden", "A test key decides on test answers only.");
  const decided = await quarantine.decide(standing, kind, { decidedAt: clock.now(), decidedBy: keyId });
  if (!decided?.decidedAt || !decided.decidedBy) throw new AppError("conflict", "The answer has been released.");
  const { decidedAt, decidedBy } = decided;
  await auditLog.add({ workspaceId, at: decidedAt, by: decidedBy, what: kind, subject: id });
  return { ...decided, decidedAt, decidedBy };
}
