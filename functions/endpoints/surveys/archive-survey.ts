import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const archiveSurvey = endpoint(
  {
    route: routes.archiveSurvey,
    summary:
      "Archives a survey: it is offered no more, its open links are closed, and nothing of it changes until it is resumed.",
    returns: { 200: SurveyView },
  },
  async ({ caller: { workspaceId }, params: { id } }, { surveys }) => ({
    status: 200,
    body: viewSurvey(await surveys.setStatus(workspaceId, id, "archived")),
  }),
);
