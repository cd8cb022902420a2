/** A survey's first version, whether it was described or imported. */
import type { Services } from "../../domain/ports/services.ts";
import type { Survey, SurveyDefinition } from "../../domain/survey.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { checkDefinition } from "./check-definition.ts";

export async function addSurvey(
  definition: SurveyDefinition,
  workspace: Workspace,
  { surveys, ids, clock }: Services,
): Promise<Survey> {
  checkDefinition(definition, workspace);
  const now = clock.now();
  const survey: Survey = {
    ...definition,
    id: `srv_${ids.random(8)}`,
    workspaceId: workspace.id,
    version: 1,
    status: "active",
    createdAt: now,
    changedAt: now,
  };
  await surveys.add(survey);
  return survey;
}
