/**
 * Sending once: claim, look again, one call, settle. Every step is one conditional write, and a crash between any two leaves
 * evidence that the next run reads.
 */
import { type Claim, type Customer, isExpired } from "../domain/customer.ts";
import type { Interaction } from "../domain/interaction.ts";
import {
  doubtSeconds,
  type Invitation,
  type Move,
  type MoveChanges,
  nextReminderAt,
  remindedChanges,
  restChanges,
  sentChanges,
} from "../domain/invitation.ts";
import type { SendResult } from "../domain/mail.ts";
import type { SendingServices } from "../domain/ports/services.ts";
import { addSeconds, type Instant, later } from "../domain/time.ts";
import type { Workspace } from "../domain/workspace.ts";
import { claimSeconds } from "../timeouts.ts";
import { composeMail } from "./compose-mail.ts";

/** `done` sent nothing; `slow` neither, for once; `spent` and `blocked` want the run to stop. */
export type Dispatched = "sent" | "done" | "slow" | "spent" | "blocked";

/** One mail of an invitation, and what each result of sending it makes of the invitation. */
export interface Mailing {
  readonly invitation: Invitation;
  readonly step: number;
  readonly attempt: number;
  /** Whether it is still to be sent, going by the invitation as it stands. */
  readonly isAwaited: (standing: Invitation) => boolean;
  readonly accepted: (at: Instant, messageId: string) => Step;
  /** `until` it may have been tried: only what came later proves anything. */
  readonly doubted: (at: Instant, until: Instant, reason: string) => Step;
  readonly rejected: (reason: string) => Step;
}

type Step = readonly [move: Move, changes: MoveChanges];

export const firstMail = (invitation: Invitation): Mailing => ({
  invitation,
  step: 0,
  attempt: invitation.attempt,
  isAwaited: ({ status, attempt }) => status === "scheduled" && attempt === invitation.attempt,
  accepted: (at, messageId) => ["send", sentChanges(invitation, at, messageId)],
  doubted: (at, until, reason) => [
    "doubt",
    { reason, attemptedAt: until, dueAt: later(at, addSeconds(until, doubtSeconds)) },
  ],
  rejected: (reason) => ["fail", { reason }],
});

export function reminderAfter(invitation: Invitation): Mailing {
  const step = invitation.step + 1;
  return {
    invitation,
    step,
    attempt: invitation.attempt,
    isAwaited: (standing) =>
      standing.step === invitation.step &&
      standing.attempt === invitation.attempt &&
      nextReminderAt(standing) !== undefined,
    accepted: (_at, messageId) => ["remind", remindedChanges(invitation, step, { messageId })],
    doubted: (_at, _until, reason) => ["remind", remindedChanges(invitation, step, { reason })],
    rejected: (reason) => ["rest", restChanges(invitation, reason)],
  };
}

interface Parties {
  readonly workspace: Workspace;
  readonly customer: Customer;
  readonly interaction: Interaction;
}

export async function sendOnce(
  mailing: Mailing,
  { workspace, customer, interaction }: Parties,
  services: SendingServices,
): Promise<Dispatched> {
  const { customers, invitations, surveys, suppressions, mailer, clock, ids } = services;
  const { invitation, step, attempt } = mailing;
  const { workspaceId, surveyId, surveyVersion } = invitation;
  const survey = await surveys.getVersion(workspaceId, surveyId, surveyVersion);
  const parts = { workspace, survey, customer: withAddress(customer), interaction, invitation };
  const mail = await composeMail({ ...parts, step, attempt }, services);

  const claim = claimOf(mailing, customer, clock.now(), ids.random(16));
  // A reminder takes the claim and leaves the throttle alone.
  const reserves = step === 0 && !invitation.test;
  if (!(await customers.claim(customer, claim, reserves))) return "done";

  // What ends the mailing of an address reaches customers who share it by the address's own item alone.
  const [fresh, isSuppressed] = await Promise.all([
    invitations.find(workspaceId, invitation.id, { consistent: true }),
    suppressions.isSuppressed(workspace, mail.to, { consistent: true }),
  ]);
  if (!fresh || !mailing.isAwaited(fresh) || isSuppressed) {
    await customers.release(customer, claim);
    return "done";
  }
  const result = await mailer.send(mail);
  return settle({ ...mailing, invitation: fresh }, customer, claim, result, services);
}

