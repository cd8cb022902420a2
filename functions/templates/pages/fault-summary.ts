import { html } from "hono/html";
import type { LocalTexts } from "../locales/wordings.ts";
import type { Markup } from "../markup.ts";
import type { FollowUpCopy } from "../survey-copy.ts";
import { faultSentence, idOf } from "./follow-up-field.ts";
import type { FollowUpState } from "./follow-up-state.ts";

/** Takes the focus when the page opens, and leads to each question that something is wrong with. */
export function faultSummary(
  asked: readonly FollowUpCopy[],
  followUps: FollowUpState | undefined,
  texts: LocalTexts,
): Markup | undefined {
  const faulty = asked.flatMap(({ question, ask }) => {
    const fault = followUps?.faults[question.id];
    return fault ? [{ id: idOf(question.id), ask, sentence: faultSentence(fault, texts) }] : [];
  });
  if (faulty.length === 0) return undefined;
  return html`<div class="alert" role="alert" tabindex="-1" autofocus>
<ul>
${faulty.map(({ id, ask, sentence }) => html`<li><a href="#${id}"><bdi>${ask}</bdi></a> – ${sentence}</li>\n`)}</ul>
</div>`;
}
