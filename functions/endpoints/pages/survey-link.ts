/** What stands behind a survey link. */
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Invitation } from "../../domain/invitation.ts";
import type { Services } from "../../domain/ports.ts";
import { isEditable, type Response } from "../../domain/response.ts";
import type { SurveyVersion } from "../../domain/survey.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { type SurveyCopy, surveyCopy } from "../../templates/survey-copy.ts";

export interface OpenedLink {
  readonly invitation: Invitation;
  readonly response: Response | undefined;
  readonly survey: SurveyVersion;
  readonly workspace: Workspace;
  readonly locale: string;
  readonly copy: SurveyCopy;
  /** Path of the link. */
  readonly path: string;
}

/** Throws not_found for anything we did not sign; a token that is right but over is opened all the same. */
export async function openSurveyLink(token: string, services: Services): Promise<OpenedLink> {
  const { links, invitations, responses, surveys, workspaces } = services;
  const ref = await links.open("survey", token);
  if (!ref) throw noSuchLink();
  const [invitation, response, workspace] = await Promise.all([
    invitations.find(ref.workspaceId, ref.id),
    responses.find(ref.workspaceId, responseIdOf(ref.id)),
    workspaces.get(ref.workspaceId),
  ]);
  if (!invitation) throw noSuchLink();
  const survey = await surveys.getVersion(ref.workspaceId, invitation.surveyId, invitation.surveyVersion);
  const locale = invitation.segments.locale?.value ?? workspace.locale;
  const copy = surveyCopy(survey, workspace, locale);
  return { invitation, response, survey, workspace, locale, copy, path: `/s/${token}` };
}

const noSuchLink = (): AppError => new AppError("not_found", "There is no survey at this link.");

/** Why a link takes no answer any more, if so. An answer can be edited while its window is open, even of an expired survey. */
export function whyOver(
  { invitation, response }: Pick<OpenedLink, "invitation" | "response">,
  now: Instant,
): "expired" | "answered" | undefined {
  if (response) return isEditable(response, now) ? undefined : "answered";
  return now > invitation.openUntil ? "expired" : undefined;
}
