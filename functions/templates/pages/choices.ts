import { html, raw } from "hono/html";
import { maxOtherLength, otherChoice } from "../../domain/follow-up.ts";
import type { Markup } from "../markup.ts";
import type { FieldParts } from "./follow-up-state.ts";

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** Options to choose one or several of, and yes or no. */
export function choices(parts: FieldParts): Markup {
  const { asked, texts } = parts;
  const { type, other } = asked.question;
  const isMultiple = type === "multiple";
  const hint = isMultiple ? texts.followUps.chooseSeveral : texts.followUps.chooseOne;
  const isChoice = isMultiple || type === "single";
  return html`${isChoice ? html`<p class="muted">${hint}</p>` : ""}
<div class="choices">
${choicesOf(parts).map((choice, index) => option(choice, index, parts))}
${other && isChoice ? otherWords(parts) : ""}
</div>`;
}

function choicesOf({ asked, texts, name, entered }: FieldParts): Choice[] {
  const { type, other } = asked.question;
  const { followUps } = texts;
  const isChosen = (value: string): boolean => entered.choices?.includes(value) ?? false;
  if (type === "multiple") {
    return asked.options.map(({ id, label }) => ({ name: `${name}.${id}`, value: "1", label, isChosen: isChosen(id) }));
  }
  const values =
    type === "single"
      ? [...asked.options, ...(other ? [{ id: otherChoice, label: followUps.other }] : [])]
      : [
          { id: "yes", label: followUps.yes },
          { id: "no", label: followUps.no },
        ];
  return values.map(({ id, label }) => ({ name, value: id, label, isChosen: isChosen(id) }));
}

function option({ name, value, label, isChosen }: Choice, index: number, parts: FieldParts): Markup {
  const { id, disabled, asked } = parts;
  const kind = asked.question.type === "multiple" ? "checkbox" : "radio";
  const attributes = [index === 0 ? ` id="${id}"` : "", isChosen ? " checked" : "", disabled ? " disabled" : ""].join(
    "",
  );
  return html`<label class="choice"><input type="${kind}" name="${name}" value="${value}"${raw(attributes)}><span dir="auto">${label}</span></label>
`;
}

/** Of several choices something else is one more by being written, of a single one it has a radio of its own. */
function otherWords({ asked, texts, id, name, entered, disabled }: FieldParts): Markup {
  const { other, otherLabel } = texts.followUps;
  const label = asked.question.type === "multiple" ? other : otherLabel;
  return html`<div class="other"><label for="${id}-other">${label}</label>
<input type="text" id="${id}-other" name="${name}.other" value="${entered.other ?? ""}" dir="auto" maxlength="${maxOtherLength}"${
    disabled ? raw(" disabled") : ""
  }></div>`;
}
