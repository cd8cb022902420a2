import { type Layout, maxScores } from "../../domain/scale.ts";

/** Up to six scores stand in one row of a phone, more in two; where there is room all stand in one. */
const columns = (scores: number): string =>
  `.of-${scores}{--across:${scores > 6 ? Math.ceil(scores / 2) : scores};--all:${scores}}`;
const counts = Array.from({ length: maxScores - 1 }, (_, index) => index + 2);
const inTwoRows = (rule: string): string =>
  `:is(${counts.filter((count) => count > 6).map((count) => `.of-${count}`)})${rule}`;

/** A scale is one grid: its ends above and below the scores, or beneath them side by side; last the chosen one's name. */
export const scaleStyle = `
${counts.map(columns).join("")}
.scale{display:grid;gap:4px;grid-template-columns:repeat(var(--across),minmax(0,1fr));align-items:stretch}
.score{display:contents}
.tile{position:relative;min-block-size:3rem;display:grid;grid-row:1}
.tile input{position:absolute;inset:0;inline-size:100%;block-size:100%;margin:0;opacity:0;cursor:pointer}
.mark{display:grid;place-items:center;padding:.25rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);font-weight:600;font-variant-numeric:tabular-nums}
.mark svg{inline-size:2rem;block-size:2rem}
.mark b{font-size:1.75rem;line-height:1.2;font-weight:400}
.tile input:hover+.mark{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.tile input:checked+.mark{border-color:var(--accent);background:var(--accent);color:var(--onAccent)}
.tile input:focus-visible+.mark{outline:3px solid var(--accent);outline-offset:2px}
.end{color:var(--muted);font-size:.9375rem;line-height:1.35;grid-column:1/-1;grid-row:2;margin-block-start:.25rem;max-inline-size:48%}
.highest{justify-self:end;text-align:end}
.name{display:none;grid-column:1/-1;grid-row:3;text-align:center;font-weight:600;margin-block-start:.25rem}
.score:has(:checked) .name{display:block}
.named::after{content:"";grid-column:1/-1;grid-row:3;block-size:1.8em}
.named:has(:checked)::after{display:none}
:is(.stars,.faces,.thumbs,.emoji) .tile{min-block-size:3.5rem}
@media (max-width:43.99rem){
${inTwoRows(" .tile{grid-row:auto}")}
${inTwoRows(" :is(.end,.name)")}{grid-row:auto;max-inline-size:none}
${inTwoRows(" .highest")}{order:1}
${inTwoRows(" .name")}{order:2}
${inTwoRows("::after")}{grid-row:auto;order:2}
}
@media (min-width:44rem){
.scale{grid-template-columns:repeat(var(--all),minmax(0,1fr))}
.mark{background:var(--tile)}
}
@media (forced-colors:active){
.tile input:checked+.mark{forced-color-adjust:none;background:Highlight;color:HighlightText}
}
`;

/** Stars fill up to the chosen one. */
const stars = `
.stars .mark{border-color:transparent;background:none;color:var(--edge)}
.stars .tile input:hover+.mark{box-shadow:none}
.stars .tile input:checked+.mark{border-color:transparent;background:none}
.stars .score:is(:has(:checked),:has(~.score :checked)) .mark{color:var(--accent)}
.stars .score:is(:has(:checked),:has(~.score :checked)) svg{fill:currentColor}
.stars .tile input:checked+.mark svg{fill:currentColor;color:var(--accent)}
@media (forced-colors:active){.stars .tile .mark{forced-color-adjust:none;background:Canvas;color:CanvasText}}
`;

/** Two wide answers, each with its name inside. */
const thumbs = `
.thumbs{gap:.75rem}
.thumbs::after{display:none}
.thumbs .score{position:relative;display:grid;gap:.25rem;padding:1rem .5rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);text-align:center;cursor:pointer}
.thumbs .tile{position:static;min-block-size:2.5rem}
.thumbs .mark{border:0;background:none}
.thumbs .name{display:block;grid-row:auto;margin:0}
.thumbs .score:hover{border-color:var(--accent)}
.thumbs .score:has(:checked){border-color:var(--accent);background:var(--accent);color:var(--onAccent)}
.thumbs .tile input:checked+.mark{background:none}
.thumbs .score:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
@media (min-width:44rem){.thumbs .score{background:var(--tile)}.thumbs .score:has(:checked){background:var(--accent)}}
@media (forced-colors:active){.thumbs .score:has(:checked){forced-color-adjust:none;background:Highlight;color:HighlightText}}
`;

/** What a layout needs besides. */
export const layoutStyle: Readonly<Record<Layout, string>> = { numbers: "", faces: "", emoji: "", stars, thumbs };
