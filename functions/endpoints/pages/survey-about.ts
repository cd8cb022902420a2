/** Whom a survey speaks to. Customer and interaction cost reads, so they are left unread for texts that speak of neither. */
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { SurveyVersion } from "../../domain/survey.ts";
import type { About } from "../../templates/shown-survey.ts";
import { isPersonalSurvey } from "../../templates/survey-copy.ts";

export async function aboutOf(
  invitation: Invitation,
  survey: SurveyVersion,
  { customers, interactions }: Pick<Services, "customers" | "interactions">,
): Promise<About> {
  if (!isPersonalSurvey(survey)) return {};
  const { workspaceId, customerId, interactionId } = invitation;
  const [customer, interaction] = await Promise.all([
    customers.find(workspaceId, customerId),
    interactions.find(workspaceId, interactionId),
  ]);
  return {
    customerName: customer?.name,
    agentName: interaction?.agent?.name,
    product: interaction?.product,
    attributes: interaction?.attributes,
  };
}
