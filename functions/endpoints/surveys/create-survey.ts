import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { addSurvey } from "./add-survey.ts";
import { toDefinition } from "./survey-definition.ts";
import { NewSurvey, SurveyView, viewSurvey } from "./survey-view.ts";

export const createSurvey = endpoint(
  {
    route: routes.createSurvey,
    summary: "Creates a survey, active at once. Texts that are left out come from the built-in ones.",
    body: NewSurvey,
    returns: { 201: SurveyView },
  },
  async ({ caller: { workspace }, body }, services) => ({
    status: 201,
    body: viewSurvey(await addSurvey(toDefinition(body), workspace, services)),
  }),
);
