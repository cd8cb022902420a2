import { html, raw } from "hono/html";
import type { ShownBrand } from "../brand.ts";
import { type HiddenFields, hiddenFields } from "./hidden-fields.ts";
import { layout, type PageFrame } from "./layout.ts";
import { said } from "./said.ts";

/** Named as their words are. */
export type OptOutState = "ask" | "done" | "onlyThisSurveyDone" | "againDone";
export type OptOutChoice = "all" | "survey" | "again";

export interface UnsubscribePageContent extends PageFrame, HiddenFields {
  readonly brand: ShownBrand;
  /** Path the form posts to. */
  readonly action: string;
  readonly state: OptOutState;
  /** What the form offers to do. */
  readonly choices: readonly OptOutChoice[];
}

/**
 * Opening the page changes nothing, because link scanners open it too; pressing a button does. The form without a button,
 * as a script sends it, stops all.
 */
export function unsubscribePage(content: UnsubscribePageContent): string {
  const { texts, brand, action, state, choices } = content;
  const { title, text } = texts.unsubscribe[state];
  return layout({
    ...content,
    title,
    style,
    content: html`<div class="stack">
<h1>${title}</h1>
<p>${said(text, { workspace: brand.name })}</p>
${
  choices.length > 0
    ? html`<form method="post" action="${action}">
${hiddenFields(content)}
${choices.map((choice) => button(choice, content))}
</form>`
    : ""
}
</div>`,
  });
}

const button = (choice: OptOutChoice, { state, texts: { unsubscribe } }: UnsubscribePageContent) => {
  const words = { all: unsubscribe.button, survey: unsubscribe.onlyThisSurvey, again: unsubscribe.again };
  const look = state === "ask" && choice === "all" ? "" : raw(' class="second"');
  return html`<button type="submit" name="what" value="${choice}"${look}>${words[choice]}</button>
`;
};

const style = `
form{display:flex;flex-wrap:wrap;gap:.75rem}
.second,.second:hover{border-color:var(--edge);background:var(--card);color:var(--accent)}
.second:hover{border-color:var(--accent)}
`;
