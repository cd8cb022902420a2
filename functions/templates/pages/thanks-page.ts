import { html } from "hono/html";
import type { SurveyCopy } from "../survey-copy.ts";
import { layout, type PageFrame } from "./layout.ts";

export interface ThanksPageContent extends PageFrame {
  readonly copy: Pick<SurveyCopy, "thanks" | "thanksLink">;
  /** Where the answer may be changed, as long as it may. */
  readonly changeUrl?: string | undefined;
}

/** Knows no score: everybody is shown the same thanks and the same link, because asking only happy customers for a review is gating. */
export function thanksPage({ copy, changeUrl, ...frame }: ThanksPageContent): string {
  const { texts } = frame;
  const { thanks, thanksLink } = copy;
  return layout({
    ...frame,
    title: texts.thanks.title,
    content: html`<div class="stack">
<h1>${texts.thanks.title}</h1>
<p class="written" dir="auto">${thanks}</p>
${thanksLink ? html`<p><a class="button" href="${thanksLink.url}" rel="noopener noreferrer" dir="auto">${thanksLink.label}</a></p>` : ""}
${changeUrl ? html`<p><a class="aside" href="${changeUrl}">${texts.thanks.change}</a></p>` : ""}
</div>`,
  });
}
