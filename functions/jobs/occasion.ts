/** What a mail is decided upon by, read at the last moment before it is sent. */
import type { Occasion } from "../domain/contact-policy.ts";
import type { Customer } from "../domain/customer.ts";
import type { Interaction } from "../domain/interaction.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Services } from "../domain/ports.ts";
import type { Survey } from "../domain/survey.ts";
import type { Workspace } from "../domain/workspace.ts";

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
): Promise<Parties> {
  const [workspace, customer, interaction] = await Promise.all([
    workspaces.get(workspaceId),
    customers.find(workspaceId, customerId),
    interactions.find(workspaceId, interactionId),
  ]);
  return { workspace, customer, interaction, survey: await surveys.getKept(workspace, surveyId) };
}

/** What the policy is asked once more, at the last moment. */
export async function occasionOf(
  sending: "mail" | "reminder",
  { id, openUntil, test, isUrgent = false, surveyId, customerId }: Invitation,
  { workspace, survey, customer }: { workspace: Workspace; survey: Survey; customer: Customer },
  { customers, ids, clock }: Services,
): Promise<Occasion> {
  const { email } = customer;
  const addressSuppressed = email !== undefined && (await customers.isSuppressed(workspace, email));
  return {
    sending,
    workspace,
    survey,
    customer,
    addressSuppressed,
    openUntil,
    at: clock.now(),
    test,
    isUrgent,
    lot: ids.lot(customerId, surveyId),
    invitationId: id,
  };
}
