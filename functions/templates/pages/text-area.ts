import { html, raw } from "hono/html";
import type { Markup } from "../markup.ts";

export interface TextArea {
  readonly name: string;
  readonly id: string;
  readonly label: Markup | string;
  readonly value: string | undefined;
  readonly maxLength: number;
  /** The sentence that says what is wrong with it, and where it stands. */
  readonly fault?: Markup | undefined;
  readonly disabled?: boolean;
}

/** A parser drops the first line break of a textarea, so ours goes first and the customer's own is kept. */
export function textArea({ name, id, label, value, maxLength, fault, disabled }: TextArea): Markup {
  const attributes = [
    fault ? ` aria-invalid="true" aria-describedby="${id}-fault"` : "",
    disabled ? " disabled" : "",
  ].join("");
  return html`<label class="field" for="${id}" dir="auto">${label}</label>
${fault ?? ""}
<textarea id="${id}" name="${name}" rows="4" dir="auto" maxlength="${maxLength}"${raw(attributes)}>
${value ?? ""}</textarea>`;
}
