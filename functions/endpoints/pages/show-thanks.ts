import { isEditable } from "../../domain/response.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { thanksPage } from "../../templates/pages/thanks-page.ts";
import { errorPage, Page, page } from "./page.ts";
import { openSurveyLink } from "./survey-link.ts";

export const showThanks = endpoint(
  { route: routes.showThanks, summary: "Thanks for an answer.", returns: { 200: Page, 303: Page }, errorPage },
  async ({ params: { token } }, services) => {
    const { response, locale, workspace, copy, path } = await openSurveyLink(token, services);
    if (!response) return { status: 303, headers: { location: path } };
    const changeUrl = isEditable(response, services.clock.now()) ? path : undefined;
    return page(200, thanksPage({ locale, workspaceName: workspace.name, thanks: copy.thanks, changeUrl }));
  },
);
