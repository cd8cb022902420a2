import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { page } from "../fields.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const listSurveys = endpoint(
  {
    route: routes.listSurveys,
    summary: "Lists the workspace's surveys, newest first.",
    returns: { 200: page(SurveyView) },
  },
  async ({ caller: { workspaceId } }, { surveys }) => ({
    status: 200,
    body: { items: (await surveys.list(workspaceId)).map(viewSurvey) },
  }),
);
