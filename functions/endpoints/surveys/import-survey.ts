import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { addSurvey } from "./add-survey.ts";
import { toDefinition } from "./survey-definition.ts";
import { ImportedSurvey } from "./survey-document.ts";
import { SurveyView, viewSurvey } from "./survey-view.ts";

export const importSurvey = endpoint(
  {
    route: routes.importSurvey,
    summary: "Creates a survey from an exported one or one of the gallery, active at once.",
    body: ImportedSurvey,
    returns: { 201: SurveyView },
  },
  async ({ caller: { workspace }, body: { hearback: _, ...body } }, services) => ({
    status: 201,
    body: viewSurvey(await addSurvey(toDefinition(body), workspace, services)),
  }),
);
