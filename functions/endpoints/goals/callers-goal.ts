/** What a caller's goal is of, and who may set one. */
import type { Caller } from "../../domain/api-key.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import type { GoalTerms } from "../../domain/goal.ts";
import type { Direction } from "../../domain/kpi/figure.ts";
import { type KpiName, type KpiRow, kpis } from "../../domain/kpi/kpi.ts";
import type { Services } from "../../domain/ports/services.ts";
import { sharedScale } from "../../domain/scale.ts";
import type { Survey } from "../../domain/survey.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { checkOfCustomers } from "../kpis/active-customers.ts";
import { checkScale } from "../kpis/asked-surveys.ts";
import { checkSegment, type NamedSegment } from "../segment-field.ts";

export function requireLive({ mode }: Caller): void {
  if (mode === "test")
    throw new AppError("forbidden", "A test key sets and removes no goals: they are of live figures.");
}

interface Asked {
  readonly metric: KpiName;
  readonly survey?: string;
  readonly segment?: NamedSegment;
  readonly direction?: Direction;
}

type Aim = Pick<GoalTerms, "metric" | "surveyIds" | "segment" | "direction">;

/** The terms that say of what it is, held against the surveys and the workspace. */
export async function aimOf(asked: Asked, workspace: Workspace, services: Services): Promise<Aim> {
  const { metric, survey, segment } = asked;
  const surveyIds = survey === undefined ? [] : [...new Set(survey.split(","))];
  const surveys = await namedSurveys(surveyIds, workspace, services);
  const { isOfScale, isOfCustomers, direction: directionOf }: KpiRow = kpis[metric];
  if (isOfCustomers) checkOfCustomers(metric, { survey, segment }, "");
  const scale = sharedScale(surveys);
  if (isOfScale) checkScale(metric, { surveys, scale }, "survey");
  if (segment) checkSegment(segment, workspace, "segment");
  const direction = asked.direction ?? directionOf(scale);
  if (direction === null) throw invalid("direction", `is needed: ${metric} is better neither way`);
  return { metric, surveyIds, ...(segment && { segment }), direction };
}

const maxSurveys = 20;

async function namedSurveys(ids: readonly string[], { id }: Workspace, { surveys }: Services): Promise<Survey[]> {
  if (ids.length > maxSurveys) throw invalid("survey", `names more than ${maxSurveys} surveys`);
  const found = await Promise.all(ids.map((one) => surveys.find(id, one, { consistent: true })));
  const known = found.flatMap((survey) => survey ?? []);
  if (known.length < ids.length) throw invalid("survey", "is not a survey of this workspace");
  if (known.some(({ status }) => status === "archived"))
    throw invalid("survey", "is archived and gets no more answers");
  return known;
}
