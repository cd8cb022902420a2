/**
 * Keeps the item of an issue after its contacts: on the condition that nobody else did meanwhile, as several customers' changes
 * may be reacted to at once. What its figures gain or lose follows from the change of the item.
 */
import { AppError } from "../domain/errors.ts";
import type { Interaction } from "../domain/interaction.ts";
import { contactOf, type Issue, type Solution, solutionOf, withContact, withoutContact } from "../domain/issue.ts";
import { isSame } from "../domain/key-order.ts";
import { foldRows } from "../domain/kpi/fold-kinds.ts";
import type { Services } from "../domain/ports/services.ts";
import type { Workspace } from "../domain/workspace.ts";

/** An interaction that was reported, or that has been erased. */
export interface Reported {
  readonly interaction: Interaction;
  readonly isErased: boolean;
}

const maxTries = 8;

/** Throws unavailable when others always were faster. */
export async function followIssue(
  workspace: Workspace,
  issueId: string,
  reported: readonly Reported[],
  services: Pick<Services, "issues" | "interactions" | "ids" | "clock">,
): Promise<void> {
  const { issues, ids, clock } = services;
  const id = ids.issue(issueId);
  for (let tries = 0; tries < maxTries; tries++) {
    const standing = await issues.find(workspace.id, id);
    const contacts = reported.reduce(
      (before, { interaction, isErased }) =>
        isErased ? withoutContact(before, interaction.id) : withContact(before, contactOf(interaction)),
      standing?.contacts ?? [],
    );
    const solution = solutionOf(contacts, workspace);
    if (isSame([standing?.contacts ?? [], standing && solutionIn(standing)], [contacts, solution])) return;
    const saved = await issues.save({
      id,
      workspaceId: workspace.id,
      contacts,
      ...(solution && { ...solution, ...(await placeOf(solution, standing, workspace, reported, services)) }),
      changedAt: clock.now(),
      revision: (standing?.revision ?? 0) + 1,
    });
    if (saved) return;
  }
  throw new AppError("unavailable", "Others keep changing this issue.");
}

function solutionIn({ interactionId, solvedAt, countsAt, isSolvedAtOnce }: Issue): Partial<Solution> | undefined {
  return interactionId === undefined
    ? undefined
    : ({ interactionId, solvedAt, countsAt, isSolvedAtOnce } as Partial<Solution>);
}

/** Where the interaction that solved it counts, there its issue does, also once that is no more. */
async function placeOf(
  { interactionId }: Solution,
  standing: Issue | undefined,
  { id: workspaceId, segmentAttributes }: Workspace,
  reported: readonly Reported[],
  { interactions }: Pick<Services, "interactions">,
): Promise<Pick<Issue, "surveyId" | "segments">> {
  const atHand = reported.find(({ interaction }) => interaction.id === interactionId)?.interaction;
  const solver = atHand ?? (await interactions.find(workspaceId, interactionId, { consistent: true }));
  if (!solver) return standing?.interactionId === interactionId ? placeIn(standing) : { segments: {} };
  const { surveyOf, segmentsOf: segments } = foldRows.interaction;
  return { surveyId: surveyOf(solver), segments: segments(solver, segmentAttributes) };
}

const placeIn = ({ surveyId, segments = {} }: Issue): Pick<Issue, "surveyId" | "segments"> => ({
  segments,
  ...(surveyId !== undefined && { surveyId }),
});
