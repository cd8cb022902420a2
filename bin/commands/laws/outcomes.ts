/** Law 1 from both sides: what an interaction's outcome must be, and that nothing was sent which no interaction has for its own. */
import { idPattern } from "../../../functions/domain/ids.ts";
import { notInvitedReasons } from "../../../functions/domain/interaction.ts";
import type { Invitation } from "../../../functions/domain/invitation.ts";
import { frozenBefore } from "../../../functions/domain/kpi/frozen.ts";
import type { Services } from "../../../functions/domain/ports.ts";
import type { Findings, Scope } from "./findings.ts";

/** What is wrong with an outcome as it is stored, which may be anything. */
export function outcomeFault(stored: unknown): string | undefined {
  const { outcome, reason, invitation } = Object(stored) as Record<string, unknown>;
  const invited = Object(invitation) as Record<string, unknown>;
  const isInvited = outcome === "invited";
  if (!isInvited && outcome !== "not_invited") return "has no outcome";
  if (isInvited !== (invitation !== undefined) || isInvited !== (reason === undefined)) {
    return "has more than one outcome, or half of one";
  }
  if (isInvited) return idPattern.invitation.test(String(invited["id"])) ? undefined : "was invited by nothing";
  return (notInvitedReasons as readonly unknown[]).includes(reason) ? undefined : "was not invited for no known reason";
}

/** An invitation that was given up may lack its interaction, which then was never accepted; one that was sent may not. */
export async function checkOrigin(
  { id, workspaceId, interactionId, status, createdAt }: Invitation,
  { now, retentionDays }: Scope,
  { interactions }: Services,
  findings: Findings,
): Promise<void> {
  if (status !== "sent" || createdAt < frozenBefore(now, retentionDays)) return;
  const interaction = await interactions.find(workspaceId, interactionId, { consistent: true });
  if (!interaction) {
    findings.violated(1, [id, interactionId], `was sent for ${interactionId}, which is not in the table`);
    return;
  }
  const { outcome } = interaction;
  // A faulty outcome is told of its interaction.
  if (outcomeFault(outcome) !== undefined) return;
  if (outcome.outcome === "invited" && outcome.invitation.id === id) return;
  findings.violated(1, [id, interactionId], `was sent for ${interactionId}, whose outcome is another`);
}
