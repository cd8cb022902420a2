import { html } from "hono/html";
import { textsFor } from "../locales/texts.ts";
import type { Notice } from "../locales/wording.ts";
import { layout } from "./layout.ts";

export interface NoticePageContent {
  readonly locale: string;
  /** Unknown when the link itself says nothing we trust. */
  readonly workspaceName?: string | undefined;
  readonly notice: Notice;
  readonly requestId?: string | undefined;
}

/** The page of everything that cannot be answered, with what the customer can do about it. */
export function noticePage({ locale, workspaceName, notice, requestId }: NoticePageContent): string {
  const texts = textsFor(locale);
  const { title, text } = texts.notices[notice];
  return layout({
    texts,
    title,
    workspaceName,
    content: html`<div class="stack">
<h1>${title}</h1>
<p>${text}</p>
${requestId ? html`<p class="muted">${texts.reference(requestId)}</p>` : ""}
</div>`,
  });
}
