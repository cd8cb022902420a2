/**
 * A reminder: the same link once more, to whoever has not answered. It is tried once. One that may have left counts as sent,
 * because nobody misses a reminder and everybody minds a second one.
 */
import { responseIdOf } from "../domain/ids.ts";
import { isOvertaken } from "../domain/intervention.ts";
import { type Invitation, nextReminderAt, restChanges } from "../domain/invitation.ts";
import { isCounted } from "../domain/response.ts";
import type { DispatchServices } from "./mailed-today.ts";
import { decideSurely, surePartiesOf } from "./occasion.ts";
import { type Dispatched, isWayClear, reminderAfter, sendOnce } from "./send-once.ts";

export async function sendReminder(invitation: Invitation, services: DispatchServices): Promise<Dispatched> {
  const { invitations, responses, clock } = services;
  const { workspaceId, id } = invitation;
  const now = clock.now();
  const rest = async (reason: string): Promise<Dispatched> => {
    await invitations.move(invitation, "rest", now, restChanges(invitation, reason));
    return "done";
  };
  if (isOvertaken(invitation)) return rest(invitation.reason ?? "cancelled");
  // The index lags: there may be none ahead any more.
  if (nextReminderAt(invitation) === undefined) return "done";
  const { workspace, survey, customer, interaction } = await surePartiesOf(invitation, services);
  if (!customer || !interaction) return rest("no_customer");
  if (!(await isWayClear(customer, invitation, services))) return "done";
  const record = await responses.findRecord(workspaceId, responseIdOf(id), { consistent: true });
  if (isCounted(record)) return rest("answered");
  const verdict = await decideSurely("reminder", invitation, { workspace, survey, customer }, services);
  if (verdict.decision === "skip") return rest(verdict.reason);
  if (verdict.decision === "send")
    return sendOnce(reminderAfter(invitation), { workspace, customer, interaction }, services);
  const { reason, until } = verdict;
  await invitations.postpone(invitation, until, { reason, until, decidedAt: now });
  return "done";
}
