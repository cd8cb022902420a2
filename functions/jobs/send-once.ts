/**
 * Sending once: claim, look again, one call, settle. Every step is one conditional write, and a crash between any two leaves
 * evidence that the next run reads.
 */
import { type Claim, type Customer, isExpired } from "../domain/customer.ts";
import type { Interaction } from "../domain/interaction.ts";
import { doubtSeconds, type Invitation } from "../domain/invitation.ts";
import type { Mail, SendResult } from "../domain/mail.ts";
import type { SendingServices } from "../domain/ports.ts";
import { addSeconds, type Instant, later } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { dispatchLeaseSeconds } from "../timeouts.ts";
import { composeMail } from "./compose-mail.ts";

/** `done` sent nothing; `slow` wants a pause; `blocked` wants the run to stop. */
export type Dispatched = "sent" | "done" | "slow" | "blocked";

export async function sendOnce(
  invitation: Invitation,
  { workspace, customer, interaction }: { workspace: Workspace; customer: Customer; interaction: Interaction },
  services: SendingServices,
): Promise<Dispatched> {
  const { customers, invitations, surveys, mailer, clock, ids } = services;
  const { workspaceId, surveyId, surveyVersion, step, attempt } = invitation;
  const survey = await surveys.getVersion(workspaceId, surveyId, surveyVersion);
  const mail = await composeMail(
    { workspace, survey, customer: withAddress(customer), interaction, invitation },
    services,
  );

  const claim = claimOf(invitation, customer, clock.now(), ids.random(16));
  if (!(await customers.claim(customer, claim, !invitation.test))) return "done";

  const fresh = await invitations.find(workspaceId, invitation.id, { consistent: true });
  if (fresh?.status !== "scheduled" || fresh.step !== step || fresh.attempt !== attempt) {
    await customers.release(customer, claim);
    return "done";
  }
  const result = await mailer.send(mail);
  return settle(fresh, customer, claim, mail, result, services);
}

function claimOf(invitation: Invitation, customer: Customer, now: Instant, runId: string): Claim {
  const { id: invitationId, surveyId, step, attempt } = invitation;
  const { overall, bySurvey } = customer.lastInvited;
  const survey = bySurvey[surveyId];
  return {
    invitationId,
    surveyId,
    step,
    attempt,
    runId,
    takenAt: now,
    leaseEndsAt: addSeconds(now, dispatchLeaseSeconds),
    previous: { ...(overall && { overall }), ...(survey && { survey }) },
  };
}

/**
 * Whether the way is clear for `invitation`. A claim that stands is evidence and never just overwritten: one whose invitation
 * has moved on is spent; one that expired while its invitation was being sent leaves that in doubt; a live one is waited for.
 */
export async function isWayClear(
  { claim, workspaceId }: Customer,
  invitation: Invitation,
  { invitations, clock }: SendingServices,
): Promise<boolean> {
  if (!claim) return true;
  const isOfClaim = (one: Invitation): boolean => one.step === claim.step && one.attempt === claim.attempt;
  // The usual case: what a claim was for was sent long ago, and no later read will tell otherwise.
  const seen = await invitations.find(workspaceId, claim.invitationId);
  if (seen?.status === "sent" && isOfClaim(seen)) return true;
  const claimed = await invitations.find(workspaceId, claim.invitationId, { consistent: true });
  if (claimed?.status !== "scheduled" || !isOfClaim(claimed)) return true;
  const now = clock.now();
  if (!isExpired(claim, now)) return false;
  await invitations.move(claimed, "doubt", now, {
    reason: "crashed",
    attemptedAt: claim.takenAt,
    dueAt: later(now, addSeconds(claim.takenAt, doubtSeconds)),
  });
  return claimed.id !== invitation.id;
}

async function settle(
  invitation: Invitation,
  customer: Customer,
  claim: Claim,
  mail: Mail,
  result: SendResult,
  services: SendingServices,
): Promise<Dispatched> {
  const { customers, invitations, clock, log, metrics } = services;
  const now = clock.now();
  const { workspace: workspaceId, invitation: invitationId } = mail.tags;
  switch (result.result) {
    case "accepted":
      await invitations.move(invitation, "send", now, { sentAt: now, messageId: result.messageId });
      metrics.count("MailsSent");
      return "sent";
    case "unknown":
      await invitations.move(invitation, "doubt", now, {
        reason: result.reason,
        attemptedAt: claim.takenAt,
        dueAt: addSeconds(claim.takenAt, doubtSeconds),
      });
      metrics.count("SendsInDoubt");
      log.warn("a send is in doubt", { workspaceId, invitationId, reason: result.reason });
      return "sent";
    case "rejected":
      // Before failing: a crash in between leaves the invitation due, and the next try fails the same way.
      await customers.release(customer, claim);
      await invitations.move(invitation, "fail", now, { reason: result.reason });
      return "done";
    case "account":
      await customers.release(customer, claim);
      metrics.count("SendingBlocked");
      log.error("the mail service takes no mail of this account", { reason: result.reason });
      return "blocked";
    case "throttled":
      await customers.release(customer, claim);
      return result.scope === "rate" ? "slow" : "blocked";
  }
}

function withAddress(customer: Customer): Customer & { readonly email: string } {
  if (customer.email === undefined) throw new Error("The policy let a customer without an address pass.");
  return { ...customer, email: customer.email };
}
