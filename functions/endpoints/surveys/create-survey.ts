import type { Survey } from "../../domain/survey.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { NewSurvey, SurveyView, toDefinition, viewSurvey } from "./survey-view.ts";

export const createSurvey = endpoint(
  {
    route: routes.createSurvey,
    summary: "Creates a survey, active at once. Texts that are left out come from the built-in ones.",
    body: NewSurvey,
    returns: { 201: SurveyView },
  },
  async ({ caller: { workspaceId }, body }, { surveys, ids, clock }) => {
    const now = clock.now();
    const survey: Survey = {
      ...toDefinition(body),
      id: `srv_${ids.random(8)}`,
      workspaceId,
      version: 1,
      status: "active",
      createdAt: now,
      changedAt: now,
    };
    await surveys.add(survey);
    return { status: 201, body: viewSurvey(survey) };
  },
);
