import { html } from "hono/html";
import type { Markup } from "../markup.ts";
import { outlook } from "./outlook.ts";
import type { ScoreLink, ScoreLinks } from "./score-link.ts";
import { markOf } from "./score-marks.ts";

/** One below the other, each with its name in full: words are too wide to stand side by side on a phone. */
export const scoreRows = (scores: ScoreLinks): Markup =>
  html`<div style="max-width:380px;">
${outlook('<table role="presentation" width="380" border="0" cellpadding="0" cellspacing="0"><tr><td>')}
<table class="scores" role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0">
${scores.links.map((link, index) => row(link, index, scores))}</table>
${outlook("</td></tr></table>")}
</div>`;

function row({ name, linkName, url, ...score }: ScoreLink, index: number, { copy, styles }: ScoreLinks): Markup {
  const mark = markOf(score, index, copy.layout);
  const shown = mark && html`<span aria-hidden="true" style="${styles.mark}">${mark}</span>&nbsp; `;
  return html`<tr><td class="long" style="padding:0 0 8px;"><a class="tile" href="${url}" aria-label="${linkName}" title="${linkName}" style="${styles.row}">${shown ?? ""}<span dir="auto">${name}</span></a></td></tr>
`;
}
