/** Everything that is shown of the KPIs: the list, and of each KPI its segments and its last weeks. */
import type { Kpi, KpiTrend, ListKpisResult } from "../../../client/api.ts";
import { HearbackError } from "../../../client/hearback-error.ts";
import { addToDay } from "../../../functions/domain/calendar.ts";
import { isKpi, kpis } from "../../../functions/domain/kpi/kpi.ts";
import type { Api } from "../api.ts";

export interface FigureWish {
  readonly survey: string | undefined;
  readonly window: number | undefined;
  readonly asOf: string | undefined;
  readonly by: string | undefined;
  /** Whether the last weeks are wanted. */
  readonly hasTrend: boolean;
}

export type ReadFigure = ListKpisResult["kpis"][number] & Pick<Kpi, "segments"> & { trend?: KpiTrend["steps"] };

export interface ReadFigures extends Omit<ListKpisResult, "kpis"> {
  by?: string;
  kpis: ReadFigure[];
}

const weeks = 12;

export async function readFigures(wish: FigureWish, { client, signal }: Api): Promise<ReadFigures> {
  const { survey, window, asOf, by, hasTrend } = wish;
  const list = await client.kpis.list({ survey, window, asOf }, { signal });
  const { days, to } = list.window;
  const query = { survey, window: days };
  const segmentsOf = async (kpi: string) =>
    by === undefined || isOfCustomers(kpi)
      ? undefined
      : (await client.kpis.get(kpi, { ...query, asOf: to, by }, { signal })).segments;
  const trendOf = async (kpi: string) => {
    if (!hasTrend) return undefined;
    const asked = { ...query, from: addToDay(to, 7 * (1 - weeks)), to, every: "week" } as const;
    return client.kpis.trend(kpi, asked, { signal }).then(({ steps }) => steps, unlessUntold);
  };
  const read = async (figure: ListKpisResult["kpis"][number]): Promise<ReadFigure> => {
    const [segments, trend] = await Promise.all([segmentsOf(figure.kpi), trendOf(figure.kpi)]);
    return { ...figure, ...(segments && { segments }), ...(trend && { trend }) };
  };
  return { ...list, ...(by !== undefined && { by }), kpis: await Promise.all(list.kpis.map(read)) };
}

/** Those have no segments. */
const isOfCustomers = (kpi: string): boolean => isKpi(kpi) && kpis[kpi].isOfCustomers;

/** Of a Hearback deployed before it told trends, or that tells none of this KPI: all else of the question was right. */
function unlessUntold(error: unknown): undefined {
  if (!(error instanceof HearbackError && (error.status === 404 || error.status === 422))) throw error;
}
