/** A survey's figures, as the API tells them. */
import type { ListKpisResult } from "../../client/api.ts";
import { apiCommand } from "./command.ts";
import { numberOf } from "./option-values.ts";
import { table } from "./print.ts";

type Figure = ListKpisResult["kpis"][number];

export const kpis = apiCommand({
  name: "kpis",
  summary: "Shows the KPIs of a survey over a window: value, interval, and the change against the window before.",
  options: {
    survey: { value: "ID", help: "the survey, srv_…", required: true, id: "survey" },
    window: { value: "DAYS", help: "the last so many days (default 30)" },
    "as-of": { value: "DAY", help: "last day of the window (default: today)", day: true },
  },
  async run({ values: { survey, window, "as-of": asOf } }, { client, signal }) {
    const days = window === undefined ? undefined : (numberOf(window) as number);
    const json = await client.kpis.list({ survey, window: days, asOf }, { signal });
    const { from, to, timeZone } = json.window;
    const headings = ["kpi", "value", "95 %", "answers", "before", "change"];
    const rows = table(headings, json.kpis.map(rowOf), "Surveys of this kind have no KPI.");
    return { json, text: `${json.survey}, ${from} to ${to} in ${timeZone}\n\n${rows}` };
  },
});

const rowOf = ({ kpi, value, n, interval, previous, change }: Figure): string[] => [
  kpi,
  shown(value),
  interval ? `${shown(interval.low)} to ${shown(interval.high)}` : "",
  String(n),
  previous.value === null ? "" : `${shown(previous.value)} of ${previous.n}`,
  change ? `${signed(change.difference)}${change.significant ? "" : ", may be chance"}` : "",
];

const shown = (value: number | null): string => (value === null ? "none yet" : String(value));
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));