function claimOf({ invitation, step, attempt }: Mailing, customer: Customer, now: Instant, runId: string): Claim {
  const { id: invitationId, surveyId } = invitation;
  const { overall, bySurvey } = customer.lastInvited;
  const survey = bySurvey[surveyId];
  return {
    invitationId,
    surveyId,
    step,
    attempt,
    runId,
    takenAt: now,
    leaseEndsAt: addSeconds(now, claimSeconds),
    previous: { ...(overall && { overall }), ...(survey && { survey }) },
  };
}

/**
 * Whether the way is clear for `invitation`. A claim that stands is evidence and never just overwritten: one whose mail was
 * settled or called off is spent; one that expired while its mail was being sent leaves that in doubt; a live one is waited for.
 */
export async function isWayClear(
  { claim, workspaceId }: Customer,
  invitation: Invitation,
  { invitations, clock }: SendingServices,
): Promise<boolean> {
  if (!claim) return true;
  // The usual case: what a claim was for was sent long ago, and no later read will tell otherwise.
  const seen = await invitations.find(workspaceId, claim.invitationId);
  if (seen?.status === "sent" && seen.step >= claim.step && seen.attempt === claim.attempt) return true;
  const claimed = await invitations.find(workspaceId, claim.invitationId, { consistent: true });
  const mailing = claimed && claimedMailing(claimed, claim);
  if (!mailing?.isAwaited(mailing.invitation)) return true;
  const now = clock.now();
  if (!isExpired(claim, now)) return false;
  await invitations.move(mailing.invitation, ...at(now, mailing.doubted(now, claim.leaseEndsAt, "crashed")));
  return claim.invitationId !== invitation.id;
}

/** The mail that a claim was taken for; undefined when the invitation has moved on since. */
function claimedMailing(claimed: Invitation, { step, attempt }: Claim): Mailing | undefined {
  const mailing = step === 0 ? firstMail(claimed) : reminderAfter(claimed);
  return mailing.step === step && mailing.attempt === attempt ? mailing : undefined;
}

const at = (now: Instant, [move, changes]: Step) => [move, now, changes] as const;

async function settle(
  mailing: Mailing,
  customer: Customer,
  claim: Claim,
  result: SendResult,
  services: SendingServices,
): Promise<Dispatched> {
  const { customers, invitations, clock, log, metrics } = services;
  const { invitation } = mailing;
  const now = clock.now();
  const move = (step: Step) => invitations.move(invitation, ...at(now, step));
  switch (result.result) {
    case "accepted":
      await move(mailing.accepted(now, result.messageId));
      metrics.count("MailsSent");
      return "sent";
    case "unknown": {
      const { workspaceId, id: invitationId } = invitation;
      await move(mailing.doubted(now, now, result.reason));
      metrics.count("SendsInDoubt");
      log.warn("a send is in doubt", { workspaceId, invitationId, step: mailing.step, reason: result.reason });
      return "sent";
    }
    case "rejected":
      // Before failing: a crash in between leaves the invitation due, and the next try fails the same way.
      await customers.release(customer, claim);
      await move(mailing.rejected(result.reason));
      return "done";
    case "account":
      await customers.release(customer, claim);
      metrics.count("SendingBlocked");
      log.error("the mail service takes no mail of this account", { reason: result.reason });
      return "blocked";
    case "throttled":
      await customers.release(customer, claim);
      return result.scope === "rate" ? "slow" : "spent";
  }
}

function withAddress(customer: Customer): Customer & { readonly email: string } {
  if (customer.email === undefined) throw new Error("The policy let a customer without an address pass.");
  return { ...customer, email: customer.email };
}
