import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { thanksPage } from "../../templates/pages/thanks-page.ts";
import { errorPage, Page, page, redirect } from "./page.ts";
import { frameOf } from "./survey-form.ts";
import { openSurveyLink, pathTo, whyOver } from "./survey-link.ts";

export const showThanks = endpoint(
  {
    route: routes.showThanks,
    summary: "Thanks for an answer.",
    query: z.object({ lang: z.optional(z.string()) }),
    returns: { 200: Page, 303: Page },
    errorPage,
  },
  async ({ params: { token }, query: { lang } }, services) => {
    const link = await openSurveyLink(token, services, { lang, hasAnswered: true });
    if (!link.given) return redirect(pathTo(link, ""));
    const changeUrl = whyOver(link, services.clock.now()) ? undefined : pathTo(link, "");
    const frame = frameOf(link);
    return page(200, frame, thanksPage({ ...frame, copy: link.copy, changeUrl }));
  },
);
