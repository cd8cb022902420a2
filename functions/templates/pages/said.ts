import { html } from "hono/html";
import type { Markup } from "../markup.ts";

/** As `say`, each value in a direction of its own: a name in another script, or one that turns the direction, leaves the sentence alone. */
export function said(text: string, values: Readonly<Record<string, string>>): Markup {
  const parts = text.split(/(\{\w+\})/);
  return html`${parts.map((part) => {
    const value = values[part.slice(1, -1)];
    return part.startsWith("{") && value !== undefined ? html`<bdi>${value}</bdi>` : part;
  })}`;
}
