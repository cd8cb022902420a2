import { maxScores } from "../../domain/scale.ts";
import type { ShownLayout } from "../survey-copy.ts";

/** Up to six scores stand in one row of a phone, more in two of half of them; where there is room all stand in one. */
const mostInRow = 6;
const counts = Array.from({ length: maxScores - 1 }, (_, index) => index + 2);
const [few, many] = [counts.filter((one) => one <= mostInRow), counts.filter((one) => one > mostInRow)];
const across = (scores: number): string => `.of-${scores}{--across:${scores}}`;
const inHalves = (scores: number): string => `.of-${scores}{--across:${Math.ceil(scores / 2)}}`;

export const scaleClasses = (scores: number): string => `of-${scores} ${scores > mostInRow ? "many" : "few"}`;

/** What the ends mean beneath the scores side by side, last the chosen one's name. */
const inOneRow = (scale: string): string =>
  `${scale} .tile{grid-row:1}${scale} .end{grid-row:2;max-inline-size:48%}${scale} .name,${scale}::after{grid-row:3}`;

/**
 * A scale is one grid, with its ends above and below the scores until these stand in one row. Its room is measured in its own
 * letters, so that larger ones make more rows as a narrower page does, and no tile is ever less than a thumb wide.
 */
export const scaleStyle = `
form{container-type:inline-size}
${few.map(across).join("")}${many.map(inHalves).join("")}
.scale{--gap:4px;display:grid;gap:var(--gap);grid-template-columns:repeat(auto-fill,minmax(max(2.75rem,100%/var(--across) - var(--gap)),1fr));align-items:stretch}
.score{display:contents}
.tile{position:relative;min-block-size:3rem;display:grid}
.tile input{position:absolute;inset:0;inline-size:100%;block-size:100%;margin:0;opacity:0;cursor:pointer}
.mark{display:grid;place-items:center;padding:.25rem 0;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
.mark svg{inline-size:2rem;block-size:2rem}
.mark b{font-size:1.75rem;line-height:1.2;font-weight:400}
.tile input:hover+.mark{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.tile input:checked+.mark{border-color:var(--accent);background:var(--accent);color:var(--onAccent)}
.tile input:focus-visible+.mark{outline:3px solid var(--accent);outline-offset:2px}
.end{color:var(--muted);font-size:.9375rem;line-height:1.35;grid-column:1/-1;margin-block-start:.25rem}
.highest{order:1;justify-self:end;text-align:end}
.name{display:none;order:2;grid-column:1/-1;text-align:center;font-weight:600;margin-block-start:.25rem}
.score:has(:checked) .name{display:block}
.named::after{content:"";order:2;grid-column:1/-1;block-size:1.8em}
.named:has(:checked)::after{display:none}
:is(.stars,.faces,.thumbs,.emoji) .tile{min-block-size:3.5rem}
@container (min-width:18rem){${inOneRow(".few")}}
@container (min-width:33rem){${many.map(across).join("")}${inOneRow(".many")}}
@media (min-width:44rem){.mark{background:var(--tile)}}
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
.thumbs{--across:1;--gap:.75rem}
@container (min-width:18rem){.thumbs{--across:2}}
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

/** One below the other as in the mail, each with its name in full and a mark that is filled when it is chosen. */
const words = `
.words{--across:1;--gap:.5rem}
.words::after{display:none}
.words .score{position:relative;display:flex;align-items:center;gap:.75rem;min-block-size:3rem;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);cursor:pointer}
.words .tile{position:static;flex:none;min-block-size:0}
.words .mark{inline-size:1.25rem;block-size:1.25rem;padding:0;border-radius:50%;background:none}
.words .name{display:block;margin:0;text-align:start;font-weight:400}
.words .score:is(:hover,:has(:checked)){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.words .tile input:checked+.mark{box-shadow:inset 0 0 0 4px var(--card)}
.words .tile input:focus-visible+.mark{outline:none}
.words .score:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.words .score:has(:checked) .name{font-weight:600}
@media (min-width:44rem){.words .score{background:var(--tile)}}
`;

/** What a layout needs besides. */
export const layoutStyle: Readonly<Record<ShownLayout, string>> = {
  numbers: "",
  faces: "",
  emoji: "",
  stars,
  thumbs,
  words,
};
