import * as z from "zod/mini";
import { type Answer, maxCommentLength } from "../../domain/response.ts";
import { isScore } from "../../domain/survey.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { errorPage, Page } from "./page.ts";
import { saveAnswer } from "./save-answer.ts";
import { type FormState, overPage, surveyForm } from "./survey-form.ts";
import { type OpenedLink, openSurveyLink, whyOver } from "./survey-link.ts";

const Form = z.object({ score: z.optional(z.string()), comment: z.optional(z.string()) });

export const answerSurvey = endpoint(
  {
    route: routes.answerSurvey,
    summary: "Records the answer, or changes it within the edit window.",
    body: Form,
    returns: { 303: Page.check(z.describe("Recorded; to the thank-you page")), 410: Page, 422: Page },
    errorPage,
  },
  async ({ params: { token }, body }, services) => {
    const link = await openSurveyLink(token, services);
    const why = whyOver(link, services.clock.now());
    if (why) return overPage(link, why);
    const read = readForm(body, link);
    if ("error" in read) return surveyForm(422, link, read);
    if (!(await saveAnswer(link, read.answer, services))) return overPage(link, "answered");
    return { status: 303, headers: { location: `${link.path}/thanks` } };
  },
);

/** The answer, or the form as it was filled in with what is wrong. */
function readForm(
  form: z.output<typeof Form>,
  { survey }: OpenedLink,
): { answer: Answer } | (Required<Pick<FormState, "error">> & FormState) {
  // Browsers count a line break once and send two characters; half characters cannot be stored as UTF-8.
  const comment = form.comment?.replaceAll("\r\n", "\n").trim().toWellFormed() || undefined;
  const score = /^\d{1,3}$/.test(form.score ?? "") ? Number(form.score) : undefined;
  const isValid = score !== undefined && isScore(survey, score);
  const kept = { chosen: isValid ? score : undefined, comment };
  if (!form.score) return { ...kept, error: "score_missing" };
  if (!isValid) return { ...kept, error: "score_invalid" };
  if (comment !== undefined && comment.length > maxCommentLength) return { ...kept, error: "comment_too_long" };
  return { answer: { score, ...(comment !== undefined && { comment }) } };
}
