import { html, raw } from "hono/html";
import type { SurveyKind } from "../../domain/survey.ts";
import { type LocalTexts, textsFor } from "../locales/texts.ts";
import type { Markup } from "../markup.ts";
import { layout } from "./layout.ts";

export interface SurveyPageContent {
  readonly locale: string;
  readonly workspaceName: string;
  readonly question: string;
  /** Decides the words at the ends of the scale and above the comment. */
  readonly kind: SurveyKind;
  readonly scores: readonly number[];
  /** Path the form posts to. */
  readonly action: string;
  readonly chosen?: number | undefined;
  readonly comment?: string | undefined;
  readonly maxCommentLength: number;
  /** There is an answer already, and it may still be changed. */
  readonly answered: boolean;
  readonly error?: SurveyPageError | undefined;
}

export type SurveyPageError = "score_missing" | "score_invalid" | "comment_too_long";

/** Choosing never sends: link scanners follow links and run scripts, so only the person's own press of the button counts. */
export function surveyPage(content: SurveyPageContent): string {
  const texts = textsFor(content.locale);
  const { workspaceName, question, action, answered, error } = content;
  return layout({
    texts,
    title: error ? texts.errors.inTitle(question) : question,
    workspaceName,
    content: html`<form class="stack" method="post" action="${action}">
${answered ? html`<p class="note">${texts.survey.answered}</p>` : ""}
${scoreField(content, texts)}
${commentField(content, texts)}
<div class="send">
<button type="submit">${answered ? texts.survey.save : texts.survey.send}</button>
<p class="muted">${texts.survey.whenSent(workspaceName)}</p>
</div>
</form>`,
  });
}

function scoreField(content: SurveyPageContent, texts: LocalTexts): Markup {
  const { lowest, highest } = texts.kinds[content.kind];
  const faulty = content.error === "score_missing" || content.error === "score_invalid";
  return html`<fieldset${faulty ? raw(' aria-describedby="score-error"') : ""}>
<legend><h1 dir="auto">${content.question}</h1></legend>
${faulty ? alert("score-error", errorText(content, texts)) : ""}
<div class="scale">
<p class="end lowest" id="lowest">${lowest}</p>
<div class="scores">
${content.scores.map((score) => scoreOption(score, content, texts))}
</div>
<p class="end highest" id="highest">${highest}</p>
</div>
</fieldset>`;
}

function scoreOption(score: number, { scores, chosen }: SurveyPageContent, texts: LocalTexts): Markup {
  const max = Math.max(...scores);
  const end = score === Math.min(...scores) ? "lowest" : score === max ? "highest" : undefined;
  return html`<label class="score"><input type="radio" name="score" value="${score}" aria-label="${texts.survey.score(score, max)}"${
    end ? raw(` aria-describedby="${end}"`) : ""
  }${score === chosen ? raw(" checked") : ""}><span aria-hidden="true">${score}</span></label>
`;
}

function commentField(content: SurveyPageContent, texts: LocalTexts): Markup {
  const faulty = content.error === "comment_too_long";
  // A parser drops the first line break of a textarea, so ours goes first and the customer's own is kept.
  return html`<div>
${faulty ? alert("comment-error", errorText(content, texts)) : ""}
<label class="field" for="comment">${texts.kinds[content.kind].commentLabel} <span class="muted">(${texts.survey.optional})</span></label>
<textarea id="comment" name="comment" rows="4" dir="auto" maxlength="${content.maxCommentLength}"${
    faulty ? raw(' aria-invalid="true" aria-describedby="comment-error"') : ""
  }>
${content.comment ?? ""}</textarea>
</div>`;
}

/** Takes the focus when the page opens: browsers do not announce an alert that was there from the start. */
const alert = (id: string, text: string): Markup =>
  html`<p class="alert" role="alert" id="${id}" tabindex="-1" autofocus>${text}</p>`;

function errorText({ error, scores, maxCommentLength }: SurveyPageContent, { errors, locale }: LocalTexts): string {
  if (error === "score_invalid") return errors.score_invalid(Math.min(...scores), Math.max(...scores));
  if (error === "comment_too_long") return errors.comment_too_long(maxCommentLength.toLocaleString(locale));
  return errors.score_missing;
}
