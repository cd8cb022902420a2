import * as z from "zod/mini";
import { localDay } from "../../domain/calendar.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import { overall, surveyDimension } from "../../domain/kpi/fold.ts";
import { isKpi, kpis } from "../../domain/kpi/kpi.ts";
import { attributeDimension, dimensions } from "../../domain/segment.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { checkOfCustomers, withActiveCustomers } from "./active-customers.ts";
import { askedSurveys, checkScale } from "./asked-surveys.ts";
import { windowQuery } from "./kpi-query.ts";
import { KpiView, viewDistribution, viewFigure, viewSegments, viewWindow } from "./kpi-view.ts";
import { readFolds, windowOf, zoneOfFigures } from "./read-window.ts";

export const getKpi = endpoint(
  {
    route: routes.getKpi,
    summary: "Tells a KPI over a rolling window, with its interval and its change, overall and by segment.",
    query: z.strictObject({
      ...windowQuery,
      by: z
        .exactOptional(z.string().check(z.maxLength(100)))
        .check(
          z.describe(
            `The dimension to break down by: ${[...dimensions, surveyDimension].join(", ")}, or attributes. and the name of one of the workspace's segmentAttributes`,
          ),
        ),
    }),
    returns: { 200: KpiView },
  },
  async ({ caller: { workspace, workspaceId }, params: { kpi }, query }, services) => {
    if (!isKpi(kpi)) throw new AppError("not_found", "There is no such KPI.");
    const { figures, clock } = services;
    const { folds: kinds, isOfScale, isOfCustomers } = kpis[kpi];
    if (isOfCustomers) checkOfCustomers(kpi, query);
    const dimension = query.by === undefined ? overall : knownDimension(query.by, workspace);
    const [timeZone, asked] = await Promise.all([
      zoneOfFigures(workspace, figures),
      askedSurveys(workspace, query.survey, services),
    ]);
    if (isOfScale) checkScale(kpi, asked);
    const now = clock.now();
    const window = windowOf(query, timeZone, now);
    const wanted = { workspaceId, kinds, surveyIds: asked.surveyIds, dimension };
    const read = await readFolds(wanted, window, localDay(now, timeZone), figures);
    const folds = isOfCustomers ? await withActiveCustomers(read, window, timeZone, workspace, figures) : read;
    const names = new Map(asked.surveys.map(({ id, name }) => [id, name]));
    return {
      status: 200,
      body: {
        kpi,
        ...(asked.survey !== undefined && { survey: asked.survey }),
        window: viewWindow(window, timeZone),
        ...viewFigure(kpi, folds, asked.scale),
        ...(isOfScale && { distribution: viewDistribution(folds.current) }),
        ...(query.by !== undefined && {
          segments: viewSegments(kpi, folds.current.get(dimension), asked.scale, names),
        }),
        computedAt: folds.computedAt ?? now,
      },
    };
  },
);

function knownDimension(by: string, { segmentAttributes }: Workspace): string {
  const attributes = segmentAttributes.map(({ name }) => attributeDimension(name));
  const known: readonly string[] = [...dimensions, surveyDimension, ...attributes];
  if (!known.includes(by)) throw invalid("query.by", `is none of ${known.join(", ")}`);
  return by;
}
