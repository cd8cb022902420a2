import * as z from "zod/mini";
import { localDay } from "../../domain/calendar.ts";
import { overall } from "../../domain/kpi/fold.ts";
import { type KpiName, kpis } from "../../domain/kpi/kpi.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { withActiveCustomers } from "./active-customers.ts";
import { askedSurveys, hasKpi } from "./asked-surveys.ts";
import { windowQuery } from "./kpi-query.ts";
import { KpiListView, viewFigure, viewWindow } from "./kpi-view.ts";
import { readFolds, windowOf, zoneOfFigures } from "./read-window.ts";

const names = Object.keys(kpis) as KpiName[];

export const listKpis = endpoint(
  {
    route: routes.listKpis,
    summary:
      "Tells all KPIs over a rolling window: those of the surveys' scale, if they share one, and all others; those of customers who come and go only where no survey is named.",
    query: z.strictObject(windowQuery),
    refuses: { 404: "There is no such survey." },
    returns: { 200: KpiListView },
  },
  async ({ caller: { workspace, workspaceId }, query }, services) => {
    const { figures, clock } = services;
    const [timeZone, asked] = await Promise.all([
      zoneOfFigures(workspace, figures),
      askedSurveys(workspace, query.survey, services),
    ]);
    const shown = names.filter((kpi) => {
      const { isOfScale, isOfCustomers } = kpis[kpi];
      return isOfCustomers ? asked.survey === undefined : !isOfScale || hasKpi(asked, kpi);
    });
    const now = clock.now();
    const window = windowOf(query, timeZone, now);
    const kinds = [...new Set(shown.flatMap((kpi) => kpis[kpi].folds))];
    const wanted = { workspaceId, kinds, surveyIds: asked.surveyIds, dimension: overall };
    const read = await readFolds(wanted, window, localDay(now, timeZone), figures);
    const isOfCustomers = kinds.includes("move");
    const folds = isOfCustomers ? await withActiveCustomers(read, window, timeZone, workspace, figures) : read;
    return {
      status: 200,
      body: {
        ...(asked.survey !== undefined && { survey: asked.survey }),
        window: viewWindow(window, timeZone),
        kpis: shown.map((kpi) => ({ kpi, ...viewFigure(kpi, folds, asked.scale) })),
        computedAt: folds.computedAt ?? now,
      },
    };
  },
);
