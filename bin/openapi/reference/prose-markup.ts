import { html, raw } from "hono/html";

/** The little of Markdown that our descriptions use: paragraphs, lists, bold and code. Everything else is text. */
export const paragraphs = (text: string) =>
  text
    .split("\n\n")
    .map((block) =>
      block.startsWith("- ")
        ? html`<ul>${block.split("\n").map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`
        : html`<p>${inline(block)}</p>`,
    );

export const inline = (text: string) => raw(marked(String(html`${text}`)).replaceAll("\n", "<br>"));

const marked = (escaped: string): string =>
  escaped.replace(/`([^`]+)`/g, "<code>$1</code>").replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");

/** JSON with its names and texts marked, in the shortest tags there are: the page is mostly made of them. */
export const shownJson = (value: unknown) =>
  raw(
    String(html`${JSON.stringify(value, null, 2)}`).replace(
      /&quot;((?:(?!&quot;|\\).|\\&quot;|\\.)*)&quot;(:?)/g,
      (quoted, _, colon: string) => (colon ? `<i>${quoted.slice(0, -1)}</i>:` : `<b>${quoted}</b>`),
    ),
  );
