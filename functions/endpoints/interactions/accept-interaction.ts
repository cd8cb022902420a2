/**
 * Accepting an interaction, in this order: customer, invitation, and the interaction last, because it is the commit. Every id
 * is a hash where the business named the interaction, so a replay after a crash anywhere meets its own items and completes
 * them, and fifty at once make one.
 */
import { decide } from "../../domain/contact-policy.ts";
import type { Customer } from "../../domain/customer.ts";
import { invalid } from "../../domain/errors.ts";
import type { Interaction, Outcome, Report } from "../../domain/interaction.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports.ts";
import { segmentsOf } from "../../domain/segment.ts";
import { type Survey, surveyListeningTo } from "../../domain/survey.ts";
import { addDays, addSeconds, type Instant, later } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { recognise, remember } from "./customer-identity.ts";

export interface Accepted {
  readonly interaction: Interaction;
  /** False when it had been accepted before and nothing was done. */
  readonly isNew: boolean;
}

export async function acceptInteraction(
  workspace: Workspace,
  report: Report,
  idempotencyKey: string | undefined,
  services: Services,
): Promise<Accepted> {
  const { interactions, clock, metrics } = services;
  const workspaceId = workspace.id;
  const survey = await chooseSurvey(report, workspace, services);
  const recognised = await recognise(workspace, report, services);
  const customer = recognised.isNew ? await remember(recognised, report.customer, services) : recognised.customer;
  const id = interactionIdOf(customer, report, idempotencyKey, services);
  const known = await interactions.find(workspaceId, id);
  if (known) return { interaction: known, isNew: false };

  const now = clock.now();
  const told = { ...customer, ...report.customer };
  const plan = await planInvitation(id, report, { workspace, survey, customer: told, now }, services);
  if (!recognised.isNew) await remember(recognised, report.customer, services);
  const outcome = plan.invitation ? await invite(plan.invitation, now, services) : plan.outcome;

  const interaction = { ...report.interaction, id, workspaceId, customerId: customer.id, receivedAt: now, outcome };
  const standing = await interactions.add(interaction);
  const isNew = standing === interaction;
  if (isNew) metrics.count("InteractionsAccepted");
  return { interaction: standing, isNew };
}

const interactionIdOf = (
  customer: Customer,
  { interaction: { businessId } }: Report,
  idempotencyKey: string | undefined,
  { ids }: Services,
): string =>
  ids.interaction(customer.id, {
    ...(businessId !== undefined && { businessId }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });

interface Context {
  readonly workspace: Workspace;
  readonly survey: Survey | undefined;
  readonly customer: Customer;
  readonly now: Instant;
}

type Plan =
  | { readonly invitation: Invitation; readonly outcome?: never }
  | { readonly invitation?: never; readonly outcome: Outcome };

async function planInvitation(
  interactionId: string,
  report: Report,
  context: Context,
  services: Services,
): Promise<Plan> {
  if (report.send.via === "none") return { outcome: { outcome: "not_invited", reason: "not_requested" } };
  const { customer, survey, workspace } = context;
  if (!survey) return { outcome: { outcome: "not_invited", reason: "no_survey" } };
  const invitation = draftInvitation(interactionId, survey, report, context, services);
  const verdict = decide({
    workspace,
    survey,
    customer,
    addressSuppressed:
      customer.email !== undefined && (await services.customers.isSuppressed(workspace, customer.email)),
    openUntil: invitation.openUntil,
    at: invitation.dueAt,
    test: invitation.test,
    invitationId: invitation.id,
  });
  if (verdict.decision === "send") return { invitation };
  if (verdict.decision === "defer") return { invitation: { ...invitation, dueAt: verdict.until } };
  // What a crashed acceptance has scheduled already is kept, whatever has changed since.
  const begun = await services.invitations.find(workspace.id, invitation.id);
  if (begun) return { invitation: begun };
  const { reason, until } = verdict;
  return { outcome: { outcome: "not_invited", reason, ...(until !== undefined && { until }) } };
}

async function chooseSurvey(report: Report, workspace: Workspace, { surveys }: Services): Promise<Survey | undefined> {
  const kept = await surveys.listKept(workspace);
  if (report.surveyId === undefined) return surveyListeningTo(kept, report.interaction.type);
  // The workspace that was read may be a moment older than the survey.
  const survey =
    kept.find(({ id }) => id === report.surveyId) ??
    (await surveys.find(workspace.id, report.surveyId, { consistent: true }));
  if (!survey) throw invalid("survey", "is not a survey of this workspace");
  return survey;
}

function draftInvitation(
  interactionId: string,
  survey: Survey,
  { interaction, send }: Report,
  { workspace, customer, now }: Context,
  { ids }: Services,
): Invitation {
  const delaySeconds = send.delaySeconds ?? survey.invitation.delaySeconds;
  const expireAfterDays = send.expireAfterDays ?? survey.invitation.expireAfterDays;
  return {
    id: ids.invitation(interactionId, survey.id),
    workspaceId: workspace.id,
    customerId: customer.id,
    interactionId,
    surveyId: survey.id,
    surveyVersion: survey.version,
    status: "scheduled",
    step: 0,
    attempt: 1,
    dueAt: later(now, addSeconds(interaction.occurredAt, delaySeconds)),
    openUntil: addDays(interaction.occurredAt, expireAfterDays),
    segments: segmentsOf(interaction, survey.version, customer.locale),
    test: interaction.test,
    createdAt: now,
    begunAt: now,
    history: [{ status: "scheduled", at: now }],
  };
}

/** One that was given up because its interaction never followed is taken up again: now it does. */
async function invite(draft: Invitation, now: Instant, { invitations }: Services): Promise<Outcome> {
  const standing = await invitations.add(draft);
  const isGivenUp = standing.status === "skipped" && standing.reason === "not_accepted";
  if (isGivenUp) await invitations.move(standing, "revive", now, { dueAt: draft.dueAt, begunAt: now });
  const { id, surveyId, dueAt } = isGivenUp ? draft : standing;
  return { outcome: "invited", invitation: { id, surveyId, dueAt } };
}
