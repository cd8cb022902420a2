import { html } from "hono/html";
import type { SurveyKind } from "../../domain/survey.ts";
import type { LocalTexts } from "../locales/texts.ts";
import type { Markup } from "../markup.ts";
import { sidesOf, styles } from "./mail-style.ts";
import { outlook } from "./outlook.ts";

type ScoreLink = { readonly score: number; readonly url: string };

/**
 * The scores as two halves: side by side where there is room, the second under the first on a phone, without a media query
 * (many clients drop those). 44 px and a gap of 4, six times, are 288 px: what a phone of 320 px has between our margins.
 * Outlook for Windows knows no inline-block and gets a table of two cells instead.
 */
export function scoreLinks(links: readonly ScoreLink[], texts: LocalTexts, kind: SurveyKind): Markup {
  const { lowest, highest } = texts.kinds[kind];
  const middle = Math.ceil(links.length / 2);
  const max = Math.max(...links.map(({ score }) => score));
  const { start, end } = sidesOf(texts.dir);
  const half = (part: readonly ScoreLink[], label: string, align: string) =>
    html`<div style="display:inline-block;vertical-align:top;">
<table role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>${part.map((link) => scoreCell(link, max, texts))}</tr>
<tr><td class="muted" colspan="${part.length}" align="${align}" style="${styles.end}padding:4px 4px 14px;">${label}</td></tr>
</table></div>`;
  return html`<div style="font-size:0;line-height:0;">
${outlook('<table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td valign="top">')}
${half(links.slice(0, middle), lowest, start)}${outlook('</td><td valign="top">')}${half(links.slice(middle), highest, end)}
${outlook("</td></tr></table>")}
</div>`;
}

/** Some clients drop `aria-label`, some drop `title`; the number is there in all of them. */
function scoreCell({ score, url }: ScoreLink, max: number, texts: LocalTexts): Markup {
  const name = texts.mail.rate(score, max);
  return html`<td class="cell" style="padding:0;padding-${sidesOf(texts.dir).end}:4px;padding-bottom:4px;"><a class="tile" href="${url}" aria-label="${name}" title="${name}" style="${styles.tile}">${score}</a></td>
`;
}
