import { html } from "hono/html";
import type { Markup } from "../markup.ts";

export interface HiddenFields {
  /** Proves that the form was served to whoever sends it, and when. */
  readonly nonce: string;
  /** The language chosen on the page, kept through the pages that follow. */
  readonly lang?: string | undefined;
}

/** The text field is a trap: nobody sees it or reaches it by keyboard, so only a machine fills it in. */
export const hiddenFields = ({
  nonce,
  lang,
}: HiddenFields): Markup => html`<input type="hidden" name="nonce" value="${nonce}">
${lang === undefined ? "" : html`<input type="hidden" name="lang" value="${lang}">`}
<div class="unseen" aria-hidden="true"><input type="text" name="website" tabindex="-1" autocomplete="off"></div>`;
