import * as z from "zod/mini";
import { followUpsFor } from "../../domain/follow-up.ts";
import { isOpenToQuestions } from "../../domain/response.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { enteredAnswers } from "./entered-answers.ts";
import { followUpsForm } from "./follow-ups-form.ts";
import { errorPage, Page, redirect } from "./page.ts";
import { overPage } from "./survey-form.ts";
import { openSurveyLink, pathTo, whyOver } from "./survey-link.ts";

export const showFollowUps = endpoint(
  {
    route: routes.showFollowUps,
    summary: "Shows the follow-up questions that the kept answer calls for. Never writes.",
    query: z.object({
      ask: z
        .optional(z.string())
        .check(z.describe("Ids of the questions to show, with commas between; all without it")),
      lang: z.optional(z.string()),
    }),
    returns: { 200: Page, 303: Page.check(z.describe("Nothing to ask, or nothing answered yet")), 410: Page },
    errorPage,
  },
  async ({ params: { token }, query: { ask, lang } }, services) => {
    const link = await openSurveyLink(token, services, { lang, hasAnswered: true });
    const why = whyOver(link, services.clock.now(), isOpenToQuestions);
    if (why) return overPage(link, why);
    const { given, survey } = link;
    if (!given) return redirect(pathTo(link, ""));
    const wanted = ask?.split(",");
    const called = followUpsFor(survey.followUps ?? [], given.score, given.followUps);
    const asked = called.filter(({ id }) => wanted?.includes(id) ?? true);
    if (asked.length === 0) return redirect(pathTo(link, "/thanks"));
    return followUpsForm(200, link, asked, enteredAnswers(given.followUps));
  },
);
