/** Every KPI with how sure it is, what has changed and its last weeks: many small charts that are read alike. */
import { html, raw } from "hono/html";
import { kpis } from "../../functions/domain/kpi/kpi.ts";
import { isStandard, standardWindows } from "../../functions/domain/kpi/window.ts";
import { longDayText } from "../../functions/templates/charts/trend-chart.ts";
import { kpiWords } from "../../functions/templates/figures/kpi-words.ts";
import { type KpiSheet, type ShownKpi, weeksShown } from "../kpi-sheets.ts";
import { LocalProblem, type Markup } from "./answers.ts";
import { kpiCard } from "./kpi-card.ts";
import { layout, type Surroundings } from "./layout.ts";

/** What a visitor has chosen to see. */
export interface KpiChoice {
  readonly windowDays: number;
  /** The survey, or the workspace for all of its surveys together; undefined for a look at everything. */
  readonly of: string | undefined;
}

export function kpiChoice(query: URLSearchParams): KpiChoice {
  const windowDays = Number(query.get("window") ?? 30);
  if (!isStandard(windowDays)) throw new LocalProblem(404, `The windows are ${standardWindows.join(", ")} days.`);
  return { windowDays, of: query.get("of") ?? undefined };
}

export const addressOf = ({ windowDays, of }: KpiChoice): string =>
  `/_local/kpis?window=${windowDays}${of === undefined ? "" : `&of=${of}`}`;

export function kpiPage(around: Surroundings, sheets: readonly KpiSheet[], choice: KpiChoice): Markup {
  const title = "KPIs";
  if (!sheets.some(hasFigures)) {
    return layout(around, { title, content: empty(around.welcome) });
  }
  const present = sheets.filter((sheet) => sheet.survey?.status !== "archived" || hasFigures(sheet));
  const shown = choice.of === undefined ? present : sheets.filter((sheet) => idOf(sheet) === choice.of);
  if (shown.length === 0) throw new LocalProblem(404, "There is no such survey.");
  const isOneBusiness = new Set(sheets.map(({ workspace }) => workspace.id)).size === 1;
  const nameOf = ({ survey, workspace }: KpiSheet): string =>
    `${survey?.name ?? "All surveys together"}${isOneBusiness ? "" : `, ${workspace.name}`}`;
  const toSheet = (sheet: KpiSheet) => ({ choice: { ...choice, of: idOf(sheet) }, text: nameOf(sheet) });
  const content = html`<h1>${title}</h1>
${menu(
  "Surveys",
  [{ choice: { ...choice, of: undefined }, text: "Overview" }, ...present.map(toSheet)],
  (one) => one.of === choice.of,
)}
${menu(
  "Window",
  standardWindows.map((windowDays) => ({ choice: { ...choice, windowDays }, text: `${windowDays} days` })),
  (one) => one.windowDays === choice.windowDays,
)}
${howToRead(choice.windowDays)}
${shown.map((sheet) => section(sheet, nameOf(sheet), choice))}`;
  return layout(around, { title, content, isWide: true });
}

/** Money in several currencies has no value of its own. */
const isMeasured = ({ trend }: ShownKpi): boolean =>
  trend.some(({ value, details = {} }) => [{ value }, ...Object.values(details)].some((told) => told.value !== null));
const hasFigures = ({ kpis }: KpiSheet): boolean => kpis.some(isMeasured);
const idOf = ({ survey, workspace }: KpiSheet): string => survey?.id ?? workspace.id;

interface MenuItem {
  readonly choice: KpiChoice;
  readonly text: string;
}

const menu = (label: string, items: readonly MenuItem[], isCurrent: (choice: KpiChoice) => boolean): Markup =>
  html`<nav class="kpi-choices" aria-label="${label}">${items.map(
    ({ choice, text }) =>
      html`<a href="${addressOf(choice)}"${isCurrent(choice) ? raw(' aria-current="page"') : ""}>${text}</a> `,
  )}</nav>`;

const howToRead = (windowDays: number): Markup => html`<details class="legend">
<summary>How to read this</summary>
<p>Each figure is of the last ${windowDays} days. In its bar the upright mark is the figure, the band its 95&nbsp;% interval and the
open circle the figure of the ${windowDays} days before. The curve is that figure week by week, over ${weeksShown} weeks, in the band of its
interval; hollow points are of so little that they may be chance. A gap is a week with nothing to measure.</p>
</details>`;

function section(sheet: KpiSheet, name: string, choice: KpiChoice): Markup {
  const { survey, window, timeZone } = sheet;
  const [id, isOverview] = [idOf(sheet), choice.of === undefined];
  const shown = survey && isOverview ? sheet.kpis.filter(isOfAnswers) : sheet.kpis;
  const missing = shown.filter((kpi) => !isMeasured(kpi));
  const about = survey ? `${survey.kind}, ${survey.status}. ` : "";
  const all = html` <a href="${addressOf({ ...choice, of: id })}">All KPIs<span class="unseen"> of ${name}</span></a>`;
  return html`<section class="sheet" aria-labelledby="${id}-name">
<h2 id="${id}-name">${name}</h2>
<p class="muted">${about}${longDayText(window.from)} to ${longDayText(window.to)} in ${timeZone}.${survey && isOverview ? all : ""}</p>
${survey && !hasFigures(sheet) ? html`<p class="card note">${nobodyYet(survey.listensTo)}</p>` : ""}
<div class="kpis">${shown.filter(isMeasured).map((kpi) => kpiCard(kpi, `${id}-${kpi.kpi}`, window.days))}</div>
${missing.length > 0 && (!survey || hasFigures(sheet)) ? notYet(missing) : ""}
</section>`;
}

/** What a survey is looked at for first; the rest of it is a page of its own. */
const isOfAnswers = ({ kpi }: ShownKpi): boolean => (kpis[kpi].folds as readonly string[]).includes("response");

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
<p>The figures follow within seconds: <a href="/_local/kpis">look again</a>. For weeks of them at once, run this:</p>
<pre class="copy"><code>npm run demo -- --url ${url} --key ${apiKey}</code></pre></li>
</ol>`;
