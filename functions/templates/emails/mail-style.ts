import type { Direction } from "../locales/texts.ts";
import { dark, fontStack, light } from "../palette.ts";

const text = `margin:0;font-family:${fontStack};color:${light.ink};`;

/** Mail clients want styles on the elements themselves; these are the light colours. */
export const styles = {
  body: `margin:0;padding:0;background-color:${light.ground};`,
  preheader: "display:none;max-height:0;overflow:hidden;mso-hide:all;",
  card: `background-color:${light.card};border:1px solid ${light.line};border-radius:14px;`,
  business: `${text}font-size:16px;line-height:24px;font-weight:bold;color:${light.accent};`,
  paragraph: `${text}font-size:16px;line-height:25px;padding-bottom:20px;`,
  question: `${text}font-size:23px;line-height:31px;font-weight:bold;padding-bottom:22px;`,
  end: `${text}font-size:14px;line-height:20px;color:${light.muted};`,
  hint: `${text}font-size:15px;line-height:23px;color:${light.muted};padding-top:18px;`,
  footer: `${text}font-size:13px;line-height:20px;color:${light.muted};padding-bottom:10px;`,
  link: `color:${light.accent};text-decoration:underline;`,
  tile: `display:block;width:42px;height:42px;line-height:42px;border:1px solid ${light.edge};border-radius:10px;background-color:${light.tile};color:${light.ink};font-family:${fontStack};font-size:17px;font-weight:bold;text-align:center;text-decoration:none;`,
} as const;

const darkRules = `
.ground{background-color:${dark.ground}!important}
.card{background-color:${dark.card}!important;border-color:${dark.line}!important}
.ink{color:${dark.ink}!important}
.muted{color:${dark.muted}!important}
.business,.link{color:${dark.accent}!important}
.tile{background-color:${dark.tile}!important;border-color:${dark.edge}!important;color:${dark.ink}!important}
`;

/** What cannot stand on an element: dark colours, and room to the sides where there is some. */
export const headStyle = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a.tile:hover{border-color:${light.accent}!important}
@media (min-width:600px){.inside{padding-left:35px!important;padding-right:35px!important}.outside{padding-top:40px!important}}
@media (prefers-color-scheme:dark){${darkRules}a.tile:hover{border-color:${dark.accent}!important}}
`;

/** Outlook for Windows draws neither borders nor padding of links, so there the cell around each score is the tile. */
export const outlookStyle = `.cell{border:1px solid ${light.edge};background:${light.tile};width:44px;height:44px;text-align:center}`;

/** Mail clients do not know logical properties such as `padding-inline-end`. */
export const sidesOf = (dir: Direction) =>
  dir === "rtl" ? { start: "right", end: "left" } : { start: "left", end: "right" };
