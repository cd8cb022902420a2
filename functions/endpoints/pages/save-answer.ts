/** Writing an answer down: the first puts the response, every further one is an edit, and concurrent ones follow each other. */
import { AppError } from "../../domain/errors.ts";
import { responseIdOf } from "../../domain/ids.ts";
import type { Services } from "../../domain/ports.ts";
import { type Answer, editableUntil, editResponse, isEditable, type Response } from "../../domain/response.ts";
import type { Instant } from "../../domain/time.ts";
import type { OpenedLink } from "./survey-link.ts";

/** Each try lets at least one of those who write at once through. */
const maxTries = 100;

/** False when the response may no longer be edited. */
export async function saveAnswer(link: OpenedLink, answer: Answer, services: Services): Promise<boolean> {
  const { responses, clock, metrics } = services;
  const now = clock.now();
  const first = firstResponse(link, answer, now);
  let standing = link.response ?? (await responses.add(first));
  if (standing === first) {
    metrics.count("ResponsesRecorded");
    return true;
  }
  for (let tries = 0; tries < maxTries; tries++) {
    if (!isEditable(standing, now)) return false;
    if (standing.score === answer.score && standing.comment === answer.comment) return true;
    if (await responses.save(editResponse(standing, answer, now))) return true;
    await clock.sleep(Math.min(tries, 10));
    standing = (await responses.find(standing.workspaceId, standing.id, { consistent: true })) ?? standing;
  }
  throw new AppError("unavailable", "The answer is being changed from several places at once. Try again.");
}

function firstResponse({ invitation, survey }: OpenedLink, answer: Answer, now: Instant): Response {
  const { id, workspaceId, customerId, interactionId, surveyId, surveyVersion, segments, test } = invitation;
  return {
    id: responseIdOf(id),
    workspaceId,
    customerId,
    invitationId: id,
    interactionId,
    surveyId,
    surveyVersion,
    segments,
    test,
    ...answer,
    countedAt: now,
    changedAt: now,
    editableUntil: editableUntil(now, survey.editWindowHours),
    revision: 1,
    edits: [],
  };
}
