/** The mail of an invitation: the survey's words for this customer, a link per score, and the way out. */
import type { Customer } from "../domain/customer.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Mail } from "../domain/mail.ts";
import type { Services } from "../domain/ports.ts";
import { type SurveyVersion, scoresOf } from "../domain/survey.ts";
import type { Workspace } from "../domain/workspace.ts";
import { surveyInvitation } from "../templates/emails/survey-invitation.ts";
import { surveyCopy } from "../templates/survey-copy.ts";

export interface MailParts {
  readonly workspace: Workspace;
  readonly survey: SurveyVersion;
  readonly customer: Customer & { readonly email: string };
  readonly invitation: Invitation;
}

export async function composeMail(
  { workspace, survey, customer, invitation }: MailParts,
  { links, settings }: Pick<Services, "links" | "settings">,
): Promise<Mail> {
  const locale = customer.locale ?? workspace.locale;
  const copy = surveyCopy(survey, workspace, locale);
  const surveyUrl = await links.url("survey", invitation);
  const unsubscribeUrl = await links.url("unsubscribe", invitation);
  const { html, text } = surveyInvitation({
    locale,
    workspaceName: workspace.name,
    question: copy.question,
    intro: copy.intro,
    kind: survey.kind,
    scores: scoresOf(survey).map((score) => ({ score, url: `${surveyUrl}?score=${score}` })),
    surveyUrl,
    unsubscribeUrl,
    footerAddress: workspace.footerAddress,
  });
  return {
    from: { name: survey.mail.fromName ?? workspace.name, address: settings.fromAddress },
    to: customer.email,
    ...(workspace.replyTo !== undefined && { replyTo: workspace.replyTo }),
    subject: copy.subject,
    html,
    text,
    unsubscribeUrl,
    tags: {
      workspace: workspace.id,
      invitation: invitation.id,
      step: invitation.step,
      attempt: invitation.attempt,
    },
  };
}
