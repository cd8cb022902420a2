/** Law 4: an invitation has at most one response, which is its own, and its value is the last edit inside the edit window. */
import { isDeepStrictEqual } from "node:util";
import { responseIdOf } from "../../../functions/domain/ids.ts";
import { inParallel } from "../../../functions/domain/in-parallel.ts";
import type { Invitation } from "../../../functions/domain/invitation.ts";
import type { Findings } from "../../../functions/domain/laws/findings.ts";
import type { Scope } from "../../../functions/domain/laws/scope.ts";
import type { Services } from "../../../functions/domain/ports/services.ts";
import type { Response } from "../../../functions/domain/response.ts";
import { isScore } from "../../../functions/domain/scale.ts";
import { addDays } from "../../../functions/domain/time.ts";
import { pages } from "../../../functions/jobs/laws/pages.ts";

/** A link is open for a year at most, so an invitation expires at most so much earlier than its response. */
const longestOpenDays = 366;

export async function checkResponses(scope: Scope, services: Services, findings: Findings): Promise<void> {
  const { responses, invitations } = services;
  const expiredBefore = addDays(scope.now, longestOpenDays - scope.retentionDays);
  const byInvitation = new Map<string, string>();
  for await (const page of pages((query) => responses.list(query), scope)) {
    await inParallel(page, async (response) => {
      const { id, invitationId, workspaceId, countedAt, test } = response;
      findings.count("responses", test ? "of tests" : "counted");
      const other = byInvitation.get(invitationId);
      if (other !== undefined)
        findings.violated(4, [id, other, invitationId], `answers ${invitationId}, as ${other} does`);
      byInvitation.set(invitationId, id);
      const invitation = await invitations.find(workspaceId, invitationId);
      const faults = invitation ? faultsBetween(response, invitation) : [];
      if (!invitation && countedAt > expiredBefore) faults.push(`answers ${invitationId}, which is not in the table`);
      faults.push(...(await valueFaults(response, services)));
      for (const fault of faults) findings.violated(4, [id, invitationId], fault);
    });
  }
}

function faultsBetween(response: Response, invitation: Invitation): string[] {
  const faults: string[] = [];
  const { id, countedAt } = response;
  if (id !== responseIdOf(invitation.id)) faults.push(`answers ${invitation.id}, whose one response it cannot be`);
  for (const field of ["customerId", "interactionId", "surveyId", "surveyVersion", "segments", "test"] as const) {
    if (!isDeepStrictEqual(response[field], invitation[field])) faults.push(`has another ${field} than its invitation`);
  }
  if (countedAt < invitation.createdAt) faults.push("was given before its invitation was made");
  if (countedAt > invitation.openUntil)
    faults.push(`was first given after ${invitation.openUntil}, when the link was closed`);
  return faults;
}

async function valueFaults(response: Response, { surveys }: Services): Promise<string[]> {
  const {
    workspaceId,
    surveyId,
    surveyVersion,
    score,
    countedAt,
    changedAt,
    decidedAt,
    editableUntil,
    revision,
    edits,
  } = response;
  const faults: string[] = [];
  if (changedAt < countedAt) faults.push("was changed before it was given");
  // The business may let an answer out of quarantine at any time.
  if (changedAt > editableUntil && changedAt !== decidedAt)
    faults.push(`was changed after its edit window ended at ${editableUntil}`);
  if (edits.some(({ at }) => at > changedAt)) faults.push("holds an earlier answer than one of its edits");
  if (edits.length > revision - 1) faults.push("holds more edits than were made");
  const survey = await surveys.getVersion(workspaceId, surveyId, surveyVersion).catch(() => undefined);
  if (!survey) faults.push(`answers version ${surveyVersion} of ${surveyId}, which is not in the table`);
  else if (!isScore(survey, score)) faults.push(`holds the score ${score}, which ${surveyId} does not ask for`);
  return faults;
}
