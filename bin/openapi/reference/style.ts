import { dark, fontStack, light, type Palette } from "../../../functions/templates/palette.ts";

const methods = {
  light: { get: "#0b6455", post: "#1d4f91", patch: "#7a4b00", delete: "#9c2a1d" },
  dark: { get: "#7ad6c1", post: "#a3c8ff", patch: "#f0c36d", delete: "#ffb4a6" },
};

const colours = (palette: Palette, method: Record<string, string>): string =>
  Object.entries({ ...palette, ...method })
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

/** A column to find things in, one to read and one to copy from; beside each other where there is room. */
export const style = `
:root{color-scheme:light dark;${colours(light, methods.light)}}
@media (prefers-color-scheme:dark){:root{${colours(dark, methods.dark)}}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-start:1.5rem}
body{margin:0;background:var(--card);color:var(--ink);font:1rem/1.6 ${fontStack};overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,dl,dd,figure,pre{margin:0;padding:0}
ul{list-style:none}
h1{font-size:2rem;line-height:1.2;letter-spacing:-.02em;font-weight:680}
h2{font-size:1.5rem;line-height:1.25;letter-spacing:-.015em;font-weight:680}
h3{font-size:1.1875rem;line-height:1.3;font-weight:650}
h4{margin-block:1.5rem .25rem;font-size:.8125rem;font-weight:650;letter-spacing:.04em;text-transform:uppercase;color:var(--muted)}
h3 a{color:inherit;text-decoration:none}
h3 a:hover{text-decoration:underline}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.25rem}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
p code,li code,dd code{padding:.1em .3em;border-radius:.25rem;background:var(--ground)}
.skip{position:absolute;inset-inline-start:-99rem}
.skip:focus{inset-inline-start:1rem;inset-block-start:.5rem;z-index:2;padding:.5rem 1rem;background:var(--card)}
nav{padding:1rem;border-block-end:1px solid var(--line);background:var(--ground)}
nav .brand{font-weight:680;margin-block-end:.5rem}
nav .brand a{color:var(--ink);text-decoration:none}
nav>ul{display:flex;flex-wrap:wrap;gap:.375rem}
nav ul ul{display:none}
nav a{text-decoration:none}
nav .tag{display:inline-block;padding:.375rem .75rem;border:1px solid var(--line);border-radius:99rem;background:var(--card);color:var(--ink);font-size:.875rem}
main{padding:2rem 1rem 4rem}
.prose{max-inline-size:44rem;margin-block-start:1rem}
.prose>*+*{margin-block-start:.75rem}
section{margin-block-start:3.5rem;padding-block-start:2.5rem;border-block-start:1px solid var(--line)}
.contents{max-inline-size:44rem;margin-block-start:1.25rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.75rem;background:var(--ground)}
.contents a{display:flex;gap:.625rem;align-items:baseline;padding-block:.25rem;color:var(--ink);text-decoration:none}
.contents a:hover{text-decoration:underline}
.method{display:inline-block;min-inline-size:3.75em;font:650 .75rem/1.6 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.02em}
.GET{color:var(--get)}.POST{color:var(--post)}.PATCH{color:var(--patch)}.DELETE{color:var(--delete)}
article{margin-block-start:2.5rem;padding-block-start:2.5rem;border-block-start:1px solid var(--line)}
.told>*+p{margin-block-start:.625rem}
.call{display:flex;gap:.5rem;align-items:baseline;padding:.375rem .75rem;border-radius:.5rem;background:var(--ground)}
.call .method{min-inline-size:0;font-size:.8125rem}
.call code{padding:0;background:none}
h4+.limits{margin-block-end:.375rem}
.prose ul{display:grid;gap:.25rem;padding-inline-start:1rem;list-style:disc}
.scope,.limits,.type{color:var(--muted);font-size:.875rem}
.fields>li{padding-block:.625rem;border-block-start:1px solid var(--line)}
.fields p{font-size:.9375rem;line-height:1.5}
.fields .limits,.fields .type{font-size:.8125rem}
.fields .fields,.either+.fields{margin-block-start:.5rem;padding-inline-start:.875rem;border-inline-start:2px solid var(--line)}
.fields .fields>li:first-child{border-block-start:0}
code.name{padding:0;background:none;font-weight:650;color:var(--ink)}
.required{color:var(--alert);font-size:.75rem;font-weight:650}
.either{margin-block-start:.5rem;font-size:.875rem;font-weight:600}
.status,dt{font:650 .875rem/1.6 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
.status{color:var(--get)}
.errors div{display:grid;grid-template-columns:3rem minmax(0,1fr);padding-block:.25rem;font-size:.9375rem}
.shown{display:grid;gap:1rem;align-content:start;grid-template-columns:minmax(0,1fr);margin-block-start:1.5rem}
figure{overflow:hidden;border:1px solid var(--line);border-radius:.75rem;background:var(--ground)}
figcaption{padding:.5rem 1rem;border-block-end:1px solid var(--line);font-size:.8125rem;font-weight:600;color:var(--muted)}
pre{max-block-size:26rem;overflow:auto;padding:.875rem 1rem;line-height:1.55;font-size:.875rem;overflow-wrap:normal}
pre:focus-visible{outline-offset:-3px}
pre code{font-size:.9375em}
pre i{font-style:normal;color:var(--post)}
pre b{font-weight:400;color:var(--get)}
.schema{max-inline-size:44rem}
.schema h3,.told p:has(.status){margin-block-end:.625rem}
@media (min-width:64rem){
body{display:grid;grid-template-columns:17rem minmax(0,1fr)}
nav{position:sticky;inset-block-start:0;block-size:100vh;overflow-y:auto;padding:1.5rem 1rem;border-block-end:0;border-inline-end:1px solid var(--line)}
nav .brand{padding-inline:.5rem;font-size:1.0625rem}
nav>ul{display:block}
nav ul ul{display:block;margin-block-end:.5rem}
nav .tag{display:block;margin-block-start:.75rem;padding:.25rem .5rem;border:0;background:none;font-weight:650}
nav li li a{display:flex;gap:.5rem;align-items:baseline;padding:.25rem .5rem;border-radius:.375rem;color:var(--muted);font-size:.875rem;line-height:1.4}
nav li li .method{min-inline-size:4em;font-size:.6875rem}
nav li li a:hover{background:var(--card);color:var(--ink)}
main{padding:3rem 3rem 6rem;max-inline-size:84rem}
}
@media (min-width:80rem){
article:not(.schema){display:grid;grid-template-columns:minmax(0,1fr) minmax(0,27rem);gap:3rem}
.shown{margin-block-start:0;position:sticky;inset-block-start:1.5rem;align-self:start;max-block-size:calc(100vh - 3rem);overflow-y:auto}
}
@media print{nav{display:none}pre{max-block-size:none}}
`;
