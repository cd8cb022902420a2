/** Figures and their segments as CSV, in the columns that the API has for them. */
import { figureColumns, figureRows } from "../../../functions/endpoints/kpis/figure-rows.ts";
import { toCsv } from "../../../functions/http/csv-page.ts";
import type { ReadFigures } from "./read-figures.ts";

export const figureCsv = ({ survey, window, by, kpis }: ReadFigures): string =>
  toCsv(
    figureColumns,
    kpis.flatMap((figure) => figureRows({ survey, window, by, ...figure })),
  );
