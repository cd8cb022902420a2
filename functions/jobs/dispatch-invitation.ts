/**
 * One entry of the to-do list: what was decided at acceptance is decided again at the last moment, and a send in doubt is
 * resolved. Sending itself is send-once.ts.
 */
import { decide } from "../domain/contact-policy.ts";
import type { Customer } from "../domain/customer.ts";
import {
  acceptancePatienceSeconds,
  acceptanceSeconds,
  doubtSeconds,
  giveUpSeconds,
  type Invitation,
} from "../domain/invitation.ts";
import type { SendingServices } from "../domain/ports.ts";
import type { Survey } from "../domain/survey.ts";
import { addSeconds, type Instant, secondsBetween } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { type Dispatched, isWayClear, sendOnce } from "./send-once.ts";

export async function dispatchInvitation(
  workspaceId: string,
  invitationId: string,
  services: SendingServices,
): Promise<Dispatched> {
  const { invitations, clock } = services;
  const invitation = await invitations.find(workspaceId, invitationId);
  if (invitation?.status === "unconfirmed") return resolveDoubt(invitation, services);
  // The index lags: what is settled may still be listed.
  if (invitation?.status !== "scheduled" || invitation.dueAt > clock.now()) return "done";
  return sendScheduled(invitation, services);
}

async function sendScheduled(invitation: Invitation, services: SendingServices): Promise<Dispatched> {
  const { clock, workspaces, customers, interactions, surveys, invitations } = services;
  const { workspaceId, customerId } = invitation;
  const [workspace, customer, interaction] = await Promise.all([
    workspaces.get(workspaceId),
    customers.find(workspaceId, customerId),
    interactions.find(workspaceId, invitation.interactionId),
  ]);
  const survey = await surveys.getKept(workspace, invitation.surveyId);
  const now = clock.now();
  if (!interaction) return awaitAcceptance(invitation, now, services);
  if (!customer) {
    await invitations.move(invitation, "skip", now, { reason: "no_customer" });
    return "done";
  }
  if (interaction.outcome.outcome !== "invited" || interaction.outcome.invitation.id !== invitation.id) {
    // Another acceptance of the same interaction was committed, and chose otherwise.
    await invitations.move(invitation, "skip", now, { reason: "not_chosen" });
    return "done";
  }
  // Before deciding: a mail of this very invitation may have left already.
  if (!(await isWayClear(customer, invitation, services))) return "done";
  const isFair = await decideAgain(invitation, { workspace, customer, survey }, now, services);
  return isFair ? sendOnce(invitation, { workspace, customer, interaction }, services) : "done";
}

/** The interaction is the commit: without it nothing was accepted, and nothing is sent. */
async function awaitAcceptance(
  invitation: Invitation,
  now: Instant,
  { invitations, interactions }: SendingServices,
): Promise<Dispatched> {
  const { workspaceId, interactionId, begunAt } = invitation;
  const age = secondsBetween(begunAt, now);
  if (age < acceptancePatienceSeconds) return "done";
  if (await interactions.find(workspaceId, interactionId, { consistent: true })) return "done";
  if (age >= acceptanceSeconds) await invitations.move(invitation, "skip", now, { reason: "not_accepted" });
  else await invitations.postpone(invitation, addSeconds(begunAt, acceptanceSeconds));
  return "done";
}

interface Parties {
  readonly workspace: Workspace;
  readonly customer: Customer;
  readonly survey: Survey;
}

/** What was decided at acceptance may have changed. Writes the verdict down unless it is to send. */
async function decideAgain(
  invitation: Invitation,
  { workspace, customer, survey }: Parties,
  now: Instant,
  { customers, invitations }: SendingServices,
): Promise<boolean> {
  const verdict = decide({
    workspace,
    survey,
    customer,
    addressSuppressed: customer.email !== undefined && (await customers.isSuppressed(workspace, customer.email)),
    openUntil: invitation.openUntil,
    at: now,
    test: invitation.test,
    invitationId: invitation.id,
  });
  if (verdict.decision === "send") return true;
  const { reason, until } = verdict;
  if (verdict.decision === "defer")
    await invitations.postpone(invitation, verdict.until, { reason, until: verdict.until });
  else await invitations.move(invitation, "skip", now, { reason, ...(until !== undefined && { until }) });
  return false;
}

/** Sent once more only when events are proven to arrive and none came for this attempt; else wait, and give up after a day. */
async function resolveDoubt(invitation: Invitation, services: SendingServices): Promise<Dispatched> {
  const { heartbeat, invitations, clock } = services;
  const now = clock.now();
  const attemptedAt = invitation.attemptedAt ?? invitation.createdAt;
  const proof = await heartbeat.last();
  const waited = secondsBetween(attemptedAt, now);
  if (invitation.attempt === 1 && proof !== undefined && proof > attemptedAt && waited >= doubtSeconds) {
    await invitations.move(invitation, "retry", now, { attempt: 2, dueAt: now });
    const retried = await invitations.find(invitation.workspaceId, invitation.id, { consistent: true });
    return retried?.status === "scheduled" ? sendScheduled(retried, services) : "done";
  }
  if (waited >= giveUpSeconds) {
    await invitations.move(invitation, "fail", now, { reason: "unconfirmed" });
  } else {
    await invitations.postpone(invitation, addSeconds(now, doubtSeconds), {
      reason: invitation.reason ?? "unconfirmed",
    });
  }
  return "done";
}
