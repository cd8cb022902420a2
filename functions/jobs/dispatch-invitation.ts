/**
 * One entry of the to-do list: a first mail, a reminder, or a send in doubt. What was decided at acceptance is decided again at
 * the last moment. Sending itself is send-once.ts.
 */
import type { Verdict } from "../domain/contact-policy.ts";
import {
  acceptancePatienceSeconds,
  acceptanceSeconds,
  clockSkewSeconds,
  doubtSeconds,
  firstAttemptOf,
  giveUpSeconds,
  type Invitation,
} from "../domain/invitation.ts";
import type { Services } from "../domain/ports/services.ts";
import { addSeconds, type Instant, secondsBetween } from "../domain/time.ts";
import { type DispatchServices, inItsPlace } from "./mailed-today.ts";
import { decideSurely, surePartiesOf } from "./occasion.ts";
import { type Dispatched, firstMail, isWayClear, sendOnce } from "./send-once.ts";
import { sendReminder } from "./send-reminder.ts";

export async function dispatchInvitation(
  workspaceId: string,
  invitationId: string,
  services: DispatchServices,
): Promise<Dispatched> {
  const { invitations, clock, metrics } = services;
  const invitation = await invitations.find(workspaceId, invitationId);
  const now = clock.now();
  // The index lags: what is settled may still be listed.
  if (!invitation || invitation.dueAt > now) return "done";
  const result = await dispatch(invitation, services);
  // While no mail is taken, everything is late, and that is told otherwise.
  if (result !== "blocked" && result !== "spent")
    metrics.measure("MailSecondsLate", secondsBetween(invitation.dueAt, now));
  return result;
}

async function dispatch(invitation: Invitation, services: DispatchServices): Promise<Dispatched> {
  if (invitation.status === "unconfirmed") return resolveDoubt(invitation, services);
  if (invitation.status === "scheduled") return sendScheduled(invitation, services);
  return invitation.status === "sent" ? sendReminder(invitation, services) : "done";
}

async function sendScheduled(invitation: Invitation, services: DispatchServices): Promise<Dispatched> {
  const { clock, invitations, mailedToday } = services;
  const { workspace, survey, customer, interaction } = await surePartiesOf(invitation, services);
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
  const mailed = invitation.test ? undefined : await mailedToday.of(workspace);
  // The place of one that is tried again was taken by its first try, which nobody knows not to have left.
  const others = invitation.attempt === firstAttemptOf(invitation) ? mailed : undefined;
  const verdict = await decideSurely("mail", invitation, { workspace, survey, customer }, services, others);
  if (verdict.decision !== "send") {
    await writeDown(verdict, invitation, now, services);
    return "done";
  }
  return inItsPlace(others, services.mailer, (mailer) =>
    sendOnce(firstMail(invitation), { workspace, customer, interaction }, { ...services, mailer }),
  );
}

/** The interaction is the commit: without it nothing was accepted, and nothing is sent. */
async function awaitAcceptance(
  invitation: Invitation,
  now: Instant,
  { invitations }: DispatchServices,
): Promise<Dispatched> {
  const { begunAt } = invitation;
  const age = secondsBetween(begunAt, now);
  if (age < acceptancePatienceSeconds) return "done";
  if (age >= acceptanceSeconds) await invitations.move(invitation, "giveUp", now, { reason: "not_accepted" });
  else await invitations.postpone(invitation, addSeconds(begunAt, acceptanceSeconds));
  return "done";
}

async function writeDown(
  verdict: Exclude<Verdict, { decision: "send" }>,
  invitation: Invitation,
  now: Instant,
  { invitations }: Services,
): Promise<void> {
  const { reason, until } = verdict;
  if (verdict.decision === "defer")
    // It was to leave now, not whenever the way is clear.
    await invitations.postpone(invitation, verdict.until, {
      reason,
      until: verdict.until,
      decidedAt: now,
      isUrgent: undefined,
    });
  else await invitations.move(invitation, "skip", now, { reason, ...(until !== undefined && { until }) });
}

/** Sent once more only when events are proven to arrive and none came for this attempt; else wait, and give up after a day. */
async function resolveDoubt(invitation: Invitation, services: DispatchServices): Promise<Dispatched> {
  const { heartbeat, invitations, clock, metrics } = services;
  const now = clock.now();
  const attemptedAt = invitation.attemptedAt ?? invitation.createdAt;
  const proof = await heartbeat.last();
  const waited = secondsBetween(attemptedAt, now);
  const { attempt } = invitation;
  const isProven = proof !== undefined && secondsBetween(attemptedAt, proof) > clockSkewSeconds;
  if (attempt === firstAttemptOf(invitation) && isProven && waited >= doubtSeconds) {
    await invitations.move(invitation, "retry", now, { attempt: attempt + 1, dueAt: now });
    const retried = await invitations.find(invitation.workspaceId, invitation.id, { consistent: true });
    return retried?.status === "scheduled" ? sendScheduled(retried, services) : "done";
  }
  if (waited >= giveUpSeconds) {
    await invitations.move(invitation, "fail", now, { reason: "unconfirmed" });
  } else {
    metrics.count("MailsUnconfirmed");
    await invitations.postpone(invitation, addSeconds(now, doubtSeconds), {
      reason: invitation.reason ?? "unconfirmed",
    });
  }
  return "done";
}
