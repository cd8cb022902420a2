import * as z from "zod/mini";
import { addToDay, daysBetween } from "../../domain/calendar.ts";
import { invalid } from "../../domain/errors.ts";
import { activeAtStartOf, followCustomers } from "../../domain/kpi/customers-in-window.ts";
import { overall } from "../../domain/kpi/fold.ts";
import { type KpiRow, kpis } from "../../domain/kpi/kpi.ts";
import { readDays } from "../../domain/kpi/read-folds.ts";
import { maxSteps, slide, stepsBack, strides } from "../../domain/kpi/trend.ts";
import { windowEnding } from "../../domain/kpi/window.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { day } from "../day-field.ts";
import { checkOfCustomers } from "./active-customers.ts";
import { checkScale } from "./asked-surveys.ts";
import { figureColumns, trendRows } from "./figure-rows.ts";
import { figureQuery } from "./kpi-query.ts";
import { KpiTrendView, viewValue } from "./kpi-view.ts";
import { knownKpi, notAhead, type Question, questionOf, wantedBy } from "./question.ts";
import { viewAsked } from "./view-asked.ts";

const defaultDays = 90;
/** Five years: what is read of longer ones would not come in time. */
const maxDays = 1830;

const TrendQuery = z.strictObject({
  ...figureQuery,
  from: z.exactOptional(day).check(z.describe("No step is before this day; default 89 days before to")),
  to: z.exactOptional(day).check(z.describe("The last step; default today in the workspace's zone")),
  every: z
    ._default(z.enum(strides), "week")
    .check(z.describe("From a step to the one before it; of a month's last days, the last that there is")),
});

export const getKpiTrend = endpoint(
  {
    route: routes.getKpiTrend,
    summary:
      "Tells how a KPI has moved: its value over the rolling window that ends on each step's day, with n and interval, " +
      "overall or in a segment; also as CSV.",
    query: TrendQuery,
    columns: figureColumns,
    rows: trendRows,
    returns: { 200: KpiTrendView },
  },
  async ({ caller: { workspace, workspaceId }, params, query }, services) => {
    const kpi = knownKpi(params.kpi);
    const { folds: kinds, isOfScale, isOfCustomers, isOfBins, measure } = kpis[kpi] as KpiRow;
    if (isOfCustomers) checkOfCustomers(kpi, query);
    const question = await questionOf(query, workspace, services);
    const { asked, timeZone, now } = question;
    if (isOfScale) checkScale(kpi, asked);
    const steps = stepsOf(query, question);
    const { from, to } = { from: steps[0] as string, to: steps.at(-1) as string };
    const wanted = wantedBy(question, { workspaceId, kinds, dimension: overall, withoutBins: !isOfBins });
    const first = windowEnding(from, query.window).from;
    const { tallies, computedAt = now } = await readDays(wanted, { from: first, to }, services.figures);
    const slid = slide(tallies, steps, query.window);
    const told = isOfCustomers
      ? followCustomers(slid, tallies, await activeAtStartOf(first, workspaceId, services.figures), question.customers)
      : slid;
    return {
      status: 200,
      body: {
        kpi,
        ...viewAsked(question),
        window: { days: query.window, timeZone },
        every: query.every,
        steps: told.map(({ window, tally }) => ({
          from: window.from,
          to: window.to,
          ...viewValue(measure(tally, asked.scale)),
        })),
        computedAt,
      },
    };
  },
);

function stepsOf({ from, to, every }: z.output<typeof TrendQuery>, { today }: Question): string[] {
  const last = notAhead(to, "query.to", today);
  const first = from ?? addToDay(last, 1 - defaultDays);
  if (first > last) throw invalid("query.from", "is after the last step");
  if (daysBetween(first, last) > maxDays)
    throw invalid("query.from", `is more than ${maxDays} days before the last step`);
  const steps = stepsBack(first, last, every);
  if (steps.length > maxSteps)
    throw invalid("query.every", `makes more than ${maxSteps} steps: take longer ones, or fewer days`);
  return steps;
}
