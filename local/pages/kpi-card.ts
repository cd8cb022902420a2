/** One KPI: its value, how sure it is, what has changed, its last weeks, and all of it again as a table. */
import { html } from "hono/html";
import type { Estimate, Figure } from "../../functions/domain/kpi/figure.ts";
import { type KpiName, type KpiRow, kpis } from "../../functions/domain/kpi/kpi.ts";
import { intervalBar } from "../../functions/templates/charts/interval-bar.ts";
import type { Span } from "../../functions/templates/charts/scale.ts";
import { dayText, trendChart } from "../../functions/templates/charts/trend-chart.ts";
import { changeInWords } from "../../functions/templates/figures/change-in-words.ts";
import { kpiWords } from "../../functions/templates/figures/kpi-words.ts";
import {
  columnNumber,
  type ShownUnit,
  shownNumber,
  shownUnit,
  shownValue,
} from "../../functions/templates/figures/shown-unit.ts";
import type { ShownKpi } from "../kpi-sheets.ts";
import type { Markup } from "./answers.ts";

/** `id` is the card's own in the page. */
export function kpiCard(shown: ShownKpi, id: string, windowDays: number): Markup {
  const { kpi, unit: stored, figure, previous, change, trend } = shown;
  const { title } = kpiWords(kpi);
  const unit = shownUnit(stored, { value: largestOf(shown), details: figure.details });
  const { value } = figure;
  return html`<article class="kpi card" aria-labelledby="${id}">
<h3 id="${id}">${title}</h3>
<p class="figure"><strong>${value === null ? "–" : shownValue(value, unit)}</strong> <span class="muted">n ${counted(figure.n)}${figure.isSmall ? ", small" : ""}</span></p>
<p class="change ${change?.verdict ?? ""}">${value === null ? whyNone(figure, windowDays) : changeInWords({ change, previous: previous.value, windowDays }, unit)}</p>
${further(kpi, figure.details)}
<div class="bar">${value === null ? "" : bar(shown, value, id, unit)}</div>
${
  trend.every((point) => point.value === null)
    ? html`<div></div>`
    : html`<figure>
<figcaption>Week by week${inWords(unit)}</figcaption>
${trendChart({
  id: `${id}-trend`,
  title: `${title}, week by week${inWords(unit)}`,
  points: trend.map((point) => ({ ...point, ...inUnit(point, unit) })),
  bounds: boundsOf(shown),
  textOf: textIn(unit),
})}
</figure>`
}
${details(shown, title, unit)}
</article>`;
}

const inWords = ({ name }: ShownUnit): string => (name === "" ? "" : `, in ${name}`);

const whyNone = ({ details = {} }: Figure, windowDays: number): string =>
  Object.values(details).filter(({ value }) => value !== null).length > 1
    ? "In several currencies, which make no figure together."
    : `There is nothing to measure in the last ${windowDays} days.`;

function bar({ kpi, figure, previous, ...shown }: ShownKpi, value: number, id: string, unit: ShownUnit): Markup | "" {
  if (figure.interval === null) return "";
  return intervalBar({
    id: `${id}-bar`,
    title: `${kpiWords(kpi).title} on its scale`,
    ...inUnit({ value, interval: figure.interval }, unit),
    previous: previous.value === null ? null : previous.value / unit.size,
    bounds: boundsOf(shown),
    textOf: textIn(unit),
  });
}

/** Of what has been put into the unit already. */
const textIn =
  (unit: ShownUnit) =>
  (value: number): string =>
    shownNumber(value * unit.size, unit);

const numbers = new Intl.NumberFormat("en-GB");
const counted = (n: number): string => numbers.format(n);

/** That by which the unit of a time is chosen: of the newest week that has any. */
const largestOf = ({ trend }: ShownKpi): number | null => trend.findLast(({ value }) => value !== null)?.value ?? null;

function inUnit<E extends Estimate>({ value, interval }: E, { size }: ShownUnit) {
  return {
    value: (value === null ? null : value / size) as E["value"],
    interval: (interval && { low: interval.low / size, high: interval.high / size }) as E["interval"],
  };
}

function boundsOf({ unit, scale }: Pick<ShownKpi, "unit" | "scale">): Partial<Span> {
  if (unit === "points") return { low: -100, high: 100 };
  if (unit === "percent") return { low: 0, high: 100 };
  return scale ? { low: scale.min, high: scale.max } : { low: 0 };
}

function details({ trend, unit: stored }: ShownKpi, title: string, unit: ShownUnit): Markup {
  const text = (value: number): string => (stored === "count" ? shownNumber : columnNumber)(value, unit);
  const range = ({ interval }: Estimate): string =>
    interval ? `${text(interval.low)} to ${text(interval.high)}` : "–";
  const rows = trend.toReversed().map(
    (
      point,
    ) => html`<tr><th scope="row">${dayText(point.day)}</th><td>${point.value === null ? "–" : text(point.value)}</td><td>${range(point)}</td><td>${counted(point.n)}</td></tr>
`,
  );
  return html`<details>
<summary>As a table<span class="unseen">: ${title}</span></summary>
<table>
<thead><tr><th scope="col">up to</th><th scope="col">${unit.name === "" ? "value" : unit.name}</th><th scope="col">95 %</th><th scope="col">n</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</details>`;
}

/** What else the same records say: a mean, a percentile, the count of each outcome. */
function further(kpi: KpiName, details: Figure["details"] = {}): Markup {
  const units: KpiRow["details"] = kpis[kpi].details;
  const told = Object.entries(details).flatMap(([name, { value }]) =>
    value === null
      ? []
      : [
          html`<div><dt>${name.replaceAll("_", " ")}</dt><dd>${shownValue(value, shownUnit(units[name] ?? "count", { value }))}</dd></div>`,
        ],
  );
  return told.length === 0 ? html`<div></div>` : html`<dl class="further">${told}</dl>`;
}
