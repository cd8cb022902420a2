import * as z from "zod/mini";
import { overall } from "../../domain/kpi/fold.ts";
import { type KpiName, kpis } from "../../domain/kpi/kpi.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { hasKpi } from "./asked-surveys.ts";
import { figureColumns, listRows } from "./figure-rows.ts";
import { windowQuery } from "./kpi-query.ts";
import { KpiListView, viewCompared, viewFigure, viewWindow } from "./kpi-view.ts";
import { questionOf, readWindows, wantedBy, windowsOf } from "./question.ts";
import { viewAsked } from "./view-asked.ts";

const names = Object.keys(kpis) as KpiName[];

export const listKpis = endpoint(
  {
    route: routes.listKpis,
    summary:
      "Tells all KPIs over a rolling window, overall or in a segment: those of the surveys' scale, if they share one, " +
      "and all others; those of customers who come and go only of all of the workspace. Also as CSV.",
    query: z.strictObject(windowQuery),
    columns: figureColumns,
    rows: listRows,
    refuses: { 404: "There is no such survey." },
    returns: { 200: KpiListView },
  },
  async ({ caller: { workspace, workspaceId }, query }, services) => {
    const question = await questionOf(query, workspace, services);
    const { asked, timeZone, now } = question;
    const isOfAll = asked.survey === undefined && question.segment === undefined;
    const shown = names.filter((kpi) => {
      const { isOfScale, isOfCustomers } = kpis[kpi];
      return isOfCustomers ? isOfAll : !isOfScale || hasKpi(asked, kpi);
    });
    const windows = windowsOf(query, question);
    const kinds = [...new Set(shown.flatMap((kpi) => kpis[kpi].folds))];
    const wanted = wantedBy(question, { workspaceId, kinds, dimension: overall });
    const folds = await readWindows(wanted, windows, question, services.figures);
    return {
      status: 200,
      body: {
        ...viewAsked(question),
        window: viewWindow(windows.window, timeZone),
        ...viewCompared(windows, timeZone),
        kpis: shown.map((kpi) => ({ kpi, ...viewFigure(kpi, folds, asked.scale) })),
        computedAt: folds.computedAt ?? now,
      },
    };
  },
);
