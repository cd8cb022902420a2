import { dark, fontStack, light, type Palette } from "../palette.ts";

const colours = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

/**
 * The one stylesheet of all pages. It never depends on a request, so that its hash can stand in the policy and nothing else
 * may style a page. Logical properties only: the same rules serve right-to-left languages.
 */
export const style = `
:root{color-scheme:light dark;${colours(light)}}
@media (prefers-color-scheme:dark){:root{${colours(dark)}}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 ${fontStack};overflow-wrap:anywhere}
header,main{max-inline-size:40rem;margin-inline:auto;padding-inline:1rem}
header{padding-block:1.5rem 1rem}
main{padding-block-end:3rem}
h1,p,fieldset,legend,form{margin:0;padding:0;border:0;min-inline-size:0}
h1{font-size:1.5rem;line-height:1.3;font-weight:650;text-wrap:balance}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.business{font-weight:650;color:var(--accent)}
.stack{display:grid;gap:1.5rem;grid-template-columns:minmax(0,1fr)}
.written{white-space:pre-line}
.muted{color:var(--muted);font-size:.9375rem}
.note,.alert{padding:.75rem 1rem;border-radius:.625rem;border-inline-start:4px solid var(--accent);background:var(--card)}
.alert{border-color:var(--alert);background:var(--alertGround);color:var(--alert);font-weight:600}
legend{margin-block-end:1.25rem}
fieldset .alert{margin-block-end:1.25rem}
.scale{display:grid;gap:.5rem;grid-template-columns:minmax(0,1fr)}
.scores{display:grid;gap:4px;grid-template-columns:repeat(6,minmax(0,1fr))}
.end{color:var(--muted);font-size:.9375rem;line-height:1.35}
.highest{text-align:end}
.score{position:relative;display:block;min-block-size:3rem}
.score input{position:absolute;inset:0;inline-size:100%;block-size:100%;margin:0;opacity:0;cursor:pointer}
.score span{display:grid;place-items:center;block-size:100%;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);font-weight:600;font-variant-numeric:tabular-nums}
.score input:hover+span{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.score input:checked+span{border-color:var(--accent);background:var(--accent);color:var(--onAccent)}
.score input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
label.field{display:block;font-weight:600;margin-block-end:.5rem}
label.field .muted{font-weight:400}
textarea{display:block;inline-size:100%;min-block-size:7rem;padding:.75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);color:inherit;font:inherit;resize:vertical}
button{min-block-size:3rem;inline-size:100%;padding:.625rem 1.5rem;border:1px solid transparent;border-radius:.625rem;background:var(--accent);color:var(--onAccent);font:inherit;font-weight:650;cursor:pointer}
button:hover{background:var(--accentDeep)}
.send{display:grid;gap:.75rem}
.aside{display:inline-block;padding-block:.625rem}
@media (min-width:44rem){
header{padding-block:3rem 1.25rem}
header,main{padding-inline:2.5rem}
main{padding-block:2.5rem;margin-block-end:3rem;border:1px solid var(--line);border-radius:1rem;background:var(--card)}
h1{font-size:1.75rem}
.note{background:var(--ground)}
.scale{grid-template-columns:1fr 1fr}
.scores{grid-column:1/-1;grid-row:1;grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr)}
.score span,textarea{background:var(--tile)}
button{inline-size:auto;justify-self:start}
}
@media (prefers-reduced-motion:no-preference){.score span,button{transition:background-color .15s,box-shadow .15s}}
@media (forced-colors:active){.score input:checked+span{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`;

/** Recomputed by a test, which names the new value when the stylesheet changed. */
export const styleHash = "'sha256-+C0ufGPiD6lbgH/mJuMd4wD2CWmHWqGX/Ek3c5f0ubk='";

/** Nothing is loaded from anywhere, nothing runs, the form goes home, and nobody may frame the page. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${styleHash}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
