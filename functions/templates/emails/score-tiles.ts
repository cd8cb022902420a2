import { html } from "hono/html";
import type { Markup } from "../markup.ts";
import { sidesOf } from "./mail-style.ts";
import { outlook } from "./outlook.ts";
import { type ScoreLink, type ScoreLinks, tileName } from "./score-link.ts";
import { star } from "./score-marks.ts";
import { gap, maxTilesInLine, minTileWidth } from "./tile-rows.ts";

/** Few tiles are wide ones, or else what the ends mean would stand under them in columns of single words. */
const minWidth = 288;

/** Side by side, with what the ends of the scale mean under them. */
export const scoreTiles = (scores: ScoreLinks): Markup =>
  scores.links.length > maxTilesInLine ? inHalves(scores) : inOneLine(scores);

function inOneLine(scores: ScoreLinks): Markup {
  const { links, copy, texts } = scores;
  const { start, end } = sidesOf(texts.dir);
  const tileWidth = Math.max(minTileWidth, Math.floor(minWidth / links.length) - gap);
  return html`${tiles(links, scores, tileWidth)}
<table role="presentation" width="${links.length * (tileWidth + gap)}" border="0" cellpadding="0" cellspacing="0">
<tr>${endCell(copy.lowest, start, scores)}${endCell(copy.highest, end, scores)}</tr>
</table>`;
}

/**
 * As two halves: side by side where there is room, the second under the first on a phone, without a media query (many clients
 * drop those; `rowStyle` is for the others). Outlook for Windows knows no inline-block and gets a table of two cells instead.
 */
function inHalves(scores: ScoreLinks): Markup {
  const { links, copy, texts } = scores;
  const middle = Math.ceil(links.length / 2);
  const { start, end } = sidesOf(texts.dir);
  const half = (part: readonly ScoreLink[], label: string, align: string): Markup =>
    html`<div class="half" style="display:inline-block;vertical-align:top;">
${tiles(part, scores, minTileWidth)}
<table role="presentation" width="${part.length * (minTileWidth + gap)}" border="0" cellpadding="0" cellspacing="0">
<tr>${endCell(label, align, scores)}</tr>
</table></div>`;
  return html`<div class="of-${links.length}" style="font-size:0;line-height:0;">
${outlook('<table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td valign="top">')}
${half(links.slice(0, middle), copy.lowest, start)}${outlook('</td><td valign="top">')}${half(links.slice(middle), copy.highest, end)}
${outlook("</td></tr></table>")}
</div>`;
}

const tiles = (links: readonly ScoreLink[], scores: ScoreLinks, width: number): Markup =>
  html`<table class="scores" role="presentation" border="0" cellpadding="0" cellspacing="0">
<tr>${links.map((link) => tile(link, scores, width))}</tr>
</table>`;

/** Some clients drop `aria-label`, some drop `title`; the number is there in all of them. */
function tile(link: ScoreLink, { copy, texts, styles }: ScoreLinks, width: number): Markup {
  const name = tileName(link, texts);
  const style = `${copy.layout === "emoji" ? styles.emojiTile : styles.tile}width:${width - 2}px;`;
  const mark =
    copy.layout === "stars" ? html`<span class="star" aria-hidden="true" style="${styles.star}">${star}</span>` : "";
  return html`<td class="cell" style="padding:0;padding-${sidesOf(texts.dir).end}:${gap}px;padding-bottom:4px;"><a class="tile" href="${link.url}" aria-label="${name}" title="${name}" style="${style}">${link.shown}${mark}</a></td>
`;
}

const endCell = (label: string, align: string, { styles }: ScoreLinks): Markup =>
  html`<td class="muted" dir="auto" align="${align}" valign="top" style="${styles.end}padding:4px 4px 14px;">${label}</td>`;
