/** Every KPI with how sure it is, what has changed and its last weeks: many small charts that are read alike. */
import { html, raw } from "hono/html";
import { isStandard, standardWindows } from "../../functions/domain/kpi/window.ts";
import { dayText } from "../../functions/templates/charts/trend-chart.ts";
import { kpiWords } from "../../functions/templates/figures/kpi-words.ts";
import { type KpiSheet, type ShownKpi, weeksShown } from "../kpi-sheets.ts";
import { LocalProblem, type Markup } from "./answers.ts";
import { kpiCard } from "./kpi-card.ts";
import { layout, type Surroundings } from "./layout.ts";

/** The window that a visitor asks for, of those that are kept ready. */
export function askedWindow(query: URLSearchParams): number {
  const days = Number(query.get("window") ?? 30);
  if (!isStandard(days)) throw new LocalProblem(404, `The windows are ${standardWindows.join(", ")} days.`);
  return days;
}

export function kpiPage(around: Surroundings, sheets: readonly KpiSheet[], windowDays: number): Markup {
  const title = "KPIs";
  if (!sheets.some(hasFigures)) {
    return layout(around, { title, content: empty(around.welcome), refreshSeconds: 5 });
  }
  const shown = sheets.filter((sheet) => sheet.survey?.status !== "archived" || hasFigures(sheet));
  const isOneBusiness = new Set(shown.map(({ workspace }) => workspace.id)).size === 1;
  const nameOf = ({ survey, workspace }: KpiSheet): string =>
    `${survey?.name ?? "All surveys together"}${isOneBusiness ? "" : `, ${workspace.name}`}`;
  const content = html`<h1>${title}</h1>
${windowMenu(windowDays)}
${howToRead(windowDays)}
${shown.length > 2 ? html`<nav class="choices" aria-label="Surveys">${shown.map((sheet) => html`<a href="#${anchorOf(sheet)}">${nameOf(sheet)}</a> `)}</nav>` : ""}
${shown.map((sheet) => section(sheet, nameOf(sheet)))}`;
  return layout(around, { title, content, isWide: true });
}

const isMeasured = ({ trend }: ShownKpi): boolean => trend.some(({ value }) => value !== null);
const hasFigures = ({ kpis }: KpiSheet): boolean => kpis.some(isMeasured);
const anchorOf = ({ survey, workspace }: KpiSheet): string => survey?.id ?? workspace.id;

const windowMenu = (windowDays: number): Markup =>
  html`<nav class="choices" aria-label="Window">${standardWindows.map(
    (days) =>
      html`<a href="/_local/kpis?window=${days}"${days === windowDays ? raw(' aria-current="page"') : ""}>${days} days</a> `,
  )}</nav>`;

const howToRead = (windowDays: number): Markup => html`<details class="legend">
<summary>How to read this</summary>
<p>Each figure is of the last ${windowDays} days. In its bar the upright mark is the figure, the band its 95 % interval and the
open circle the figure of the ${windowDays} days before. The curve is that figure week by week, over ${weeksShown} weeks, in the band of its
interval; hollow points are of so little that they may be chance. A gap is a week with nothing to measure.</p>
</details>`;

function section(sheet: KpiSheet, name: string): Markup {
  const { survey, window, timeZone, kpis } = sheet;
  const missing = kpis.filter((kpi) => !isMeasured(kpi));
  const about = survey ? `${survey.kind}, ${survey.status}. ` : "";
  return html`<section class="sheet" id="${anchorOf(sheet)}" aria-labelledby="${anchorOf(sheet)}-name">
<h2 id="${anchorOf(sheet)}-name">${name}</h2>
<p class="muted">${about}${dayText(window.from)} to ${dayText(window.to)} in ${timeZone}.</p>
${survey && !hasFigures(sheet) ? html`<p class="card note">${nobodyYet(survey.listensTo)}</p>` : ""}
<div class="kpis">${kpis.filter(isMeasured).map((kpi) => kpiCard(kpi, `${anchorOf(sheet)}-${kpi.kpi}`, window.days))}</div>
${missing.length > 0 && (!survey || hasFigures(sheet)) ? notYet(missing) : ""}
</section>`;
}

const nobodyYet = (types: readonly string[]): Markup =>
  html`Nothing has come of this survey in these weeks. Report an interaction${types.length > 0 ? html` of type <code>${types.join(", ")}</code>` : " that names it"}, and answer the mail that follows.`;

const notYet = (missing: readonly ShownKpi[]): Markup => html`<details class="legend">
<summary>${missing.length} more without anything to measure</summary>
<dl class="needs">${missing.map(({ kpi }) => {
  const { title, needs } = kpiWords(kpi);
  return html`<div><dt>${title}</dt><dd>needs ${needs}</dd></div>`;
})}</dl>
</details>`;

const empty = ({ curl, url, apiKey }: Surroundings["welcome"]): Markup => html`<h1>No figures yet</h1>
<p class="lead">Figures come of what happens and of what customers answer. Make something happen:</p>
<ol class="steps card">
<li><h2>Report an interaction</h2>
<p>Run this in a terminal:</p>
<pre class="copy"><code>${curl}</code></pre></li>
<li><h2>Answer the mail</h2>
<p>Open it in the <a href="/_local/mailbox">mailbox</a>, choose a score and send it.</p></li>
<li><h2>Come back</h2>
<p>The figures follow within seconds, and this page looks again by itself. For weeks of them at once, run
this:</p>
<pre class="copy"><code>npm run demo -- --url ${url} --key ${apiKey}</code></pre></li>
</ol>`;
