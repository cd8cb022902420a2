/** A follow-up question as fields of a form, filled in as it was kept or as it came in wrong. */
import { html, raw } from "hono/html";
import { maxOtherLength, maxTextLength } from "../../domain/follow-up.ts";
import { count } from "../locales/say.ts";
import type { LocalTexts } from "../locales/wordings.ts";
import type { Markup } from "../markup.ts";
import type { FollowUpCopy } from "../survey-copy.ts";
import { choices } from "./choices.ts";
import type { FieldParts, FollowUpFault, FollowUpState } from "./follow-up-state.ts";
import { ratingScores } from "./rating-scores.ts";
import { scoreField } from "./score-field.ts";
import { textArea } from "./text-area.ts";

interface Around {
  readonly texts: LocalTexts;
  readonly followUps?: FollowUpState | undefined;
}

/** An instant question waits, hidden and disabled, until a script finds a score that calls for it. */
export function followUpField(asked: FollowUpCopy, { texts, followUps }: Around, { isInstant = false } = {}): Markup {
  const { id, when } = asked.question;
  const fault = followUps?.faults[id];
  const parts: FieldParts = {
    texts,
    asked,
    id: idOf(id),
    name: `q.${id}`,
    entered: followUps?.entered[id] ?? {},
    disabled: isInstant,
  };
  const [from, to] = when?.score ?? [];
  const waits = isInstant ? html` hidden data-from="${from ?? ""}" data-to="${to ?? ""}"` : "";
  return html`<div class="follow-up"${waits}>
<input type="hidden" name="shown.${id}" value="1"${isInstant ? raw(" disabled") : ""}>
${fields(parts, fault && faultText(parts.id, fault, texts))}
</div>
`;
}

/** The first of a question's fields has this id. */
export const idOf = (questionId: string): string => `q-${questionId}`;

export function faultSentence(fault: FollowUpFault, { errors, locale }: LocalTexts): string {
  if (fault === "tooLong") return count(errors.tooLong, maxTextLength, locale);
  if (fault === "otherTooLong") return count(errors.tooLong, maxOtherLength, locale);
  return errors[fault];
}

const faultText = (id: string, fault: FollowUpFault, texts: LocalTexts): Markup =>
  html`<p class="alert" id="${id}-fault">${faultSentence(fault, texts)}</p>`;

function fields(parts: FieldParts, fault: Markup | undefined): Markup {
  const { asked, entered, texts, id, name, disabled } = parts;
  const { type, required } = asked.question;
  const label = html`${asked.ask} <span class="muted">(${required ? texts.followUps.required : texts.survey.optional})</span>`;
  if (type === "text") return textArea({ ...parts, label, value: entered.text, maxLength: maxTextLength, fault });
  const rated = Number(entered.choices?.[0] ?? Number.NaN);
  return html`<fieldset${fault ? raw(` aria-describedby="${id}-fault"`) : ""}>
<legend dir="auto">${label}</legend>
${fault ?? ""}
${
  type === "rating"
    ? scoreField({ id, name, disabled, layout: "numbers", scores: ratingScores(asked.question, texts), chosen: rated })
    : choices(parts)
}
</fieldset>`;
}
