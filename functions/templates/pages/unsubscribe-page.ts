import { html } from "hono/html";
import { textsFor } from "../locales/texts.ts";
import { layout } from "./layout.ts";

export interface UnsubscribePageContent {
  readonly locale: string;
  readonly workspaceName: string;
  /** Path the form posts to. */
  readonly action: string;
  readonly state: "ask" | "done";
}

/** Opening the page changes nothing, because link scanners open it too; pressing the one button does. */
export function unsubscribePage({ locale, workspaceName, action, state }: UnsubscribePageContent): string {
  const texts = textsFor(locale);
  const { title, text } = texts.unsubscribe[state];
  return layout({
    texts,
    title,
    workspaceName,
    content: html`<div class="stack">
<h1>${title}</h1>
<p>${text(workspaceName)}</p>
${state === "ask" ? html`<form method="post" action="${action}"><button type="submit">${texts.unsubscribe.button}</button></form>` : ""}
</div>`,
  });
}
