import { html, raw } from "hono/html";
import type { ShownBrand } from "../brand.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { Markup } from "../markup.ts";
import { light } from "../palette.ts";
import { headStyle, outlookStyle, sidesOf, stylesOf } from "./mail-style.ts";
import { outlook } from "./outlook.ts";

export interface MailShell {
  readonly texts: LocalTexts;
  /** The document's title, and the line that inboxes show beside the subject. */
  readonly title: string;
  readonly brand: ShownBrand;
  readonly body: Markup;
  readonly footer: Markup;
}

/**
 * Tables, because Outlook for Windows lays out nothing else. `main` and `footer` are elements and not roles: webmail drops
 * those elements, so our landmarks exist only where the mail is a document of its own.
 */
export function mailLayout({ texts, title, brand, body, footer }: MailShell): string {
  const { start } = sidesOf(texts.dir);
  const styles = stylesOf(brand.light);
  return String(html`<!doctype html>
<html lang="${texts.locale}" dir="${texts.dir}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting">
<style>${raw(headStyle(brand))}</style>
${outlook(`<style>${outlookStyle}</style>`)}
</head>
<body class="ground" style="${styles.body}">
<div style="${styles.preheader}">${title}</div>
<table class="ground" role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" bgcolor="${light.ground}">
<tr><td class="outside" align="center" lang="${texts.locale}" dir="${texts.dir}" style="padding:0 0 24px;word-break:break-word;">
${outlook('<table role="presentation" width="600" border="0" cellpadding="0" cellspacing="0"><tr><td>')}
<div style="max-width:600px;margin:0 auto;text-align:${start};">
<main>
<table class="card" role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" bgcolor="${light.card}" style="${styles.card}">
<tr><td class="inside" style="padding:28px 15px 32px;text-align:${start};">
${sender(brand)}
${body}
</td></tr>
</table>
</main>
<footer>
<table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0">
<tr><td class="inside" style="padding:20px 16px 0;text-align:${start};">
${footer}
</td></tr>
</table>
</footer>
</div>
${outlook("</td></tr></table>")}
</td></tr>
</table>
</body>
</html>
`);
}

/** The logo says the name wherever images are off, so the name is not there twice. */
function sender({ name, logoUrl, light: accent }: ShownBrand): Markup {
  const styles = stylesOf(accent);
  if (logoUrl === undefined)
    return html`<p class="business" dir="auto" style="${styles.business}padding-bottom:20px;">${name}</p>`;
  // Outlook for Windows sizes an image by its attribute only.
  return html`<p class="business" dir="auto" style="${styles.business}padding-bottom:20px;"><img class="logo" src="${logoUrl}" alt="${name}" height="40" style="${styles.logo}"></p>`;
}
