import { html, raw } from "hono/html";
import type { ShownBrand } from "../brand.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { Markup } from "../markup.ts";
import { dark, light } from "../palette.ts";
import { type Languages, languageMenu } from "./language-menu.ts";
import { styleOf } from "./style.ts";

/** What every page is given besides its own content. */
export interface PageFrame {
  readonly texts: LocalTexts;
  /** Names the page's own style and script to the browser; another for each answer. */
  readonly cspNonce: string;
  /** Unknown when the link itself says nothing we trust. */
  readonly brand?: ShownBrand | undefined;
  readonly languages?: Languages | undefined;
}

export interface Page extends PageFrame {
  readonly title: string;
  readonly content: Markup;
  /** What this page needs besides what all look like. */
  readonly style?: string;
  /** Conveniences only: everything works without it. */
  readonly script?: string;
}

/** What is written by a business may be in another script than the page: `dir="auto"` lets each text decide. */
export function layout({ texts, title, cspNonce, brand, languages, content, style = "", script }: Page): string {
  return String(html`<!doctype html>
<html lang="${texts.locale}" dir="${texts.dir}">
<head>
<meta charset="utf-8">
<title>${brand ? `${title} – ${brand.name}` : title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${light.ground}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${dark.ground}" media="(prefers-color-scheme: dark)">
<style nonce="${cspNonce}">${raw(styleOf(brand) + style)}</style>
</head>
<body>
<header>
${brand ? business(brand) : ""}
${languages ? languageMenu(texts, languages) : ""}
</header>
<main>
${content}
</main>
${script ? html`<script nonce="${cspNonce}">${raw(script)}</script>` : ""}
</body>
</html>
`);
}

const business = ({ name, logoUrl }: ShownBrand): Markup =>
  logoUrl
    ? html`<p class="business"><img src="${logoUrl}" alt="${name}" referrerpolicy="no-referrer"></p>`
    : html`<p class="business" dir="auto">${name}</p>`;
