/** The figures of surveys, as the API tells them. */
import { apiCommand, type Output } from "../command.ts";
import { wrongUsage } from "../failure.ts";
import { numberOf } from "../option-values.ts";
import { toScreen } from "../sink.ts";
import { figureCsv } from "./figure-csv.ts";
import { figureTables } from "./figure-tables.ts";
import { readFigures } from "./read-figures.ts";

const formats = ["table", "csv"] as const;

export const kpis = apiCommand({
  name: "kpis",
  summary: "Shows KPIs over a window: value, interval, the change against the window before, and the last 12 weeks.",
  details: `A change is better or worse where its 95 % interval says so, and unclear else. What is made of fewer than 30 is called small.
Without --survey it shows what all surveys share; scores are of a survey, or of several on the same scale.`,
  options: {
    survey: {
      value: "ID",
      help: "the survey, srv_…, or several as one, separated by commas",
      id: "survey",
      many: true,
    },
    window: { value: "DAYS", help: "the last so many days (default 30)" },
    "as-of": { value: "DAY", help: "last day of the window (default: today)", day: true },
    by: { value: "DIMENSION", help: "break down by agent, channel, … too" },
    format: { value: "FORMAT", help: "table or csv (default table)" },
  },
  async run({ values: { survey, window, "as-of": asOf, by, format = "table" } }, api): Promise<Output> {
    if (!formats.some((known) => known === format)) throw wrongUsage(`--format must be one of ${formats.join(", ")}.`);
    const days = window === undefined ? undefined : (numberOf(window) as number);
    const figures = await readFigures({ survey, window: days, asOf, by, hasTrend: format === "table" }, api);
    if (format === "table") return { json: figures, text: figureTables(figures) };
    await toScreen(api.stdout).write(figureCsv(figures));
    return { text: "", json: undefined };
  },
});
