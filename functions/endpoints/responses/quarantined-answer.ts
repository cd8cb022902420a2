/** An answer in quarantine, and a decision on it. */
import type { Caller } from "../../domain/api-key.ts";
import { AppError } from "../../domain/errors.ts";
import { idPattern } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { DecisionKind, QuarantinedAnswer } from "../../domain/quarantine.ts";
import type { Decision } from "../../domain/response.ts";

export const findQuarantined = async (
  workspaceId: string,
  id: string,
  { quarantine }: Pick<Services, "quarantine">,
): Promise<QuarantinedAnswer | undefined> =>
  idPattern.quarantined.test(id) ? quarantine.find(workspaceId, id, { consistent: true }) : undefined;

/** The answer in quarantine that somebody wants to decide on. Throws what keeps them from it. */
export async function getDecidable(
  id: string,
  { workspaceId, mode }: Pick<Caller, "workspaceId" | "mode">,
  services: Pick<Services, "quarantine">,
): Promise<QuarantinedAnswer> {
  if (idPattern.response.test(id)) throw new AppError("conflict", isNoAnswerInQuarantine);
  const standing = await findQuarantined(workspaceId, id, services);
  if (!standing) throw new AppError("not_found", "There is no such answer in quarantine.");
  if (mode === "test" && !standing.test) throw new AppError("forbidden", "A test key decides on test answers only.");
  return standing;
}

const isNoAnswerInQuarantine =
  "An id rsp_… is that of an answer that counts. Decide on one in quarantine by its id qua_…; " +
  "GET /v1/responses?verdict=quarantined lists them.";

const decidedOtherwise =
  "The answer has been decided on otherwise meanwhile. Look at it with GET /v1/responses/{id}, then decide again.";

/** The answer as it was decided, by whoever decided so first. Throws conflict when it was decided otherwise meanwhile. */
export async function decide(
  standing: QuarantinedAnswer,
  kind: DecisionKind,
  { workspaceId, keyId }: Pick<Caller, "workspaceId" | "keyId">,
  { quarantine, auditLog, clock }: Services,
): Promise<QuarantinedAnswer & Decision> {
  const decided = await quarantine.decide(standing, kind, { decidedAt: clock.now(), decidedBy: keyId });
  if (!decided?.decidedAt || !decided.decidedBy) throw new AppError("conflict", decidedOtherwise);
  const { decidedAt, decidedBy } = decided;
  await auditLog.add({ workspaceId, at: decidedAt, by: decidedBy, what: kind, subject: standing.id });
  return { ...decided, decidedAt, decidedBy };
}

/**
 * Whether a decision is the last one yet. Asked after a record was read that is to be rewritten by it: whoever decides otherwise
 * rewrites that too, so one of the two meets the other's revision and asks again.
 */
export async function isDecidedStill(
  { workspaceId, id, verdict, decidedAt }: QuarantinedAnswer,
  services: Pick<Services, "quarantine">,
): Promise<boolean> {
  const standing = await findQuarantined(workspaceId, id, services);
  return standing?.verdict === verdict && standing.decidedAt === decidedAt;
}
