import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const getSurvey = endpoint(
  { route: routes.getSurvey, summary: "Shows a survey's current version.", returns: { 200: SurveyView } },
  async ({ caller: { workspaceId }, params: { id } }, { surveys }) => ({
    status: 200,
    body: viewSurvey(await surveys.get(workspaceId, id)),
  }),
);
