/**
 * Accepting an interaction, in this order: customer, invitation, and the interaction last, because it is the commit. Every id
 * is a hash where the business named the interaction, so a replay after a crash anywhere meets its own items and completes
 * them, and fifty at once make one.
 */
import { type Customer, withFacts } from "../../domain/customer.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import type { Interaction, Outcome, Report } from "../../domain/interaction.ts";
import { acceptancePatienceSeconds, type Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import { type Survey, surveyListeningTo } from "../../domain/survey.ts";
import { type Instant, secondsBetween } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { recognise, remember } from "./customer-identity.ts";
import { planInvitation } from "./plan-invitation.ts";

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
  const told = withFacts(customer, report.customer);
  if (!recognised.isNew) await remember(recognised, report.customer, services);
  const { outcome, openUntil } = await decideOutcome(id, report, { workspace, survey, customer: told, now }, services);

  const interaction = {
    ...report.interaction,
    id,
    workspaceId,
    customerId: customer.id,
    receivedAt: now,
    ...(outcome.outcome === "invited" && survey && { surveyVersion: survey.version }),
    ...(told.locale !== undefined && { locale: told.locale }),
    outcome,
  };
  const standing = await interactions.add(interaction, openUntil);
  const isNew = standing === interaction;
  if (isNew) metrics.count("InteractionsAccepted");
  if (isNew && outcome.outcome === "invited") metrics.count("InteractionsInvited");
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

/** Each try lets at least one of those through who invite one customer at once. */
const maxTries = 20;

interface Occurrence {
  readonly workspace: Workspace;
  readonly survey: Survey | undefined;
  readonly customer: Customer;
  readonly now: Instant;
}

interface Decided {
  readonly outcome: Outcome;
  /** Until when the invitation's link takes an answer, if there is one. */
  readonly openUntil?: Instant;
}

/** Writes the invitation, if it comes to one. */
async function decideOutcome(
  interactionId: string,
  report: Report,
  { workspace, survey, customer, now }: Occurrence,
  services: Services,
): Promise<Decided> {
  const { invitations, customers } = services;
  if (report.send.via === "none") return { outcome: { outcome: "not_invited", reason: "not_requested" } };
  if (!survey) return { outcome: { outcome: "not_invited", reason: "no_survey" } };
  let told = customer;
  for (let tries = 0; tries < maxTries; tries++) {
    const { invitation, refusal } = await planInvitation(
      interactionId,
      report,
      { workspace, survey, customer: told, now },
      services,
    );
    // What a crashed acceptance has scheduled already is kept, whatever has changed since.
    const begun = refusal && (await invitations.find(workspace.id, invitation.id));
    if (refusal && !begun) return { outcome: refusal };
    const planned = begun ?? invitation;
    if (await isReserved(planned, told, services)) return invite(planned, now, services);
    const standing = await customers.find(workspace.id, customer.id, { consistent: true });
    told = withFacts(standing ?? customer, report.customer);
  }
  throw new AppError("unavailable", "This customer is being invited from several places at once. Try again.");
}

/** A link counts for the throttle from the moment it is made; a mail, when it is sent. */
const isReserved = async (
  { via, surveyId, id, createdAt, test }: Invitation,
  customer: Customer,
  { customers }: Services,
): Promise<boolean> =>
  via === undefined || test || customers.reserve(customer, surveyId, { at: createdAt, invitationId: id });

async function chooseSurvey(report: Report, workspace: Workspace, { surveys }: Services): Promise<Survey | undefined> {
  const kept = await surveys.listKept(workspace);
  if (report.surveyId === undefined) return surveyListeningTo(kept, report.interaction.type);
  // The workspace that was read may be a moment older than the survey.
  const survey =
    kept.find(({ id }) => id === report.surveyId) ??
    (await surveys.find(workspace.id, report.surveyId, { consistent: true }));
  if (!survey) throw invalid("survey", "is not a survey of this workspace: name one that GET /v1/surveys lists");
  return survey;
}

/**
 * One that was given up because its interaction never followed is taken up again: now it does. One that has waited for it long
 * waits from now on, or it would be given up while this acceptance is on its way to commit it.
 */
async function invite(draft: Invitation, now: Instant, services: Services): Promise<Decided> {
  const { invitations } = services;
  const standing = await invitations.add(draft);
  const isGivenUp = standing.status === "skipped" && standing.reason === "not_accepted";
  if (isGivenUp) await invitations.move(standing, "revive", now, { dueAt: draft.dueAt, begunAt: now });
  const hasWaited =
    standing.status === "scheduled" && secondsBetween(standing.begunAt, now) > acceptancePatienceSeconds;
  // It was moved this very moment.
  if (hasWaited && !(await invitations.begin(standing, now))) return invite(draft, now, services);
  const { id, surveyId, dueAt, openUntil, via, status, reason } = isGivenUp ? draft : standing;
  const why = status === "scheduled" && reason !== undefined && { reason };
  const outcome = { outcome: "invited", invitation: { id, surveyId, dueAt, ...(via && { via }), ...why } } as const;
  return { outcome, openUntil };
}
