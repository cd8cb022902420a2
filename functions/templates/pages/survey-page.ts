import { html, raw } from "hono/html";
import { maxCommentLength } from "../../domain/response.ts";
import type { ShownBrand } from "../brand.ts";
import { count, say } from "../locales/say.ts";
import type { Markup } from "../markup.ts";
import type { SurveyCopy } from "../survey-copy.ts";
import { faultSummary } from "./fault-summary.ts";
import { followUpField } from "./follow-up-field.ts";
import type { FollowUpState } from "./follow-up-state.ts";
import { formStyle } from "./form-style.ts";
import { type HiddenFields, hiddenFields } from "./hidden-fields.ts";
import { instantFollowUps } from "./instant-follow-ups.ts";
import { layout, type PageFrame } from "./layout.ts";
import { pageScript } from "./page-script.ts";
import { said } from "./said.ts";
import { layoutStyle, scaleStyle } from "./scale-style.ts";
import { scoreField } from "./score-field.ts";
import { textArea } from "./text-area.ts";

export interface SurveyPageContent extends PageFrame, HiddenFields {
  readonly brand: ShownBrand;
  readonly copy: SurveyCopy;
  /** Path the form posts to. */
  readonly action: string;
  readonly chosen?: number | undefined;
  readonly comment?: string | undefined;
  /** What the follow-up questions that a script shows at once are filled in with. */
  readonly followUps?: FollowUpState | undefined;
  /** There is an answer already, and it may still be changed. */
  readonly answered: boolean;
  readonly error?: SurveyPageError | undefined;
}

export type SurveyPageError = "score_missing" | "score_invalid" | "comment_too_long";

/** Choosing never sends: link scanners follow links and run scripts, so only the person's own press of the button counts. */
export function surveyPage(content: SurveyPageContent): string {
  const { texts, brand, copy, action, answered, error } = content;
  const instant = instantFollowUps(copy.followUps);
  const summary = faultSummary(instant, content.followUps, texts);
  return layout({
    ...content,
    title: error || summary ? say(texts.errors.inTitle, { title: copy.question }) : copy.question,
    style: formStyle + scaleStyle + layoutStyle[copy.layout],
    script: pageScript,
    content: html`<form class="stack" method="post" action="${action}">
${hiddenFields(content)}
${answered ? html`<p class="note">${texts.survey.answered}</p>` : ""}
${summary ?? ""}
${scoreQuestion(content)}
<div>
${commentField(content)}
</div>
${instant.map((asked) => followUpField(asked, content, { isInstant: true }))}
<div class="send">
<button type="submit">${answered ? texts.survey.save : texts.survey.send}</button>
<p class="muted">${said(texts.survey.whenSent, { workspace: brand.name })}</p>
</div>
</form>`,
  });
}

function scoreQuestion({ copy, error, texts, chosen }: SurveyPageContent): Markup {
  const faulty = error === "score_missing" || error === "score_invalid";
  const fault = error === "score_invalid" ? texts.errors.scoreInvalid : texts.errors.scoreMissing;
  return html`<fieldset${faulty ? raw(' aria-describedby="score-fault"') : ""}>
<legend><h1 dir="auto">${copy.question}</h1></legend>
${faulty ? alert("score-fault", fault) : ""}
${scoreField({ ...copy, name: "score", id: "score", ends: copy, chosen })}
</fieldset>`;
}

function commentField({ texts, copy, comment, error }: SurveyPageContent): Markup {
  const tooLong = count(texts.errors.tooLong, maxCommentLength, texts.locale);
  return textArea({
    name: "comment",
    id: "comment",
    label: html`${copy.commentLabel} <span class="muted">(${texts.survey.optional})</span>`,
    value: comment,
    maxLength: maxCommentLength,
    fault: error === "comment_too_long" ? alert("comment-fault", tooLong) : undefined,
  });
}

/** Takes the focus when the page opens: browsers do not announce an alert that was there from the start. */
const alert = (id: string, text: string): Markup =>
  html`<p class="alert" role="alert" id="${id}" tabindex="-1" autofocus>${text}</p>`;
