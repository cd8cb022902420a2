import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const resumeSurvey = endpoint(
  {
    route: routes.resumeSurvey,
    summary: "Resumes a paused survey.",
    returns: { 200: SurveyView },
  },
  async ({ caller: { workspaceId }, params: { id } }, { surveys }) => ({
    status: 200,
    body: viewSurvey(await surveys.setStatus(workspaceId, id, "active")),
  }),
);
