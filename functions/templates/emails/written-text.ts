import { html, raw } from "hono/html";
import type { Markup } from "../markup.ts";

const lineBreak = /\r\n?|[\n\u2028\u2029]/;

/** Would turn around what follows them on the line, such as an address. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

export const oneLine = (text: string): string => text.replace(turning, "").replace(/\s+/g, " ").trim();

export const withoutOuterSpace = (text: string): string => text.split(lineBreak).join("\n").trim();

/** Lines as their writer broke them; Outlook does not know `white-space`. */
export const withBreaks = (text: string): Markup[] =>
  withoutOuterSpace(text)
    .split("\n")
    .map((line, index) => html`${index > 0 ? raw("<br>") : ""}${line}`);
