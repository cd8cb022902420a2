/** Law 1: an interaction has exactly one outcome, and what was mailed for it is that outcome. */
import { idPattern } from "../ids.ts";
import { type Interaction, notInvitedReasons } from "../interaction.ts";
import type { Invitation } from "../invitation.ts";

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

/**
 * Whether an invitation must be the outcome of an interaction. One that was given up may lack its interaction, which then was
 * never accepted; and so may a link, which is sent as it is made, and handed over only when the interaction is.
 */
export const needsOrigin = ({ status, via }: Pick<Invitation, "status" | "via">): boolean =>
  status === "sent" && via === undefined;

/** What is wrong with the interaction for which an invitation was sent. */
export function originFault(
  { id, interactionId }: Pick<Invitation, "id" | "interactionId">,
  interaction: Interaction | undefined,
): string | undefined {
  if (!interaction) return `was sent for ${interactionId}, which is not in the table`;
  const { outcome } = interaction;
  // A faulty outcome is told of its interaction.
  if (outcomeFault(outcome) !== undefined) return undefined;
  if (outcome.outcome === "invited" && outcome.invitation.id === id) return undefined;
  return `was sent for ${interactionId}, whose outcome is another`;
}
