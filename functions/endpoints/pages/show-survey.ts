import * as z from "zod/mini";
import { isScore } from "../../domain/scale.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { enteredAnswers } from "./entered-answers.ts";
import { errorPage, Page } from "./page.ts";
import { overPage, surveyForm } from "./survey-form.ts";
import { openSurveyLink, whyOver } from "./survey-link.ts";

/** Link scanners open every link, so this never writes: a score in the query is only chosen, not given. */
export const showSurvey = endpoint(
  {
    route: routes.showSurvey,
    summary: "Shows the survey behind a link, with a score chosen if the link names one. Never writes.",
    query: z.object({
      score: z.optional(z.string()).check(z.describe("The score to choose")),
      lang: z.optional(z.string()).check(z.describe("The language to show it in, one of those it is offered in")),
    }),
    returns: { 200: Page, 410: Page },
    errorPage,
  },
  async ({ params: { token }, query }, services) => {
    const link = await openSurveyLink(token, services, { lang: query.lang });
    const why = whyOver(link, services.clock.now());
    if (why) return overPage(link, why);
    const asked = Number(query.score || Number.NaN);
    const chosen = isScore(link.survey, asked) ? asked : link.response?.score;
    const followUps = enteredAnswers(link.response?.followUps);
    return surveyForm(200, link, { chosen, comment: link.response?.comment, followUps });
  },
);
