import * as z from "zod/mini";
import { localDay } from "../../domain/calendar.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import { overall } from "../../domain/kpi/fold.ts";
import { isKpi } from "../../domain/kpi/kpi.ts";
import { kpisOf, scaleOf } from "../../domain/scale.ts";
import { dimensions } from "../../domain/segment.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { windowQuery } from "./kpi-query.ts";
import { KpiView, scoresIn, viewFigure, viewSegments, viewWindow } from "./kpi-view.ts";
import { readWindow, windowOf, zoneOfFigures } from "./read-window.ts";

export const getKpi = endpoint(
  {
    route: routes.getKpi,
    summary: "Tells a KPI of a survey over a rolling window, with its interval and its change, overall and by segment.",
    query: z.strictObject({
      ...windowQuery,
      by: z.exactOptional(z.enum(dimensions)).check(z.describe("The dimension to break down by")),
    }),
    returns: { 200: KpiView },
  },
  async ({ caller: { workspace, workspaceId }, params: { kpi }, query }, { surveys, figures, clock }) => {
    if (!isKpi(kpi)) throw new AppError("not_found", "There is no such KPI.");
    const [timeZone, survey] = await Promise.all([
      zoneOfFigures(workspace, figures),
      surveys.getKept(workspace, query.survey),
    ]);
    if (!kpisOf(survey).includes(kpi))
      throw invalid("query.survey", `is a survey of kind ${survey.kind}, which has no ${kpi}`);
    const now = clock.now();
    const today = localDay(now, timeZone);
    const window = windowOf(query, timeZone, now);
    const read = (dimension: string) =>
      readWindow({ workspaceId, surveyId: survey.id, dimension }, window, today, figures);
    const [folds, segments] = await Promise.all([read(overall), query.by === undefined ? undefined : read(query.by)]);
    return {
      status: 200,
      body: {
        kpi,
        survey: survey.id,
        window: viewWindow(window, timeZone),
        ...viewFigure(kpi, folds, scaleOf(survey)),
        distribution: scoresIn(folds.current),
        ...(segments && { segments: viewSegments(kpi, segments.current, scaleOf(survey)) }),
        computedAt: folds.computedAt ?? now,
      },
    };
  },
);
