import * as z from "zod/mini";
import { localDay } from "../../domain/calendar.ts";
import { overall } from "../../domain/kpi/fold.ts";
import { kpisOf, scaleOf } from "../../domain/scale.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { windowQuery } from "./kpi-query.ts";
import { KpiListView, viewFigure, viewWindow } from "./kpi-view.ts";
import { readWindow, windowOf, zoneOfFigures } from "./read-window.ts";

export const listKpis = endpoint(
  {
    route: routes.listKpis,
    summary: "Tells all KPIs of a survey over a rolling window.",
    query: z.strictObject(windowQuery),
    returns: { 200: KpiListView },
  },
  async ({ caller: { workspace, workspaceId }, query }, { surveys, figures, clock }) => {
    const [timeZone, survey] = await Promise.all([
      zoneOfFigures(workspace, figures),
      surveys.getKept(workspace, query.survey),
    ]);
    const now = clock.now();
    const window = windowOf(query, timeZone, now);
    const key = { workspaceId, surveyId: survey.id, dimension: overall };
    const folds = await readWindow(key, window, localDay(now, timeZone), figures);
    return {
      status: 200,
      body: {
        survey: survey.id,
        window: viewWindow(window, timeZone),
        kpis: kpisOf(survey).map((kpi) => ({ kpi, ...viewFigure(kpi, folds, scaleOf(survey)) })),
        computedAt: folds.computedAt ?? now,
      },
    };
  },
);
