import { html, raw } from "hono/html";
import type { LocalTexts } from "../locales/wordings.ts";
import type { Markup } from "../markup.ts";

export interface Languages {
  readonly locales: readonly string[];
  /** The one that the page is in. */
  readonly current: string;
  /** The score chosen so far, which another language keeps. */
  readonly score?: number | undefined;
}

/** Plain links, so that a language can be changed without a script; each is called as its speakers call it. */
export function languageMenu({ survey }: LocalTexts, { locales, current, score }: Languages): Markup {
  if (locales.length < 2) return html``;
  const named = locales.map((locale) => ({ locale, name: nativeName(locale) }));
  named.sort((one, other) => one.name.localeCompare(other.name, "en"));
  return html`<details class="languages">
<summary>${globe}<span><span class="unseen">${survey.language}: </span><span lang="${current}">${nativeName(current)}</span></span></summary>
<ul>
${named.map(({ locale, name }) => {
  const address = `?lang=${encodeURIComponent(locale)}${score === undefined ? "" : `&score=${score}`}`;
  const chosen = locale === current ? raw(' aria-current="true"') : "";
  return html`<li><a href="${address}" lang="${locale}"${chosen}>${name}</a></li>
`;
})}</ul>
</details>`;
}

const names = new Map<string, string>();

/** The runtime says "deutsch" or "español" where a list begins each with a capital. */
function nativeName(locale: string): string {
  const known = names.get(locale);
  if (known !== undefined) return known;
  // Names are of languages alone: newer runtimes refuse to name one with extensions, "ar-u-nu-latn".
  const { baseName } = new Intl.Locale(locale);
  const name =
    new Intl.DisplayNames([locale], { type: "language", languageDisplay: "standard" }).of(baseName) ?? baseName;
  const capital = name.slice(0, 1).toLocaleUpperCase(locale) + name.slice(1);
  names.set(locale, capital);
  return capital;
}

const globe = raw(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c-5 5-5 13 0 18c5-5 5-13 0-18"/></svg>',
);
