/** Breaking a figure down: by one dimension, of which folds are kept, or by two, which are folded from the records. */
import { invalid } from "../../domain/errors.ts";
import { noSurvey, surveyDimension } from "../../domain/kpi/fold.ts";
import { type KpiName, kpis } from "../../domain/kpi/kpi.ts";
import type { Window } from "../../domain/kpi/window.ts";
import type { WindowFolds } from "../../domain/kpi/window-folds.ts";
import type { Services } from "../../domain/ports/services.ts";
import { dimensionsOf } from "../../domain/segment.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { Asked } from "./asked-surveys.ts";
import { viewPairs, viewSegments } from "./kpi-view.ts";
import type { Question } from "./question.ts";
import { readPairs } from "./read-pairs.ts";

interface Asking {
  readonly by?: string;
  readonly segment?: unknown;
  readonly version?: unknown;
}

/** The dimensions that a query breaks down by: none, one or two. */
export function breakdownOf({ by, segment, version }: Asking, { segmentAttributes }: Workspace): readonly string[] {
  if (by === undefined) return [];
  const known: readonly string[] = [...dimensionsOf(segmentAttributes), surveyDimension];
  const wanted = by.split(",");
  if (!wanted.every((dimension) => known.includes(dimension)))
    throw invalid("query.by", `is none of ${known.join(", ")}`);
  if (wanted.length > 2 || wanted[0] === wanted[1])
    throw invalid("query.by", "names neither one dimension nor two different ones");
  if (segment !== undefined || version !== undefined) {
    throw invalid(
      "query.by",
      "cannot be asked for of one segment: name both dimensions in by, such as by=channel,agent",
    );
  }
  return wanted;
}

interface Whole {
  readonly question: Question;
  readonly window: Window;
  /** By the one dimension, where it is one. */
  readonly folds: WindowFolds;
  readonly workspace: Workspace;
}

export async function viewBreakdown(
  kpi: KpiName,
  [one, other]: readonly string[],
  { question: { asked, timeZone }, window, folds, workspace }: Whole,
  services: Services,
) {
  const { surveyIds, scale } = asked;
  if (one === undefined) return undefined;
  const isBySurvey = one === surveyDimension || other === surveyDimension;
  const names = isBySurvey ? await namesOfSurveys(asked, workspace, services) : new Map<string, string>();
  if (other === undefined) return viewSegments(kpi, folds.current.get(one), scale, names);
  const pair = [one, other] as const;
  const ofPairs = await readPairs({ kinds: kpis[kpi].folds, surveyIds, pair, window, timeZone }, workspace, services);
  return viewPairs(kpi, ofPairs, { pair, scale, names });
}

async function namesOfSurveys(
  { survey, surveys }: Asked,
  workspace: Workspace,
  services: Services,
): Promise<Map<string, string>> {
  const all = survey === undefined ? await services.surveys.listKept(workspace) : surveys;
  return new Map([[noSurvey, "No survey"], ...all.map(({ id, name }) => [id, name] as const)]);
}
