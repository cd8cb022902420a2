import { html } from "hono/html";
import type { Markup } from "./answers.ts";

/** What every page shows around its content: the virtual clock, the jobs and where the figures are read. */
export interface Surroundings {
  readonly now: string;
  readonly jobs: readonly string[];
  readonly welcome: {
    readonly apiKey: string;
    readonly kpiUrl: string;
    readonly curl: string;
    readonly url: string;
  };
  /** Where a button's form returns to. */
  readonly here: string;
  readonly notice?: string | undefined;
}

interface Page {
  readonly title: string;
  readonly content: Markup;
  /** The content has all the room there is. */
  readonly isWide?: boolean;
}

const steps = [
  { label: "+1 hour", seconds: 3600 },
  { label: "+1 day", seconds: 86_400 },
  { label: "+30 days", seconds: 2_592_000 },
];

export function layout(around: Surroundings, { title, content, isWide }: Page): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Hearback on this computer</title>
<link rel="icon" type="image/svg+xml" href="/_local/icon.svg">
<link rel="stylesheet" href="/_local/local.css">
<link rel="stylesheet" href="/_local/charts.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/_local/mailbox"><img src="/_local/icon.svg" alt="" width="28" height="28"> Hearback <span class="muted">on this computer</span></a>
<nav><a href="/_local/mailbox">Mailbox</a> <a href="/_local/kpis">KPIs</a> <a href="/_local/gallery">Gallery</a></nav>
${clock(around)}
</header>
<div class="frame${isWide ? " wide" : ""}">
<main id="content">
${around.notice === undefined ? "" : html`<p class="notice" role="status">${around.notice}</p>`}
${content}
</main>
${
  isWide
    ? ""
    : html`<aside>
${jobs(around)}
${figures(around)}
</aside>`
}
</div>
</body>
</html>`;
}

export function momentOf(time: string): Markup {
  return html`<time datetime="${time}">${format.format(new Date(time)).replace(",", "")} UTC</time>`;
}

const format = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A button that posts. Every form says where to return, because a page is reached under several addresses. */
export function postForm(action: string, here: string, inner: Markup): Markup {
  return html`<form method="post" action="${action}"><input type="hidden" name="back" value="${here}">${inner}</form>`;
}

function clock({ now, here }: Surroundings): Markup {
  const buttons = steps.map(
    ({ label, seconds }) => html`<button name="advanceSeconds" value="${seconds}">${label}</button>`,
  );
  return html`<section class="clock" aria-label="Virtual clock">
<p><span class="label">Virtual time</span> ${momentOf(now)}</p>
${postForm("/_local/clock", here, html`<div class="buttons">${buttons}</div>`)}
</section>`;
}

function jobs({ jobs, here }: Surroundings): Markup {
  const button = (job: string) =>
    postForm(
      `/_local/run/${job}`,
      here,
      html`<code>${job}</code><button aria-label="Run now: ${job}">Run now</button>`,
    );
  return html`<section class="card">
<h2>Jobs</h2>
<p class="muted">They run by themselves, and whenever the clock is moved.</p>
<ul class="jobs">${jobs.map((job) => html`<li>${button(job)}</li>`)}</ul>
</section>`;
}

function figures({ welcome }: Surroundings): Markup {
  return html`<section class="card">
<h2>Figures</h2>
<p><a href="/_local/kpis">All KPIs</a>, with their intervals and their last weeks. Programs
<a href="${welcome.kpiUrl}">read the score</a> with this key:</p>
<pre class="copy"><code>${welcome.apiKey}</code></pre>
<p class="muted">A browser does not send the key. In a terminal:</p>
<pre class="copy"><code>curl -H "Authorization: Bearer ${welcome.apiKey}" "${welcome.kpiUrl}"</code></pre>
</section>`;
}
