/** The mail of an invitation: the survey's words for this customer, a link per score, and the way out. */
import type { Customer } from "../domain/customer.ts";
import type { Interaction } from "../domain/interaction.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Mail } from "../domain/mail.ts";
import type { Services } from "../domain/ports/services.ts";
import type { SurveyVersion } from "../domain/survey.ts";
import type { Workspace } from "../domain/workspace.ts";
import { invitationMail } from "../templates/emails/invitation-mail.ts";
import { readingLocale } from "../templates/locales/reading-locale.ts";
import { shownSurvey } from "../templates/shown-survey.ts";

export interface MailParts {
  readonly workspace: Workspace;
  readonly survey: SurveyVersion;
  readonly customer: Customer & { readonly email: string };
  readonly interaction: Interaction;
  readonly invitation: Invitation;
  /** 0 is the first mail; reminders count on from it. */
  readonly step: number;
  readonly attempt: number;
}

export async function composeMail(
  { workspace, survey, customer, interaction, invitation, step, attempt }: MailParts,
  { links, settings }: Pick<Services, "links" | "settings">,
): Promise<Mail> {
  const { agent, product, attributes } = interaction;
  const about = { customerName: customer.name, agentName: agent?.name, product, attributes };
  // The language that the pages behind the links will speak too.
  const customerLocale = invitation.segments.locale?.value;
  const locale = readingLocale(survey, { customer: customerLocale, workspace: workspace.locale });
  const mail = invitationMail({
    workspace,
    survey,
    shown: await shownSurvey(survey, { workspace, locale, about, reminder: step }),
    surveyUrl: await links.url("survey", invitation),
    unsubscribeUrl: await links.url("unsubscribe", invitation),
    fromAddress: settings.fromAddress,
  });
  const tags = { workspace: workspace.id, invitation: invitation.id, step, attempt };
  return { ...mail, to: customer.email, tags };
}
