/** The surveys that a KPI is asked of. Their answers make one figure only where their scales are the same. */
import { invalid } from "../../domain/errors.ts";
import { allSurveys } from "../../domain/kpi/fold.ts";
import type { KpiName } from "../../domain/kpi/kpi.ts";
import type { Services } from "../../domain/ports/services.ts";
import { kpisOf, type Scale, sharedScale } from "../../domain/scale.ts";
import type { Survey } from "../../domain/survey.ts";
import type { Workspace } from "../../domain/workspace.ts";

export interface Asked {
  /** As it was asked; absent for all of the workspace. */
  readonly survey?: string;
  readonly surveyIds: readonly string[];
  readonly surveys: readonly Survey[];
  /** That all of them share; undefined where they do not, and where none is named. */
  readonly scale: Scale | undefined;
}

const maxSurveys = 20;

export async function askedSurveys(
  workspace: Workspace,
  survey: string | undefined,
  { surveys }: Pick<Services, "surveys">,
): Promise<Asked> {
  if (survey === undefined) return { surveyIds: [allSurveys], surveys: [], scale: undefined };
  const surveyIds = [...new Set(survey.split(","))];
  if (surveyIds.length > maxSurveys) throw invalid("query.survey", `names more than ${maxSurveys} surveys`);
  const found = await Promise.all(surveyIds.map((id) => surveys.getKept(workspace, id)));
  return { survey: surveyIds.join(","), surveyIds, surveys: found, scale: sharedScale(found) };
}

/** Whether a KPI is of the scale that all of the surveys have. */
export const hasKpi = ({ surveys, scale }: Asked, kpi: KpiName): boolean =>
  scale !== undefined && surveys.every((survey) => kpisOf(survey).includes(kpi));

/** Refuses a KPI of a scale that the surveys do not have, or not alike. */
export function checkScale(kpi: KpiName, asked: Pick<Asked, "surveys" | "scale">, path = "query.survey"): void {
  const { surveys, scale } = asked;
  if (surveys.length === 0) throw invalid(path, `is needed: ${kpi} is of answers on the scale of a survey`);
  const other = surveys.find((survey) => !kpisOf(survey).includes(kpi));
  if (other) throw invalid(path, `is a survey of kind ${other.kind}, which has no ${kpi}`);
  if (!scale) throw invalid(path, "names surveys whose scales differ, which make no figure together");
}
