import { html } from "hono/html";
import type { ShownBrand } from "../brand.ts";
import { say } from "../locales/say.ts";
import type { FollowUpCopy } from "../survey-copy.ts";
import { faultSummary } from "./fault-summary.ts";
import { followUpField } from "./follow-up-field.ts";
import type { FollowUpState } from "./follow-up-state.ts";
import { followUpsThatFit } from "./follow-ups-that-fit.ts";
import { formStyle } from "./form-style.ts";
import { type HiddenFields, hiddenFields } from "./hidden-fields.ts";
import { layout, type PageFrame } from "./layout.ts";
import { pageScript } from "./page-script.ts";
import { scaleStyle } from "./scale-style.ts";

export interface FollowUpsPageContent extends PageFrame, HiddenFields {
  readonly brand: ShownBrand;
  /** Those that do not fit on the page are named in its form, to be asked after it. */
  readonly asked: readonly FollowUpCopy[];
  readonly followUps: FollowUpState;
  /** Path the form posts to. */
  readonly action: string;
  /** Where somebody goes who has said enough. */
  readonly skipUrl: string;
}

/** The score has been kept before this page is shown, and what is answered right is kept even if the rest is wrong. */
export function followUpsPage(content: FollowUpsPageContent): string {
  const { texts, action, skipUrl } = content;
  const { fitting, later } = followUpsThatFit(content.asked, content.followUps, texts);
  const { title, text, send, skip } = texts.followUps;
  const summary = faultSummary(fitting, content.followUps, texts);
  return layout({
    ...content,
    title: summary ? say(texts.errors.inTitle, { title }) : title,
    style: formStyle + scaleStyle,
    script: pageScript,
    content: html`<form class="stack" method="post" action="${action}" novalidate>
${hiddenFields(content)}
${later.length > 0 ? html`<input type="hidden" name="later" value="${later.map(({ question }) => question.id).join(",")}">` : ""}
<div class="opening">
<h1>${title}</h1>
${summary ? "" : html`<p class="muted">${text}</p>`}
</div>
${summary ?? ""}
${fitting.map((one) => followUpField(one, content))}
<div class="send">
<button type="submit">${send}</button>
<p><a class="aside" href="${skipUrl}">${skip}</a></p>
</div>
</form>`,
  });
}
