import { html } from "hono/html";
import type { ShownBrand } from "../brand.ts";
import { layout, type PageFrame } from "./layout.ts";
import { said } from "./said.ts";

export interface UnsubscribePageContent extends PageFrame {
  readonly brand: ShownBrand;
  /** Path the form posts to. */
  readonly action: string;
  readonly state: "ask" | "done";
}

/** Opening the page changes nothing, because link scanners open it too; pressing the one button does. */
export function unsubscribePage({ action, state, ...frame }: UnsubscribePageContent): string {
  const { texts, brand } = frame;
  const { title, text } = texts.unsubscribe[state];
  return layout({
    ...frame,
    title,
    content: html`<div class="stack">
<h1>${title}</h1>
<p>${said(text, { workspace: brand.name })}</p>
${state === "ask" ? html`<form method="post" action="${action}"><button type="submit">${texts.unsubscribe.button}</button></form>` : ""}
</div>`,
  });
}
