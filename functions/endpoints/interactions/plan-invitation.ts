/** What an interaction is to become: an invitation, or the reason why there is none. Decides and writes nothing. */
import { type Occasion, weigh } from "../../domain/contact-policy.ts";
import type { Customer } from "../../domain/customer.ts";
import type { Outcome, Report } from "../../domain/interaction.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import { segmentsOf } from "../../domain/segment.ts";
import type { Survey } from "../../domain/survey.ts";
import { addDays, addSeconds, type Instant, later } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";

export interface Context {
  readonly workspace: Workspace;
  readonly survey: Survey;
  readonly customer: Customer;
  readonly now: Instant;
}

export interface Plan {
  readonly invitation: Invitation;
  /** Absent where the invitation is to be made. */
  readonly refusal?: Extract<Outcome, { outcome: "not_invited" }>;
  /** What each rule of the policy said. */
  readonly results: ReturnType<typeof weigh>["results"];
}

export async function planInvitation(
  interactionId: string,
  report: Report,
  context: Context,
  services: Services,
): Promise<Plan> {
  const draft = draftInvitation(interactionId, report, context, services);
  const occasion = await occasionOf(draft, context, services);
  const { verdict, results } = weigh(report.addressIsInvalid ? { ...occasion, addressIsInvalid: true } : occasion);
  if (verdict.decision === "send") return { invitation: draft, results };
  if (verdict.decision === "defer") {
    const { reason, until } = verdict;
    const history = [{ status: draft.status, at: context.now, reason, until }];
    return { invitation: { ...draft, dueAt: until, reason, until, history }, results };
  }
  const { reason, until } = verdict;
  const refusal = { outcome: "not_invited", reason, ...(until !== undefined && { until }) } as const;
  return { invitation: draft, refusal, results };
}

async function occasionOf(
  { id, via, openUntil, dueAt, test, surveyId, customerId }: Invitation,
  { workspace, survey, customer }: Context,
  { suppressions, mailedDays, ids }: Services,
): Promise<Occasion> {
  const { email } = customer;
  const isMailed = via === undefined;
  const [addressSuppressed, mailed] = await Promise.all([
    isMailed && email !== undefined && suppressions.isSuppressed(workspace, email),
    isMailed && workspace.policy.dailyCap !== undefined ? mailedDays.find(workspace.id) : undefined,
  ]);
  return {
    sending: via ?? "mail",
    workspace,
    survey,
    customer,
    addressSuppressed,
    openUntil,
    at: dueAt,
    test,
    lot: ids.lot(customerId, surveyId),
    invitationId: id,
    ...(mailed && { mailed }),
  };
}

function draftInvitation(
  interactionId: string,
  { interaction, send }: Report,
  { workspace, survey, customer, now }: Context,
  { ids }: Services,
): Invitation {
  const { delaySeconds, expireAfterDays } = { ...survey.invitation, ...send };
  const { reminders = [] } = survey.invitation;
  const draft = {
    id: ids.invitation(interactionId, survey.id),
    workspaceId: workspace.id,
    customerId: customer.id,
    interactionId,
    surveyId: survey.id,
    surveyVersion: survey.version,
    step: 0,
    attempt: 1,
    openUntil: addDays(interaction.occurredAt, expireAfterDays),
    segments: segmentsOf(interaction, {
      surveyVersion: survey.version,
      locale: customer.locale,
      attributes: workspace.segmentAttributes,
    }),
    test: interaction.test,
    createdAt: now,
    begunAt: now,
  } as const;
  // Handed over by the business, at once.
  if (send.via === "link") {
    return { ...draft, via: "link", status: "sent", dueAt: now, sentAt: now, history: [{ status: "sent", at: now }] };
  }
  return {
    ...draft,
    status: "scheduled",
    dueAt: later(now, addSeconds(interaction.occurredAt, delaySeconds)),
    ...(reminders.length > 0 && { reminderDays: reminders.map(({ afterDays }) => afterDays) }),
    history: [{ status: "scheduled", at: now }],
  };
}
