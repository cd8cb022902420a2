import * as z from "zod/mini";
import { overall, surveyDimension } from "../../domain/kpi/fold.ts";
import { kpis } from "../../domain/kpi/kpi.ts";
import { dimensions } from "../../domain/segment.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { checkOfCustomers } from "./active-customers.ts";
import { checkScale } from "./asked-surveys.ts";
import { breakdownOf, viewBreakdown } from "./breakdown.ts";
import { figureColumns, figureRows } from "./figure-rows.ts";
import { windowQuery } from "./kpi-query.ts";
import { KpiView, viewCompared, viewDistribution, viewFigure, viewWindow } from "./kpi-view.ts";
import { knownKpi, questionOf, readWindows, wantedBy, windowsOf } from "./question.ts";
import { viewAsked } from "./view-asked.ts";

export const getKpi = endpoint(
  {
    route: routes.getKpi,
    summary:
      "Tells a KPI over a rolling window, with its interval and its change, overall or in a segment, " +
      "and broken down by one dimension or two; also as CSV.",
    query: z.strictObject({
      ...windowQuery,
      by: z
        .exactOptional(z.string().check(z.maxLength(200)))
        .check(
          z.describe(
            `The dimension to break down by, or two with a comma between them, of at most 90 days: ${[...dimensions, surveyDimension].join(", ")}, or attributes. and the name of one of the workspace's segmentAttributes`,
          ),
        ),
    }),
    columns: figureColumns,
    rows: figureRows,
    returns: { 200: KpiView },
  },
  async ({ caller: { workspace, workspaceId }, params, query }, services) => {
    const kpi = knownKpi(params.kpi);
    const { folds: kinds, isOfScale, isOfCustomers, isOfBins } = kpis[kpi];
    if (isOfCustomers) checkOfCustomers(kpi, query);
    const by = breakdownOf(query, workspace);
    const question = await questionOf(query, workspace, services);
    const { asked, timeZone, now } = question;
    if (isOfScale) checkScale(kpi, asked);
    const windows = windowsOf(query, question);
    const [single, second] = by;
    const dimension = second === undefined && single !== undefined ? single : overall;
    const wanted = wantedBy(question, { workspaceId, kinds, dimension, withoutBins: !isOfBins });
    const folds = await readWindows(wanted, windows, question, services.figures);
    const segments = await viewBreakdown(kpi, by, { question, window: windows.window, folds, workspace }, services);
    return {
      status: 200,
      body: {
        kpi,
        ...viewAsked(question),
        window: viewWindow(windows.window, timeZone),
        ...viewCompared(windows, timeZone),
        ...viewFigure(kpi, folds, asked.scale),
        ...(isOfScale && { distribution: viewDistribution(folds.current) }),
        ...(segments && { by: by.join(","), segments }),
        computedAt: folds.computedAt ?? now,
      },
    };
  },
);
