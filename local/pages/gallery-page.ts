/** Every kind, language and state of mails and pages at a glance, rendered by the very templates that customers get. */
import { html } from "hono/html";
import { builtInLocales } from "../../functions/templates/locales/wordings.ts";
import type { Markup } from "./answers.ts";
import { LocalProblem } from "./answers.ts";
import { type ScaleName, type StateName, scaleNames, specimen, stateNames } from "./gallery-specimens.ts";
import { layout, type Surroundings } from "./layout.ts";

interface Choice {
  readonly scales: readonly ScaleName[];
  readonly locales: readonly string[];
  readonly states: readonly StateName[];
}

const everything = "all";

/** One language and every state of one kind unless asked otherwise; "all" of any of the three. */
export function galleryPage(around: Surroundings, query: URLSearchParams): Markup {
  const choice: Choice = {
    scales: chosen("kind", query.get("kind") ?? "nps", scaleNames),
    locales: chosen("locale", query.get("locale") ?? "en", builtInLocales),
    states: chosen("state", query.get("state") ?? everything, stateNames),
  };
  const title = "Gallery of mails and pages";
  const content = html`<h1>${title}</h1>
<p class="muted">Rendered by the templates that customers get, with an example business. Nothing here is recorded.</p>
${menu("kind", scaleNames, query)}${menu("locale", builtInLocales, query)}${menu("state", stateNames, query)}
<div class="gallery">${figuresOf(choice)}</div>`;
  return layout(around, { title, content, isWide: true });
}

export async function galleryDocument(path: string): Promise<string> {
  const [scale = "", locale = "", state = ""] = path.split("/").map(decodeURIComponent);
  const [foundScale] = chosen("kind", scale, scaleNames);
  const [foundLocale] = chosen("locale", locale, builtInLocales);
  const [foundState] = chosen("state", state, stateNames);
  if (!foundScale || !foundLocale || !foundState) throw new LocalProblem(404, "There is no such specimen.");
  return specimen(foundScale, foundLocale, foundState);
}

function chosen<T extends string>(name: string, value: string, all: readonly T[]): readonly T[] {
  if (value === everything) return all;
  const found = all.find((one) => one === value);
  if (found === undefined) throw new LocalProblem(404, `There is no ${name} of that name in the gallery.`);
  return [found];
}

function figuresOf({ scales, locales, states }: Choice): Markup[] {
  return scales.flatMap((scale) =>
    locales.flatMap((locale) =>
      states.map((state) => {
        const path = ["/_local/gallery", ...[scale, locale, state].map(encodeURIComponent)].join("/");
        const name = `${scale}, ${locale}, ${state}`;
        return html`<figure><figcaption><a href="${path}">${name}</a></figcaption>
<iframe src="${path}" title="${name}" loading="lazy"></iframe></figure>`;
      }),
    ),
  );
}

function menu(name: string, values: readonly string[], query: URLSearchParams): Markup {
  const links = [...values, everything].map((value) => {
    const wanted = new URLSearchParams(query);
    wanted.set(name, value);
    const isCurrent = (query.get(name) ?? { kind: "nps", locale: "en", state: everything }[name]) === value;
    return html`<a href="/_local/gallery?${wanted.toString()}"${isCurrent ? html` aria-current="true"` : ""}>${value}</a> `;
  });
  return html`<nav class="choices" aria-label="${name}"><span class="label">${name}</span> ${links}</nav>`;
}
