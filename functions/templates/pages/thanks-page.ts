import { html } from "hono/html";
import { textsFor } from "../locales/texts.ts";
import { layout } from "./layout.ts";

export interface ThanksPageContent {
  readonly locale: string;
  readonly workspaceName: string;
  /** The business's own words, instead of ours. */
  readonly thanks?: string | undefined;
  /** Where the answer may be changed, as long as it may. */
  readonly changeUrl?: string | undefined;
}

export function thanksPage({ locale, workspaceName, thanks, changeUrl }: ThanksPageContent): string {
  const texts = textsFor(locale);
  return layout({
    texts,
    title: texts.thanks.title,
    workspaceName,
    content: html`<div class="stack">
<h1>${texts.thanks.title}</h1>
<p class="written" dir="auto">${thanks ?? texts.thanks.text}</p>
${changeUrl ? html`<p><a class="aside" href="${changeUrl}">${texts.thanks.change}</a></p>` : ""}
</div>`,
  });
}
