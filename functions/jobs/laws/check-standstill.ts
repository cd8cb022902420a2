/**
 * Law 2 between invitations and the to-do list, for those that looked wrong: once more, and consistently. What is long due
 * breaks the law only if it was passed over, and is held back with all others otherwise.
 */

import { inParallel } from "../../domain/in-parallel.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Findings } from "../../domain/laws/findings.ts";
import { isOverdue, listingFault } from "../../domain/laws/invitation.ts";
import { isPassedOver, type MailFlow, mailFlowOf } from "../../domain/laws/mail-flow.ts";
import type { Scope } from "../../domain/laws/scope.ts";
import type { Services } from "../../domain/ports/services.ts";
import { addDays } from "../../domain/time.ts";
import { toDoList } from "./to-do-list.ts";

/** Settled invitations that tell whether mails leave. */
const latestSettled = 100;

/** Answers how many are held back. */
export async function checkStandstill(
  suspects: ReadonlySet<string>,
  { workspace, now }: Scope,
  services: Services,
  findings: Findings,
  hasTime: () => boolean,
): Promise<number> {
  if (suspects.size === 0) return 0;
  const { invitations } = services;
  const toDo = await toDoList(workspace.id, invitations, hasTime);
  const overdue: Invitation[] = [];
  const lookAgain = async (id: string): Promise<void> => {
    const invitation = await invitations.find(workspace.id, id, { consistent: true });
    const fault = listingFault(invitation, toDo.has(id), now);
    if (fault !== undefined) findings.violated(2, idsOf(id, invitation), fault);
    else if (invitation && isOverdue(invitation, now)) overdue.push(invitation);
  };
  await inParallel(suspects, lookAgain, hasTime);
  if (overdue.length === 0) return 0;
  const flow = await mailFlow(workspace.id, services);
  const passedOver = overdue.filter((invitation) => isPassedOver(invitation, flow));
  for (const invitation of passedOver) {
    const { id, status, dueAt } = invitation;
    const what = status === "sent" ? "has a reminder that" : `is ${status} and`;
    findings.violated(2, idsOf(id, invitation), `${what} has been due since ${dueAt}, while others' mails left`);
  }
  return overdue.length - passedOver.length;
}

async function mailFlow(workspaceId: string, { invitations, heartbeat, clock }: Services): Promise<MailFlow> {
  const now = clock.now();
  const [{ items }, provenAt] = await Promise.all([
    invitations.list({ workspaceId, from: addDays(now, -1), to: addDays(now, 1), limit: latestSettled }),
    heartbeat.last(),
  ]);
  return mailFlowOf(items, provenAt);
}

const idsOf = (id: string, invitation: Invitation | undefined): string[] =>
  invitation ? [id, invitation.interactionId] : [id];
