import { html, raw } from "hono/html";
import type { LocalTexts } from "../locales/texts.ts";
import type { Markup } from "../markup.ts";
import { dark, light } from "../palette.ts";
import { style } from "./style.ts";

export interface Page {
  readonly texts: LocalTexts;
  readonly title: string;
  readonly workspaceName?: string | undefined;
  readonly content: Markup;
}

/** What is written by a business may be in another script than the page: `dir="auto"` lets each text decide. */
export function layout({ texts, title, workspaceName, content }: Page): string {
  return String(html`<!doctype html>
<html lang="${texts.locale}" dir="${texts.dir}">
<head>
<meta charset="utf-8">
<title>${workspaceName ? `${title} – ${workspaceName}` : title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${light.ground}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${dark.ground}" media="(prefers-color-scheme: dark)">
<style>${raw(style)}</style>
</head>
<body>
<header>${workspaceName ? html`<p class="business" dir="auto">${workspaceName}</p>` : ""}</header>
<main>
${content}
</main>
</body>
</html>
`);
}
