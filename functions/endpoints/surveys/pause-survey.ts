import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const pauseSurvey = endpoint(
  {
    route: routes.pauseSurvey,
    summary: "Pauses a survey: nothing more is sent for it until it is resumed.",
    refuses: { 409: "The survey is archived." },
    returns: { 200: SurveyView },
  },
  async ({ caller: { workspaceId }, params: { id } }, { surveys }) => ({
    status: 200,
    body: viewSurvey(await surveys.setStatus(workspaceId, id, "paused")),
  }),
);
