import * as z from "zod/mini";
import { followUpsFor } from "../../domain/follow-up.ts";
import { type Answer, isOpenToQuestions } from "../../domain/response.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { followUpsForm } from "./follow-ups-form.ts";
import { faultsOf, withFollowUps, withShown } from "./merge-follow-ups.ts";
import { nextPath, shownUntil } from "./next-page.ts";
import { errorPage, Page, redirect } from "./page.ts";
import { readFollowUps } from "./read-follow-ups.ts";
import { readPost } from "./read-post.ts";
import { saveAnswer } from "./save-answer.ts";
import { overPage } from "./survey-form.ts";
import { openSurveyLink, pathTo, whyOver } from "./survey-link.ts";

/** What is answered right is kept even if the rest is wrong: the customer may never come back to mend it. */
export const answerFollowUps = endpoint(
  {
    route: routes.answerFollowUps,
    summary: "Records answers to follow-up questions, and asks what they call for.",
    body: z.record(z.string(), z.string()),
    returns: {
      303: Page.check(z.describe("Recorded; to further questions or the thank-you page")),
      410: Page,
      422: Page,
    },
    errorPage,
  },
  async ({ params: { token }, body, userAgent }, services) => {
    const link = await openSurveyLink(token, services, { lang: body["lang"], hasAnswered: true });
    const why = whyOver(link, services.clock.now(), isOpenToQuestions);
    if (why) return overPage(link, why);
    const { given, survey } = link;
    if (!given) return redirect(pathTo(link, ""));
    const { followUps: questions = [] } = survey;
    const calledBefore = followUpsFor(questions, given.score, given.followUps);
    const read = withShown(readFollowUps(body, questions), calledBefore);
    const merged = (counted: Answer = given): Answer => withFollowUps(questions, counted, read);
    const post = await readPost({ form: body, userAgent }, link, services);
    const taken = await saveAnswer(link, merged, { post, isContinued: true }, services);
    if (!taken) return overPage(link, "answered");
    const { score, followUps = {} } = taken;
    const faults = faultsOf(questions, score, followUps, read);
    if (Object.keys(faults).length === 0)
      return redirect(nextPath(link, taken, shownUntil(body, calledBefore, read.shown)));
    const called = followUpsFor(questions, score, followUps);
    const asked = called.filter(({ id }) => read.shown.has(id) || !Object.hasOwn(followUps, id));
    return followUpsForm(422, link, asked, { entered: read.entered, faults });
  },
);
