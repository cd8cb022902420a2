import * as z from "zod/mini";
import { type Answer, maxCommentLength } from "../../domain/response.ts";
import { isScore } from "../../domain/scale.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { faultsOf, withFollowUps } from "./merge-follow-ups.ts";
import { nextPath } from "./next-page.ts";
import { errorPage, Page, redirect } from "./page.ts";
import { type Form, readFollowUps } from "./read-follow-ups.ts";
import { readPost } from "./read-post.ts";
import { saveAnswer } from "./save-answer.ts";
import { type FormState, overPage, surveyForm } from "./survey-form.ts";
import { type OpenedLink, openSurveyLink, whyOver } from "./survey-link.ts";
import { writtenWords } from "./written-words.ts";

/** What seems to come from a scanner is answered like any other post, so that nobody learns how to pass for a person. */
export const answerSurvey = endpoint(
  {
    route: routes.answerSurvey,
    summary: "Records the answer, or changes it within the edit window.",
    body: z.record(z.string(), z.string()),
    returns: {
      303: Page.check(z.describe("Recorded; to the follow-up questions or the thank-you page")),
      410: Page,
      422: Page,
    },
    errorPage,
  },
  async ({ params: { token }, body, userAgent }, services) => {
    const open = (readResponse: boolean) => openSurveyLink(token, services, { lang: body["lang"], readResponse });
    const link = await open(false);
    const { followUps: questions = [] } = link.survey;
    const followUps = readFollowUps(body, questions);
    const read = readScore(body, link);
    if ("error" in read)
      return formOrOver(await open(true), { ...read, followUps: { ...followUps, faults: {} } }, services.clock.now());
    // A form without follow-up questions leaves their answers as they are, but for those that are not asked any more.
    const given = (counted: Answer | undefined) =>
      withFollowUps(
        questions,
        { ...read.answer, ...(counted?.followUps && { followUps: counted.followUps }) },
        followUps,
      );
    const post = await readPost({ form: body, userAgent }, link, services);
    const why = link.isArchived ? "closed" : undefined;
    const taken = why ? undefined : await saveAnswer(link, given, { post }, services);
    if (!taken) return tooLate(await open(true), services.clock.now());
    const faults = faultsOf(questions, taken.score, taken.followUps ?? {}, followUps);
    if (Object.keys(faults).length === 0) return redirect(nextPath(link, taken, followUps.shown));
    return surveyForm(422, link, { chosen: taken.score, comment: taken.comment, followUps: { ...followUps, faults } });
  },
);

type ScoreForm = { answer: Answer } | (Required<Pick<FormState, "error">> & FormState);

/** The answer, or the form as it was filled in with what is wrong. */
function readScore(form: Form, { survey }: OpenedLink): ScoreForm {
  const comment = writtenWords(form["comment"]);
  const sent = form["score"] ?? "";
  const score = /^-?\d{1,3}$/.test(sent) ? Number(sent) : undefined;
  const isValid = score !== undefined && isScore(survey, score);
  const kept = { chosen: isValid ? score : undefined, comment };
  if (sent === "") return { ...kept, error: "score_missing" };
  if (!isValid) return { ...kept, error: "score_invalid" };
  if (comment !== undefined && comment.length > maxCommentLength) return { ...kept, error: "comment_too_long" };
  return { answer: { score, ...(comment !== undefined && { comment }) } };
}

function formOrOver(link: OpenedLink, state: FormState, now: string) {
  const why = whyOver(link, now);
  return why ? overPage(link, why) : surveyForm(422, link, state);
}

const tooLate = (link: OpenedLink, now: string) => overPage(link, whyOver(link, now) ?? "answered");
