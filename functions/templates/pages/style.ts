import type { ShownBrand } from "../brand.ts";
import { dark, fontStack, light, type Palette } from "../palette.ts";

const colours = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

/** What all pages look like, in the business's accent colour. */
export const styleOf = (brand: Pick<ShownBrand, "light" | "dark"> | undefined): string => `
:root{color-scheme:light dark;${colours({ ...light, ...brand?.light })}}
@media (prefers-color-scheme:dark){:root{${colours({ ...dark, ...brand?.dark })}}}
${rules}`;

/** Logical properties only: the same rules serve right-to-left languages. */
const rules = `
*,::before,::after{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 ${fontStack};overflow-wrap:anywhere}
header,main{max-inline-size:40rem;margin-inline:auto;padding-inline:1rem}
header{display:flow-root;padding-block:1rem .75rem}
main{padding-block-end:3rem}
h1,p,ul,fieldset,legend,form{margin:0;padding:0;border:0;min-inline-size:0}
h1{font-size:1.5rem;line-height:1.3;font-weight:650;text-wrap:balance}
a{color:var(--accent);text-underline-offset:.2em}
svg{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:is(h1,p,legend,label,button):lang(ja){word-break:auto-phrase}
:lang(ko){word-break:keep-all}
.business{float:inline-start;display:grid;align-content:center;min-block-size:2.75rem;max-inline-size:max(9rem,100% - 11rem);font-weight:650;color:var(--accent)}
.business img{display:block;max-block-size:3rem;max-inline-size:min(100%,15rem)}
.languages{font-size:.9375rem}
summary{display:flex;align-items:center;gap:.375rem;inline-size:fit-content;min-block-size:2.75rem;margin-inline-start:auto;color:var(--muted);cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary svg{inline-size:1.25rem;block-size:1.25rem}
.languages ul{clear:both;columns:8rem;column-gap:.75rem;padding:.5rem 1rem;border:1px solid var(--line);border-radius:.625rem;background:var(--card);list-style:none}
.languages a{display:block;padding-block:.5rem;break-inside:avoid}
.languages [aria-current]{color:inherit;font-weight:650;text-decoration:none}
.stack{display:grid;gap:1.5rem;grid-template-columns:minmax(0,1fr)}
.written{white-space:pre-line}
.muted{color:var(--muted);font-size:.9375rem;font-weight:400}
button,.button{display:inline-grid;place-items:center;min-block-size:3rem;inline-size:100%;padding:.625rem 1.5rem;border:1px solid transparent;border-radius:.625rem;background:var(--accent);color:var(--onAccent);font:inherit;font-weight:650;text-align:center;text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:var(--accentDeep)}
.aside{display:inline-block;padding-block:.625rem}
@media (max-width:16rem){body{hyphens:auto}}
@media (min-width:44rem){
header{padding-block:2.5rem 1.25rem}
header,main{padding-inline:2.5rem}
main{padding-block:2.5rem;margin-block-end:3rem;border:1px solid var(--line);border-radius:1rem;background:var(--card)}
h1{font-size:1.75rem}
button,.button{inline-size:auto;justify-self:start}
}
@media (prefers-color-scheme:dark){.business img{padding:.25rem .5rem;border-radius:.375rem;background:#fff}}
@media (prefers-reduced-motion:no-preference){.mark,button,.button{transition:background-color .15s,box-shadow .15s}}
`;
