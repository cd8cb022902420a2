/** What a mail is decided upon by, read at the last moment before it is sent. */
import { decide, type Occasion, type Verdict } from "../domain/contact-policy.ts";
import type { Customer } from "../domain/customer.ts";
import type { Interaction } from "../domain/interaction.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Consistency } from "../domain/ports/lists.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Survey } from "../domain/survey.ts";
import type { Workspace } from "../domain/workspace.ts";
import type { MailCount } from "./mailed-today.ts";

export interface Parties {
  readonly workspace: Workspace;
  readonly survey: Survey;
  readonly customer: Customer | undefined;
  readonly interaction: Interaction | undefined;
}

/** Whom an invitation is about, as they are now. */
export async function partiesOf(
  { workspaceId, customerId, interactionId, surveyId }: Invitation,
  { workspaces, customers, interactions, surveys }: Services,
  options: Consistency = {},
): Promise<Parties> {
  const [workspace, customer, interaction] = await Promise.all([
    workspaces.get(workspaceId, options),
    customers.find(workspaceId, customerId, options),
    interactions.find(workspaceId, interactionId, options),
  ]);
  return { workspace, customer, interaction, survey: await surveys.getKept(workspace, surveyId) };
}

/** The same, and once more consistently where one of them cannot be seen: they may be a moment old. */
export async function surePartiesOf(invitation: Invitation, services: Services): Promise<Parties> {
  const parties = await partiesOf(invitation, services);
  return parties.customer && parties.interaction ? parties : partiesOf(invitation, services, { consistent: true });
}

type Sure = Omit<Parties, "customer" | "interaction"> & { readonly customer: Customer };

/**
 * The policy is asked once more, at the last moment. A refusal is for good, and a throttle's wait is long, so these are only made
 * upon what is read consistently: an address may have been put right, or sending taken up again, a moment ago, or a mail that
 * was taken for sent may have been refused.
 */
export async function decideSurely(
  sending: "mail" | "reminder",
  invitation: Invitation,
  parties: Sure,
  services: Services,
  mailed?: MailCount,
): Promise<Verdict> {
  const counted = mailed && { mailed };
  const verdict = decide({ ...(await occasionOf(sending, invitation, parties, services)), ...counted });
  if (verdict.decision === "send" || (verdict.decision === "defer" && verdict.reason !== "throttled")) return verdict;
  const consistent = { consistent: true };
  const { customer, ...others } = await partiesOf(invitation, services, consistent);
  if (!customer) return verdict;
  const sure = await occasionOf(sending, invitation, { ...others, customer }, services, consistent);
  return decide({ ...sure, ...counted });
}

async function occasionOf(
  sending: "mail" | "reminder",
  { id, openUntil, test, isUrgent = false, surveyId, customerId }: Invitation,
  { workspace, survey, customer }: Sure,
  { suppressions, ids, clock }: Services,
  options: Consistency = {},
): Promise<Occasion> {
  const { email } = customer;
  const addressSuppressed = email !== undefined && (await suppressions.isSuppressed(workspace, email, options));
  return {
    sending,
    workspace,
    survey,
    customer,
    addressSuppressed,
    openUntil,
    at: clock.now(),
    test,
    isUrgent: isUrgent && sending === "mail",
    lot: ids.lot(customerId, surveyId),
    invitationId: id,
  };
}
