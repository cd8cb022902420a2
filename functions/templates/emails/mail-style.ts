import type { Accent, ShownBrand } from "../brand.ts";
import type { Direction } from "../locales/wordings.ts";
import { dark, fontStack, light } from "../palette.ts";
import { rowStyle } from "./tile-rows.ts";

const text = `margin:0;font-family:${fontStack};color:${light.ink};`;

/** What can be pressed: at least 44 px each way. */
const pressable = `display:block;border:1px solid ${light.edge};border-radius:10px;background-color:${light.tile};color:${light.ink};font-family:${fontStack};font-weight:bold;text-decoration:none;`;

/** Mail clients want styles on the elements themselves; these are the light colours. */
export const stylesOf = ({ accent }: Accent) =>
  ({
    body: `margin:0;padding:0;background-color:${light.ground};`,
    preheader: "display:none;max-height:0;overflow:hidden;mso-hide:all;",
    card: `background-color:${light.card};border:1px solid ${light.line};border-radius:14px;`,
    business: `${text}font-size:16px;line-height:24px;font-weight:bold;color:${accent};`,
    // Its text is what stands there while images are off.
    logo: `display:inline-block;vertical-align:top;width:auto;height:auto;max-width:100%;max-height:40px;border:0;border-radius:6px;font-family:${fontStack};font-size:16px;line-height:40px;font-weight:bold;color:${accent};`,
    paragraph: `${text}font-size:16px;line-height:25px;padding-bottom:20px;`,
    question: `${text}font-size:23px;line-height:31px;font-weight:bold;padding-bottom:22px;`,
    end: `${text}font-size:14px;line-height:20px;color:${light.muted};`,
    hint: `${text}font-size:15px;line-height:23px;color:${light.muted};padding-top:18px;`,
    footer: `${text}font-size:13px;line-height:20px;color:${light.muted};padding-bottom:10px;`,
    link: `color:${accent};text-decoration:underline;`,
    tile: `${pressable}height:42px;line-height:42px;font-size:17px;text-align:center;`,
    emojiTile: `${pressable}height:42px;line-height:42px;font-size:24px;text-align:center;`,
    row: `${pressable}padding:11px 14px;font-size:16px;line-height:24px;`,
    star: `color:${accent};`,
    mark: "font-size:20px;",
  }) as const;
export type MailStyles = ReturnType<typeof stylesOf>;

const darkRules = ({ accent }: Accent): string => `
.ground{background-color:${dark.ground}!important}
.card{background-color:${dark.card}!important;border-color:${dark.line}!important}
.ink{color:${dark.ink}!important}
.muted{color:${dark.muted}!important}
.business,.link,.star{color:${accent}!important}
.logo{background-color:#ffffff!important}
.tile{background-color:${dark.tile}!important;border-color:${dark.edge}!important;color:${dark.ink}!important}
a.tile:hover{border-color:${accent}!important}
`;

/**
 * What cannot stand on an element: dark colours, what depends on the room there is, and where two languages break their lines.
 * A logo keeps the white ground it was most likely drawn for.
 */
export const headStyle = (brand: Pick<ShownBrand, "light" | "dark">): string => `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a.tile:hover{border-color:${brand.light.accent}!important}
:lang(ja){word-break:auto-phrase}
:lang(ko){word-break:keep-all}
${rowStyle}
@media (min-width:600px){.inside{padding-left:35px!important;padding-right:35px!important}.outside{padding-top:40px!important}}
@media (prefers-color-scheme:dark){${darkRules(brand.dark)}}
`;

/** Outlook for Windows draws neither borders nor padding of links, so there the cell around each score is what is drawn. */
export const outlookStyle = `
.scores{mso-cellspacing:3.0pt}
.cell{border:1px solid ${light.edge};background:${light.tile};width:44px;height:44px;text-align:center}
.long{border:1px solid ${light.edge};background:${light.tile};height:44px;mso-padding-alt:8px 14px 8px 14px}
`;

/** Mail clients do not know logical properties such as `padding-inline-end`. */
export const sidesOf = (dir: Direction) =>
  dir === "rtl" ? { start: "right", end: "left" } : { start: "left", end: "right" };
