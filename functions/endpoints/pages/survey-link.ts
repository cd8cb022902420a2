/** What stands behind a survey link, and how its pages look. */
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { InvitationRef } from "../../domain/ports/mail.ts";
import type { Services } from "../../domain/ports/services.ts";
import { type Answer, isCounted, isEditable, type Response } from "../../domain/response.ts";
import type { SurveyVersion } from "../../domain/survey.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { chosenLocale, readingLocale } from "../../templates/locales/reading-locale.ts";
import { type ShownSurvey, shownSurvey } from "../../templates/shown-survey.ts";
import { aboutOf } from "./survey-about.ts";

export interface OpenedLink extends ShownSurvey {
  readonly invitation: Invitation;
  /** What counts. */
  readonly response: Response | undefined;
  /** What was said last where nothing counts: whoever said it goes on like anybody else. */
  readonly given: Answer | undefined;
  readonly survey: SurveyVersion;
  /** Whatever the version says: the survey has been archived since. */
  readonly isArchived: boolean;
  readonly workspace: Workspace;
  readonly locale: string;
  /** The language that was chosen on a page, if so. */
  readonly lang: string | undefined;
  /** Path of the link. */
  readonly path: string;
  /** For the form that is shown now. */
  readonly nonce: string;
  /** For the policy of the page that is shown now. */
  readonly cspNonce: string;
}

export interface OpenOptions {
  readonly lang?: string | undefined;
  /** An answer is put without looking first: the response is then left unread and undefined. */
  readonly readResponse?: boolean;
  /** Whoever comes here has answered or edited a moment ago, which only a consistent read is sure to know. */
  readonly hasAnswered?: boolean;
}

/** Throws not_found for anything we did not sign; a token that is right but over is opened all the same. */
export async function openSurveyLink(
  token: string,
  services: Services,
  { lang, readResponse = true, hasAnswered = false }: OpenOptions = {},
): Promise<OpenedLink> {
  const { links, invitations, responses, surveys, workspaces, ids, clock } = services;
  const ref = await links.open("survey", token);
  if (!ref) throw noSuchLink();
  const [invitation, record, workspace] = await Promise.all([
    findInvitation(ref, invitations),
    readResponse ? responses.findRecord(ref.workspaceId, responseIdOf(ref.id), { consistent: hasAnswered }) : undefined,
    workspaces.get(ref.workspaceId),
  ]);
  if (!invitation) throw noSuchLink();
  const [survey, standing, nonce] = await Promise.all([
    surveys.getVersion(ref.workspaceId, invitation.surveyId, invitation.surveyVersion),
    surveys.getKept(workspace, invitation.surveyId),
    links.nonce(ref, clock.now()),
  ]);
  const customerLocale = invitation.segments.locale?.value;
  const locale = readingLocale(survey, { chosen: lang, customer: customerLocale, workspace: workspace.locale });
  const about = await aboutOf(invitation, survey, services);
  return {
    invitation,
    response: isCounted(record) ? record : undefined,
    given: isCounted(record) ? record : record?.given,
    survey,
    isArchived: standing.status === "archived",
    workspace,
    ...(await shownSurvey(survey, { workspace, locale, about })),
    locale,
    lang: chosenLocale(survey, lang),
    path: `/s/${token}`,
    nonce,
    cspNonce: ids.random(16),
  };
}

/** We have signed its link, so it is there, if only for a moment and not to be seen by every read yet. */
const findInvitation = async ({ workspaceId, id }: InvitationRef, invitations: Services["invitations"]) =>
  (await invitations.find(workspaceId, id)) ?? invitations.find(workspaceId, id, { consistent: true });

const noSuchLink = (): AppError => new AppError("not_found", "There is no survey at this link.");

/** Why a link takes no answer any more, if so. An answer can be edited while its window is open, even of an expired survey. */
export function whyOver(
  { invitation, response, isArchived }: Pick<OpenedLink, "invitation" | "response" | "isArchived">,
  now: Instant,
  isOpen = isEditable,
): "expired" | "answered" | "closed" | undefined {
  if (response && !isOpen(response, now)) return "answered";
  if (isArchived) return "closed";
  return !response && now > invitation.openUntil ? "expired" : undefined;
}

/** An address of the link's pages, in the language that was chosen. */
export function pathTo(
  { path, lang }: Pick<OpenedLink, "path" | "lang">,
  part: "" | "/questions" | "/thanks",
  query: Readonly<Record<string, string>> = {},
): string {
  const asked = new URLSearchParams({ ...query, ...(lang !== undefined && { lang }) }).toString();
  return `${path}${part}${asked === "" ? "" : `?${asked}`}`;
}
