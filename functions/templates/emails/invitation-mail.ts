/** The whole mail of an invitation but for its envelope. What is sent and what is only shown beforehand are made here. */
import { isFromName, isHeaderSafe } from "../../domain/address.ts";
import type { Mail } from "../../domain/mail.ts";
import type { SurveyDefinition } from "../../domain/survey.ts";
import { fillText } from "../../domain/text.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { ShownSurvey } from "../shown-survey.ts";
import { surveyInvitation } from "./survey-invitation.ts";

export interface InvitationMailParts {
  readonly workspace: Workspace;
  readonly survey: SurveyDefinition;
  readonly shown: ShownSurvey;
  readonly surveyUrl: string;
  readonly unsubscribeUrl: string;
  readonly fromAddress: string;
}

export function invitationMail(parts: InvitationMailParts): Omit<Mail, "to" | "tags"> {
  const { workspace, survey, shown, surveyUrl, unsubscribeUrl, fromAddress } = parts;
  const footerAddress = survey.brand?.footerAddress ?? workspace.footerAddress;
  const replyTo = survey.replyTo ?? workspace.replyTo;
  const builtIn = fillText(shown.texts.mail.subject, { workspaceName: workspace.name });
  return {
    from: { name: fromName(parts), address: fromAddress },
    ...(replyTo !== undefined && { replyTo }),
    subject: subjectLine(shown.copy.mail.subject, builtIn),
    ...surveyInvitation({ ...shown, surveyUrl, unsubscribeUrl, footerAddress }),
    unsubscribeUrl,
  };
}

/** The workspace's own name was checked to be one. */
const fromName = ({ workspace, survey, shown }: InvitationMailParts): string =>
  [survey.mail.fromName, shown.brand.name].find((name) => name && isFromName(name)) ?? workspace.name;

/** Longer ones are cut by every mail program. */
const maxSubjectLength = 200;

/**
 * Values may make of a good subject an empty or a long one, or one that no header may hold. The mail is worth more than its
 * subject: it goes out with the built-in one, or with as much as fits.
 */
function subjectLine(filled: string, builtIn: string): string {
  const subject = filled.trim();
  if (subject === "" || !isHeaderSafe(subject)) return builtIn;
  const characters = [...subject];
  if (characters.length <= maxSubjectLength) return subject;
  const cut = characters.slice(0, maxSubjectLength - 1).join("");
  return `${cut.trimEnd()}…`;
}
