import { html } from "hono/html";
import type { Notice } from "../locales/wording.ts";
import { layout, type PageFrame } from "./layout.ts";
import { said } from "./said.ts";

export interface NoticePageContent extends PageFrame {
  readonly notice: Notice;
  readonly requestId?: string | undefined;
}

/** The page of everything that cannot be answered, with what the customer can do about it. */
export function noticePage({ notice, requestId, ...frame }: NoticePageContent): string {
  const { title, text } = frame.texts.notices[notice];
  return layout({
    ...frame,
    title,
    content: html`<div class="stack">
<h1>${title}</h1>
<p>${text}</p>
${requestId ? html`<p class="muted">${said(frame.texts.reference, { reference: requestId })}</p>` : ""}
</div>`,
  });
}
